/** Credentials belong to an origin: wherever a registry sends us, they stay behind. */
import { describe, expect, test } from '@jest/globals';
import type { Resolve } from '../../src/stores/registry/addresses.ts';
import { collect, randomBlob } from '../contract/content.ts';
import { openClient } from '../stores/registry/client-under-test.ts';
import { ALL_COPIED, APP_FAILED, type Attack, app, asksFor, stage, startAttacker, taken } from './attack.ts';

const toLoopback: Resolve = (_hostname, _options, callback) =>
  callback(null, [{ address: '127.0.0.1', family: 4 }]);

/** Sends readers of blobs to `location`. */
const redirecting =
  (location: string): Attack =>
  (request, response, loggedIn) => {
    if (!loggedIn || !asksFor(request, 'blobs')) return false;
    response.writeHead(307, { location }).end();
    return true;
  };

/** Serves the blobs of `app` to anybody. */
const startStore = () =>
  startAttacker((request, response) => {
    const digest = [...app.blobs.keys()].find((each) => request.url.includes(each));
    response.end(digest === undefined ? '' : app.blobs.get(digest));
  });

const forBlob = (base: string): Attack => {
  return (request, response, loggedIn) => redirecting(`${base}${request.url}`)(request, response, loggedIn);
};

describe('CVE-2022-31151, CVE-2023-45143, CVE-2024-24758, GHSA-vh4v-2xq2-g5cg: a redirect', () => {
  test.each(['127.0.0.1', 'localhost'])(
    'to another port of %s carries no credentials and no cookie',
    async (name) => {
      const store = await startStore();
      const { run } = await stage({ source: forBlob(`http://${name}:${store.port}`) });
      expect((await run('sync')).outcomes).toEqual(ALL_COPIED);
      expect(store.received.length).toBeGreaterThanOrEqual(app.blobs.size);
      expect(taken(store.received)).toEqual([]);
    },
  );

  test('ggcr 2349, 2360: a 401 of the second host is not answered with a login', async () => {
    const attacker = await startAttacker();
    const { run } = await stage({ source: forBlob(attacker.url) });
    const end = await run('sync');
    expect(end.outcomes).toEqual(APP_FAILED);
    expect([end.exitCode, end.rules.includes('copy-failed')]).toEqual([1, true]);
    expect(attacker.received.length).toBeGreaterThan(0);
    expect(taken(attacker.received)).toEqual([]);
  });

  test('a 401 of the second host that names a token server does not make us ask there', async () => {
    const attacker = await startAttacker((request, response) => {
      const challenge = `Bearer realm="http://${request.headers.host}/token",service="x"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    const { run } = await stage({ source: forBlob(attacker.url) });
    expect((await run('sync')).outcomes).toEqual(APP_FAILED);
    expect(attacker.received.filter(({ url }) => url.startsWith('/token'))).toEqual([]);
  });

  test('back from the second host to the registry shows it no more than its own login', async () => {
    const back = await startAttacker((request, response) => {
      response.writeHead(307, { location: `http://${victim}${request.url}` }).end();
    });
    const { run, source: victim } = await stage({ source: forBlob(back.url) });
    expect((await run('sync')).outcomes).toEqual(APP_FAILED); // a circle, refused
    expect(taken(back.received)).toEqual([]);
  });
});

describe('ggcr 2292: where no redirect leads', () => {
  test.each([
    ['the metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['the metadata service, as a number', 'http://2852039166/latest/meta-data'],
    ['the metadata service, mapped into IPv6', 'http://[::ffff:169.254.169.254]/latest'],
    ['a file', 'file:///etc/passwd'],
    ['another protocol', 'gopher://127.0.0.1:6379/_FLUSHALL'],
    ['an address with a login', 'http://alice:secret@127.0.0.1:1/'],
    ['what is no address', 'http://[broken'],
  ])('%s', async (_name, location) => {
    const { run } = await stage({ source: redirecting(location) });
    const end = await run('sync');
    expect(end.outcomes).toEqual(APP_FAILED);
    expect(end.rules).toContain('copy-failed');
  });

  test('in circles, and on and on', async () => {
    let hops = 0;
    const endless: Attack = (request, response, loggedIn) => {
      if (!loggedIn || !asksFor(request, 'blobs')) return false;
      hops += 1;
      response.writeHead(307, { location: `${request.url}?${hops}` }).end();
      return true;
    };
    expect((await (await stage({ source: endless })).run('sync')).outcomes).toEqual(APP_FAILED);
    expect(hops).toBeLessThan(100);
  });
});

describe('every command, where source and mirror send us to an attacker with all they are asked', () => {
  test.each([
    ['plan', {}],
    ['lock', {}],
    ['drift', {}],
    ['drift', { depth: 'content' }],
    ['verify', { depth: 'content' }],
    ['verify', { repair: true }],
    ['sync', { recheck: 'all' }],
  ])('%s %j', async (command, options) => {
    const attacker = await startAttacker();
    let isAttacking = false;
    const attack: Attack = (request, response) => {
      if (isAttacking) response.writeHead(307, { location: `${attacker.url}${request.url}` }).end();
      return isAttacking;
    };
    const { run, tagsOn } = await stage({ source: attack, mirror: attack });
    expect((await run('sync')).outcomes).toEqual(ALL_COPIED);
    isAttacking = true;
    const end = await run(command, options);
    expect([end.report.error, end.exitCode]).toEqual([null, command === 'plan' ? end.exitCode : 1]);
    expect(attacker.received.length).toBeGreaterThan(0);
    expect(taken(attacker.received)).toEqual([]);
    expect([tagsOn('eu'), tagsOn('us')]).toEqual([['1'], ['1']]);
  });
});

test('to ever new places leave no connections behind', async () => {
  const blob = randomBlob(10);
  const store = await startAttacker((_request, response) => void response.end(blob.bytes));
  let places = 0;
  const registry = await startAttacker((_request, response) => {
    response.writeHead(307, { location: `http://s${++places}.localhost:${store.port}/x` }).end();
  });
  const repository = openClient({ resolve: toLoopback }).open(registry.host, 'app');
  for (let round = 0; round < 60; round += 1)
    await collect(repository.readBlob(blob.descriptor, AbortSignal.timeout(10_000)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([store.connections(), store.open() <= 17]).toEqual([60, true]);
});

describe('ggcr 2295: writes', () => {
  test.each([301, 302, 303, 307, 308])('are not redirected to another origin with %i', async (status) => {
    const attacker = await startAttacker();
    const { run, tagsOn } = await stage({
      mirror: (request, response, loggedIn) => {
        if (!loggedIn || request.method === 'GET' || request.method === 'HEAD') return false;
        response.writeHead(status, { location: `${attacker.url}${request.url}` }).end();
        return true;
      },
    });
    const end = await run('sync');
    expect([end.outcomes['app eu'], end.outcomes['app us'], tagsOn('eu')]).toEqual(['failed', 'copied', []]);
    expect(attacker.received).toEqual([]);
  });
});
