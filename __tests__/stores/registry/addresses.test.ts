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
    expect(await look('public')).toMatchObject({ code: 'unsafe' });
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
});
