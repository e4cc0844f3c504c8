/** Where the client goes when a registry sends it elsewhere, and what it takes along. */
import { describe, expect, test } from '@jest/globals';
import type { Tag } from '../../../src/oci/reference.ts';
import { collect, randomBlob } from '../../contract/content.ts';
import { openClient, USER } from './client-under-test.ts';
import { startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
const BASIC = /^Basic /;

/** A registry with basic authentication whose blobs are redirected to `location`. */
async function startRedirecting(location: (path: string) => string, status = 307) {
  return startFaultServer((request, response) => {
    if (request.headers.authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    } else {
      response.writeHead(status, { location: location(request.url) }).end('moved');
    }
  });
}

describe('redirects of blobs', () => {
  const blob = randomBlob(5000);
  const startStore = () =>
    startFaultServer((_request, response) => {
      response.writeHead(200, { 'content-length': blob.bytes.length }).end(blob.bytes);
    });

  test.each([301, 302, 303, 307, 308])(
    '%i is followed, without credentials to another port',
    async (status) => {
      const store = await startStore();
      const registry = await startRedirecting(() => `${store.url}/signed?sig=a%2Fb&c`, status);
      const repository = openClient({ credential: USER }).open(registry.host, 'a');
      expect(Buffer.compare(await collect(repository.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
      expect(registry.received.at(-1)?.headers.authorization).toMatch(BASIC);
      expect(store.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
        ['/signed?sig=a%2Fb&c', undefined],
      ]);
      expect(store.received[0]?.headers['accept-encoding']).toBe('identity');
    },
  );

  test('a challenge of the place redirected to is not answered with credentials', async () => {
    const store = await startFaultServer(
      (_request, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
    );
    const registry = await startRedirecting(() => `${store.url}/signed`);
    const repository = openClient({ credential: USER }).open(registry.host, 'a');
    await expect(collect(repository.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
      code: 'unauthorized',
    });
    expect(store.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test('within the registry, credentials are kept', async () => {
    const registry = await startFaultServer((request, response) => {
      if (request.headers.authorization === undefined) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      } else if (request.url === '/moved') {
        response.end(blob.bytes);
      } else {
        response.writeHead(307, { location: '/moved' }).end();
      }
    });
    const repository = openClient({ credential: USER }).open(registry.host, 'a');
    await collect(repository.readBlob(blob.descriptor, signal));
    expect(registry.received.at(-1)).toMatchObject({
      url: '/moved',
      headers: { authorization: expect.stringMatching(BASIC) },
    });
  });

  test('the range goes along, and the registry is asked again for the rest', async () => {
    let served = 0;
    const store = await startFaultServer((request, response) => {
      served += 1;
      if (served === 1) {
        response.writeHead(200, { 'content-length': blob.bytes.length });
        response.write(blob.bytes.subarray(0, 2000), () => response.destroy());
        return;
      }
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1]);
      response.writeHead(206, { 'content-range': `bytes ${from}-4999/5000`, 'content-length': 5000 - from });
      response.end(blob.bytes.subarray(from));
    });
    let signatures = 0;
    const registry = await startRedirecting(() => `${store.url}/signed?${signatures++}`);
    const repository = openClient({ credential: USER }).open(registry.host, 'a');
    expect(Buffer.compare(await collect(repository.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
    expect(store.received.map(({ url, headers }) => [url, headers.range])).toEqual([
      ['/signed?0', undefined],
      ['/signed?1', 'bytes=2000-'],
    ]);
  });

  test.each([
    ['to itself', (path: string) => path],
    ['without end', () => `/v2/a/blobs/${Math.random()}`],
    ['to another scheme', () => 'ftp://127.0.0.1/x'],
    ['to the metadata service', () => 'http://169.254.169.254/latest/meta-data'],
    ['to credentials', () => 'http://u:p@127.0.0.1/x'],
  ])('%s are refused', async (_name, location) => {
    const registry = await startRedirecting(location);
    const repository = openClient({ credential: USER }).open(registry.host, 'a');
    await expect(collect(repository.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
      code: 'unsafe',
    });
    expect(registry.received.length).toBeLessThanOrEqual(13);
  });

  test('of everything do not keep requests one after the other', async () => {
    let running = 0;
    let most = 0;
    const store = await startFaultServer((_request, response) => {
      most = Math.max(most, ++running);
      setTimeout(() => {
        running -= 1;
        response.end(blob.bytes);
      }, 20);
    });
    const registry = await startFaultServer(
      (_request, response) => void response.writeHead(307, { location: `${store.url}/x` }).end(),
    );
    const repository = openClient().open(registry.host, 'a');
    await Promise.all(
      Array.from({ length: 12 }, () => collect(repository.readBlob(blob.descriptor, signal))),
    );
    expect(most).toBeGreaterThan(3);
  });

  test('nowhere is a broken answer', async () => {
    const registry = await startFaultServer((_request, response) => void response.writeHead(307).end());
    const repository = openClient().open(registry.host, 'a');
    await expect(collect(repository.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
      code: 'invalid-response',
    });
  });
});

describe('pages of tags', () => {
  test('on another origin are not asked for', async () => {
    const other = await startFaultServer((_request, response) => void response.end('{"tags":["evil"]}'));
    const registry = await startFaultServer((_request, response) => {
      response
        .writeHead(200, { link: `<${other.url}/v2/a/tags/list?last=x>; rel="next"` })
        .end('{"tags":["x"]}');
    });
    await expect(
      openClient({ credential: USER }).open(registry.host, 'a').tags(signal),
    ).rejects.toMatchObject({ code: 'unsafe' });
    expect(other.received).toEqual([]);
  });
});

test('writes are not redirected to another origin', async () => {
  const other = await startFaultServer((_request, response) => void response.writeHead(201).end());
  const registry = await startFaultServer(
    (request, response) => void response.writeHead(308, { location: `${other.url}${request.url}` }).end(),
  );
  const bytes = Buffer.from('{}');
  const { descriptor } = randomBlob(2);
  const manifest = { descriptor: { ...descriptor, mediaType: 'x/y' }, bytes };
  await expect(
    openClient()
      .open(registry.host, 'a')
      .tag('t' as Tag, manifest, signal),
  ).rejects.toMatchObject({
    code: 'invalid-response',
    status: 308,
  });
  expect(other.received).toEqual([]);
});
