/** Registries that answer late or never: what is healthy is done, everything is told, and one lost answer costs nothing. */
import { createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { mapEach } from '../../src/mirror/each.ts';
import type { CellOutcome } from '../../src/mirror/row.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import {
  countTagged,
  type HttpRegistry,
  manifestOver,
  never,
  pushInto,
  startHttpRegistry,
  storesOverHttp,
} from './over-http.ts';
import { ends, rulesOf, World } from './world.ts';

jest.setTimeout(120_000);

const BRIEF_MS = 600;
/** Several, because each waits most of the time. */
const SYNCS_AT_ONCE = 5;
/** Seconds of the program's own patience are fractions here; every one of them is waited out by some test. */
const BRIEF = { headersTimeoutMs: BRIEF_MS, commitTimeoutMs: BRIEF_MS, stallTimeoutMs: BRIEF_MS };
const realTime = { monotonicMs: () => performance.now() };

async function sourceWith(repositories: number): Promise<HttpRegistry> {
  const source = await startHttpRegistry();
  for (let number = 0; number < repositories; number += 1)
    pushInto(source, `app${number}`, {
      tree: makeImage({ seed: `${number}`, layers: 1, layerBytes: 50 }),
      tag: '1',
    });
  return source;
}

function imagesOf({ host }: Pick<HttpRegistry, 'host'>, repositories: number): string[] {
  return Array.from({ length: repositories }, (_, number) => `${host}/app${number}:1`);
}

const sockets = new Set<Socket>();
const mute = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => undefined);
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => mute.close(closed));
});

/** `HOST:PORT` of a server that takes connections and never says a word. */
async function startMute(): Promise<string> {
  if (!mute.listening) await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
  const address = mute.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

describe('a mirror that misses one single answer', () => {
  const tree = makeIndex([makeImage({ seed: 'one' }), makeImage({ seed: 'two' })]);

  async function syncMissing(
    missed: number | null,
  ): Promise<{ mirror: HttpRegistry; sync: ReturnType<World['sync']> }> {
    const source = await startHttpRegistry();
    pushInto(source, 'app0', { tree, tag: '1' });
    const mirror = await startHttpRegistry((_request, number) => (number === missed ? never() : undefined));
    const file = manifestOver({ eu: mirror.host }, imagesOf(source, 1));
    return { mirror, sync: new World().sync(file, { ...realTime, stores: storesOverHttp(BRIEF) }) };
  }

  test('whichever it is, has everything at the end, and nothing is told as failed', async () => {
    const healthy = await syncMissing(null);
    await healthy.sync;
    const requests = healthy.mirror.asked.length;
    expect(requests).toBeGreaterThan(10);
    const numbers = Array.from({ length: requests }, (_, index) => index + 1);
    await mapEach(numbers, SYNCS_AT_ONCE, async (missed) => {
      const { mirror, sync } = await syncMissing(missed);
      const { outcomes, findings } = await sync;
      const errors = findings.filter(({ severity }) => severity === 'error');
      const request = mirror.asked[missed - 1]; // in the comparison, so that a failure says which it was
      expect({ request, ends: ends(outcomes), errors }).toEqual({ request, ends: ['eu copied'], errors: [] });
      expect(mirror.backend.content.repositories.get('app0')?.tags.get('1')).toBe(tree.root.digest);
    });
  });
});

test('a source that misses one single answer to a look-up fails no row', async () => {
  const source = await startHttpRegistry((_request, number) => (number === 5 ? never() : undefined));
  const names = Array.from({ length: 12 }, (_, number) => `app${number}`);
  for (const name of names) pushInto(source, name, { tree: makeImage({ seed: name, layers: 1 }), tag: '1' });
  const mirror = await startHttpRegistry();
  const file = manifestOver({ eu: mirror.host }, imagesOf(source, 12));
  const { outcomes } = await new World().sync(file, { ...realTime, stores: storesOverHttp(BRIEF) });
  expect(source.asked[4]).toMatch(/^HEAD/);
  expect(ends(outcomes)).toEqual(names.map(() => 'eu copied'));
});

test('a mirror that takes connections and never answers: the others are done, and it is one finding', async () => {
  const source = await sourceWith(24);
  const [a, b] = [await startHttpRegistry(), await startHttpRegistry()];
  const file = manifestOver({ a: a.host, mute: await startMute(), b: b.host }, imagesOf(source, 24));
  const { outcomes, findings } = await new World().sync(file, { ...realTime, stores: storesOverHttp(BRIEF) });
  expect([countTagged(a), countTagged(b)]).toEqual([24, 24]);
  const ended = ends(outcomes);
  for (const end of ['a copied', 'b copied', 'mute failed'])
    expect(ended.filter((one) => one === end)).toHaveLength(24);
  const unreachable = findings.filter(({ rule }) => rule === 'mirror-unreachable');
  expect(unreachable).toMatchObject([{ mirror: 'mute', severity: 'error', affectedCount: 24 }]);
  expect(rulesOf(findings.filter(({ severity }) => severity === 'error'))).toEqual(['mirror-unreachable']);
});

test('a source that never answers for many unlocked tags is one finding that counts them', async () => {
  const source = { host: await startMute() };
  const mirror = await startHttpRegistry();
  const file = manifestOver({ eu: mirror.host }, imagesOf(source, 40));
  const { outcomes, findings } = await new World().sync(file, { ...realTime, stores: storesOverHttp(BRIEF) });
  expect(new Set(ends(outcomes))).toEqual(new Set(['eu failed']));
  expect(outcomes).toHaveLength(40);
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors).toMatchObject([{ rule: 'copy-failed', affectedCount: 40 }]);
  expect(mirror.asked).toEqual([]);
});

test('a mirror that answers late gives its place up, so that another one is whole before it', async () => {
  const source = await sourceWith(48); // three times as many rows as are worked on at once
  const quick = await startHttpRegistry();
  const isWhole = Promise.withResolvers<void>();
  let heldUp = 0;
  const late = await startHttpRegistry(async ({ method, url }) => {
    if (method === 'GET' || method === 'HEAD') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (method !== 'PUT' || !url?.includes('/manifests/')) return;
    heldUp += 1;
    // Without its own lane the late mirror would hold all places here, and the quick one would never be whole.
    await isWhole.promise;
  });
  const watching = setInterval(() => {
    if (countTagged(quick) === 48) isWhole.resolve();
  }, 20);
  const file = manifestOver({ late: late.host, quick: quick.host }, imagesOf(source, 48));
  try {
    const patience = { headersTimeoutMs: 60_000, commitTimeoutMs: 60_000, stallTimeoutMs: 60_000 };
    const { outcomes, findings, meter } = await new World().sync(file, {
      ...realTime,
      stores: storesOverHttp(patience),
    });
    expect(heldUp).toBeGreaterThan(0);
    expect(new Set(ends(outcomes))).toEqual(new Set(['late copied', 'quick copied']));
    expect([countTagged(late), countTagged(quick)]).toEqual([48, 48]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(meter.rereads).toBe(0);
  } finally {
    clearInterval(watching);
  }
});

test('a mirror that never answers when an upload is opened does not hold the others up', async () => {
  const source = await sourceWith(6);
  const quick = await startHttpRegistry();
  const mute = await startHttpRegistry(({ method }) => (method === 'POST' ? never() : undefined));
  const file = manifestOver({ mute: mute.host, quick: quick.host }, imagesOf(source, 6));
  const stop = new AbortController();
  let ended = 0;
  const onOutcome = ({ step }: CellOutcome): void => {
    if (step.cell.mirror.name === 'quick') ended += 1;
    if (ended === 6) stop.abort('SIGTERM');
  };
  // Far more patience than the test has: only giving the place up lets the quick one be whole.
  const patience = { headersTimeoutMs: 110_000, commitTimeoutMs: 110_000, stallTimeoutMs: 110_000 };
  const more = { ...realTime, stores: storesOverHttp(patience), onOutcome };
  const { outcomes } = await new World().sync(file, more, stop.signal);
  expect(countTagged(quick)).toBe(6);
  expect(ends(outcomes).filter((end) => end.startsWith('quick'))).toEqual(Array(6).fill('quick copied'));
});
