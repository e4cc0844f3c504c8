import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { guardedLookup, mayReach, type Reach, reachOf } from '../../../src/stores/registry/addresses.ts';

const hostnameOf = (host: string) => new URL(`http://${host}/`).hostname;

describe('reachOf', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.1', 'loopback'],
    ['0x7f.1', 'loopback'],
    ['2130706433', 'loopback'],
    ['0.0.0.0', 'loopback'],
    ['[::1]', 'loopback'],
    ['[::]', 'loopback'],
    ['[::ffff:127.0.0.1]', 'loopback'],
    ['[64:ff9b::7f00:1]', 'loopback'],
    ['[::127.0.0.1]', 'link-local'],
    ['[2002:7f00:1::]', 'link-local'],
    ['[64:ff9b:1::7f00:1]', 'link-local'],
    ['[2001:0:7f00:1::]', 'link-local'],
    ['[2001:4860::1]', 'public'],
    ['localhost', 'loopback'],
    ['localhost.', 'loopback'],
    ['x.localhost', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['[fd00::1]', 'private'],
    ['169.254.169.254', 'link-local'],
    ['[::ffff:169.254.169.254]', 'link-local'],
    ['[fe80::1]', 'link-local'],
    ['224.0.0.1', 'link-local'],
    ['255.255.255.255', 'link-local'],
    ['172.32.0.1', 'public'],
    ['8.8.8.8', 'public'],
    ['[2606:4700::1]', 'public'],
    ['example.com', null],
    ['127.0.0.1.example.com', null],
  ])('%s is %s', (host, reach) => {
    expect(reachOf(hostnameOf(host))).toBe(reach);
  });
});

describe('each block begins and ends where it should', () => {
  test.each<[Reach, string, string, readonly string[]]>([
    ['private', '10.0.0.0', '10.255.255.255', ['9.255.255.255', '11.0.0.0']],
    ['private', '100.64.0.0', '100.127.255.255', ['100.63.255.255', '100.128.0.0']],
    ['private', '172.16.0.0', '172.31.255.255', ['172.15.255.255', '172.32.0.0']],
    ['private', '192.0.0.0', '192.0.0.255', ['191.255.255.255', '192.0.1.0']],
    ['private', '192.168.0.0', '192.168.255.255', ['192.167.255.255', '192.169.0.0']],
    ['private', '198.18.0.0', '198.19.255.255', ['198.17.255.255', '198.20.0.0']],
    ['private', 'fc00::', 'fdff:ffff::1', ['fbff:ffff::', 'fe00::']],
    ['private', 'fec0::', 'feff:ffff::1', []],
    ['loopback', '0.0.0.0', '0.255.255.255', ['1.0.0.0']],
    ['loopback', '127.0.0.0', '127.255.255.255', ['126.255.255.255', '128.0.0.0']],
    ['loopback', '::', '::1', []], // `::/96` around it carries IPv4 addresses
    ['link-local', '169.254.0.0', '169.254.255.255', ['169.253.255.255', '169.255.0.0']],
    ['link-local', '224.0.0.0', '255.255.255.255', ['223.255.255.255']],
    ['link-local', 'fe80::', 'febf:ffff::1', ['fe7f::']],
    ['link-local', 'ff00::', 'ffff:ffff::1', []],
    ['link-local', '::2', '::fffe:ffff', ['::1:0:0:0']],
    ['link-local', '64:ff9b:1::', '64:ff9b:1:ffff::1', ['64:ff9b:2::', '64:ff9a:ffff::']],
    ['link-local', '2002::', '2002:ffff::1', ['2001:ffff::', '2003::']],
    ['link-local', '2001::', '2001:0:ffff::1', ['2000:ffff::', '2001:1::']],
  ])('%s from %s to %s', (reach, first, last, around) => {
    expect([first, last].map(reachOf)).toEqual([reach, reach]);
    expect(around.map(reachOf)).toEqual(around.map(() => 'public'));
  });
});

test.each([
  ['::ffff:127.0.0.1', 'loopback'],
  ['::FFFF:10.0.0.1', 'private'],
  ['::ffff:a00:1', 'private'],
  ['::ffff:a9fe:a9fe', 'link-local'],
  ['::ffff:c000:ff', 'private'],
  ['::ffff:c000:1ff', 'public'],
  ['::ffff:808:808', 'public'],
  ['64:ff9b::a00:1', 'private'],
  ['64:ff9b::10.0.0.1', 'private'],
  ['64:ff9b::1', 'loopback'],
  ['64:ff9b::a9fe', 'loopback'],
  ['64:ff9b::', 'public'],
  ['2001::ffff:a00:1', 'link-local'],
  ['2001:64:ff9b::1', 'public'],
  ['LOCALHOST', 'loopback'],
  ['X.LocalHost.', 'loopback'],
  ['10.0.0.1.', 'private'],
  ['localhost.example.com', null],
  ['notlocalhost', null],
])('%s as a resolver or a file may spell it is %s', (host, reach) => {
  expect(reachOf(host)).toBe(reach);
});

test('registries may refer outwards, never inwards', () => {
  const all: readonly Reach[] = ['public', 'private', 'loopback', 'link-local'];
  const allowed = all.flatMap((from) =>
    all.filter((to) => mayReach(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(allowed).toEqual([
    'public → public',
    'private → public',
    'private → private',
    'loopback → public',
    'loopback → private',
    'loopback → loopback',
    'link-local → public',
    'link-local → link-local',
  ]);
});

describe('guardedLookup', () => {
  const asked = (addresses: readonly string[], mayBeReached: (reach: Reach) => boolean, all = true) =>
    new Promise<unknown>((resolve) => {
      const look = guardedLookup(mayBeReached, (_hostname, _options, callback) =>
        callback(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        ),
      );
      look('reg.example', { all }, (error, found) => resolve(error ?? found));
    });
  const outwards = (reach: Reach) => reach === 'public';

  test('a name that resolves to this machine is refused for a public registry', async () => {
    const look = (from: Reach) =>
      new Promise((resolve) => {
        const mayBeReached = (to: Reach) => mayReach(from, to);
        guardedLookup(mayBeReached, lookup)('localhost', { all: true }, (error) => resolve(error));
      });
    expect(await look('public')).toMatchObject({
      code: 'unsafe',
      message: expect.stringMatching(/ localhost: .* loopback address$/),
      fix: expect.any(String),
    });
    expect(await look('loopback')).toBeNull();
  });

  test('of several addresses those are passed over that may not be reached', async () => {
    expect(await asked(['10.0.0.1', '8.8.8.8', '::1'], outwards)).toEqual([
      { address: '8.8.8.8', family: 4 },
    ]);
    expect(await asked(['10.0.0.1', '8.8.8.8'], outwards, false)).toBe('8.8.8.8');
    expect(await asked(['10.0.0.1', '127.0.0.1'], outwards)).toMatchObject({ code: 'unsafe' });
  });

  test('a lookup without an answer is no refusal', async () => {
    expect(await asked([], outwards)).toEqual([]);
    expect(await asked([], outwards, false)).toMatchObject({ message: 'no address' });
  });

  test('a refusal comes without addresses', async () => {
    const answer = await new Promise((resolve) => {
      const inner = [{ address: '10.0.0.1', family: 4 }];
      const look = guardedLookup(outwards, (_hostname, _options, callback) => callback(null, inner));
      look('reg.example', { all: true }, (...said) => resolve(said));
    });
    expect(answer).toEqual([expect.objectContaining({ code: 'unsafe' }), [], 0]);
  });
});

describe('a lookup answers as asked', () => {
  const ask = (hostname: string, all: boolean) =>
    new Promise<readonly unknown[]>((resolve) => {
      guardedLookup(() => true, lookup)(hostname, { all, family: 4 }, (...answer) => resolve(answer));
    });

  test('with all addresses, or with one and its family', async () => {
    expect(await ask('127.0.0.1', true)).toEqual([null, [{ address: '127.0.0.1', family: 4 }]]);
    expect(await ask('127.0.0.1', false)).toEqual([null, '127.0.0.1', 4]);
  });

  test('with the error of the resolver, before anything is judged', async () => {
    const answer = await ask('x'.repeat(300), true); // too long to be asked for
    expect(answer).toEqual([expect.objectContaining({ syscall: 'getaddrinfo' }), [], 0]);
  });
});
