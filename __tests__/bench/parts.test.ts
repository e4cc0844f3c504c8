/** The parts that measurements stand on: a measurement that counts wrongly is worse than none. */
import { createServer, request as httpRequest, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';

// Plain JavaScript without types.
const part = (name: string) => import(String(new URL(`../../bench/${name}.mjs`, import.meta.url)));

const { kindOf, durationMs, openTally, percentiles } = await part('tally');
const { fitLine, grows } = await part('growth');
const { makeImages } = await part('images');
const { startSlowLine } = await part('slow-line');
const { breachesOf } = await part('load-bounds');

describe('a tally', () => {
  test.each([
    ['GET', '/v2/', 'GET version'],
    ['HEAD', '/v2/team/app/manifests/v1', 'HEAD manifest'],
    ['GET', '/v2/team/app/blobs/sha256:ab', 'GET blob'],
    ['PATCH', '/v2/team/app/blobs/uploads/1234?_state=x', 'PATCH upload'],
    ['POST', '/v2/team/app/blobs/uploads/?mount=sha256:ab&from=other', 'POST mount'],
    ['GET', '/v2/team/app/tags/list?n=100', 'GET tags'],
  ])('calls %s %s a %s', (method, target, kind) => {
    expect(kindOf(method, target)).toBe(kind);
  });

  test.each([
    ['803.269µs', 0.803269],
    ['1.5ms', 1.5],
    ['1m2.5s', 62_500],
    ['12ns', 0.000012],
  ])('reads the duration %s', (text, ms) => {
    expect(durationMs(text)).toBeCloseTo(ms, 9);
  });

  test('tells counts and percentiles of each kind', () => {
    const hundred = Array.from({ length: 100 }, (_, each) => 100 - each);
    expect(percentiles(hundred)).toEqual({ count: 100, p50Ms: 51, p99Ms: 100, maxMs: 100 });
    const [one, other] = [openTally(), openTally()];
    one.add('HEAD manifest', 1, 200);
    other.add('HEAD manifest', 3, 404);
    one.join(other);
    expect([one.count(), one.byStatus()]).toEqual([2, { 'HEAD manifest 200': 1, 'HEAD manifest 404': 1 }]);
  });
});

describe('growth', () => {
  test('is a line that rises, not scatter, and not little', () => {
    expect(fitLine([1, 3, 5, 7])).toMatchObject({ slope: 2, first: 1, last: 7, share: 1 });
    expect(grows([100, 110, 120, 130, 140])).toBe(true);
    expect(grows([100, 140, 90, 150, 100, 130])).toBe(false);
    expect(grows([100, 101, 102, 103])).toBe(false);
    expect(grows([0, 1, 2, 3], { atLeast: 8 })).toBe(false);
    expect(grows([0, 0, 0, 0, 0])).toBe(false);
    expect(grows([0, 1, 2, 3])).toBe(true);
  });
});

describe('images', () => {
  test('are the same for the same words, true to their digests, and share their layers', () => {
    const options = { count: 40, repositories: 4, ownLayer: false };
    const images = makeImages(options);
    expect(images).toEqual(makeImages(options));
    const blobs = new Set<string>();
    for (const { digest, bytes, blobs: own } of images) {
      expect(digestOf(bytes)).toBe(digest);
      for (const blob of own) {
        expect(digestOf(blob.bytes)).toBe(blob.digest);
        blobs.add(blob.digest);
      }
    }
    expect(blobs.size).toBe(40 + 4 + 1);
    expect(new Set(images.map(({ digest }: { digest: string }) => digest)).size).toBe(40);
  });
});

describe('a slow line', () => {
  const ROUND_TRIP_MS = 60;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().once('end', () => response.end('x'.repeat(100_000)));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as { port: number }).port;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('changes no byte, takes its time, and tells of each request', async () => {
    const tally = openTally();
    const line = await startSlowLine(port, { roundTripMs: ROUND_TRIP_MS, tally });
    const startedAt = performance.now();
    expect(await ask(line.port, '/v2/app/blobs/sha256:ab')).toBe('x'.repeat(100_000));
    // One round trip for the connection, one for the request.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(2 * ROUND_TRIP_MS - 2);
    expect(tally.byKind()).toMatchObject({ 'GET blob': { count: 1 } });
    expect(tally.byKind()['GET blob'].p50Ms).toBeGreaterThanOrEqual(ROUND_TRIP_MS - 2);
    expect(line.bytes.out).toBeGreaterThan(100_000);
    await line.close();
  });

  test('lets only so many bytes through', async () => {
    const line = await startSlowLine(port, { bytesPerSecond: 500_000 });
    const startedAt = performance.now();
    await ask(line.port, '/');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(180);
    await line.close();
  });
});

describe('the bounds of load', () => {
  const run = {
    name: 'noop',
    images: 10,
    mirrors: 2,
    rssMb: { peak: 100, at50: 90, at90: 95 },
    sockets: 60,
    descriptors: 80,
    source: { count: 0 },
    target: { count: 20, byKind: { 'HEAD manifest': { count: 20 } } },
  };

  test('are met by one HEAD for each image and mirror', () => {
    expect(breachesOf(run)).toEqual([]);
  });

  test.each([
    ['a request at the source', { source: { count: 1 } }],
    ['a second HEAD', { target: { count: 21, byKind: { 'HEAD manifest': { count: 21 } } } }],
    ['a GET', { target: { count: 21, byKind: run.target.byKind } }],
    ['too many sockets', { sockets: 103 }],
    ['too many descriptors', { descriptors: 143 }],
    ['too much memory', { rssMb: { ...run.rssMb, peak: 1_000 } }],
    ['growing memory', { rssMb: { peak: 190, at50: 90, at90: 190 } }],
  ])('are passed by %s', (_what, change) => {
    expect(breachesOf({ ...run, ...change })).toHaveLength(1);
  });
});

function ask(port: number, path: string): Promise<string> {
  return new Promise((done, fail) => {
    const sent = httpRequest({ port, host: '127.0.0.1', path, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('end', () => done(text));
    });
    sent.once('error', fail);
    sent.end();
  });
}
