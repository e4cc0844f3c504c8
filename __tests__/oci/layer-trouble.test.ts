/** Trouble that is not the content's: the input fails, is damaged, hangs, or nobody wants the answer any more. */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { readLayerContent } from '../../src/oci/layer-content.ts';
import { verified } from '../../src/stores/verified-stream.ts';
import { randomBytesOf } from '../fixtures/bytes.ts';
import { chunked, layerOf, NEVER } from './layers.ts';

const CONTENT = randomBytesOf('content', 2_000_000);
const FORMS = [
  ['none', CONTENT],
  ['gzip', gzipSync(CONTENT)],
  ['zstd', zstdCompressSync(CONTENT)],
] as const;

/** The bytes, then `end`; notes whether it was let go of. */
function source(bytes: Uint8Array, end: () => Promise<void>) {
  const state = { isReleased: false };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunked(bytes, 10_000);
      await end();
    } finally {
      state.isReleased = true;
    }
  }
  return { chunks: chunks(), state };
}

const hang = (): Promise<never> => new Promise(() => undefined);

describe.each(FORMS)('a layer in %s', (_, bytes) => {
  const layer = layerOf(bytes);

  test.each([
    ['an error', new Error('connection lost')],
    ['a string', 'SIGINT'],
    ['nothing', undefined],
  ])('whose input throws %s at any place throws the same', async (_name, thrown) => {
    for (const share of [0, 0.001, 0.5, 1]) {
      const part = bytes.subarray(0, share * bytes.length);
      const { chunks, state } = source(part, () => Promise.reject(thrown));
      const outcome = await readLayerContent(chunks, layer, { signal: NEVER }).then(
        (content) => ({ content }),
        (error: unknown) => ({ error }),
      );
      expect(outcome).toEqual({ error: thrown });
      expect('error' in outcome && outcome.error).toBe(thrown);
      expect(state.isReleased).toBe(true);
    }
  });

  test('that is damaged is told as damaged, not as undecodable', async () => {
    for (const share of [0, 0.3, 0.9]) {
      const damaged = Buffer.from(bytes);
      const at = Math.floor(share * bytes.length) + 4;
      damaged.fill(0x55, at, at + 400);
      const chunks = verified(chunked(damaged, 10_000), layer);
      await expect(readLayerContent(chunks, layer, { signal: NEVER })).rejects.toMatchObject({
        code: 'digest-mismatch',
      });
    }
  });

  test('that hangs ends with the signal', async () => {
    for (const share of [0, 0.5, 1]) {
      const stop = new AbortController();
      const { chunks } = source(bytes.subarray(0, share * bytes.length), hang);
      const reading = readLayerContent(chunks, layer, { signal: stop.signal });
      setTimeout(() => stop.abort('SIGINT'), 20);
      await expect(reading).rejects.toMatchObject({ code: 'aborted', cause: 'SIGINT' });
    }
  });

  test('is not read when the signal has fired before', async () => {
    const { chunks } = source(bytes, async () => undefined);
    const signal = AbortSignal.abort('SIGTERM');
    await expect(readLayerContent(chunks, layer, { signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  test('leaves no listener on the signal', async () => {
    const stop = new AbortController();
    let listeners = 0;
    const { signal } = stop;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const content = await readLayerContent(chunked(bytes, 10_000), layer, { signal });
    expect(content).toMatchObject({ diffId: digestOf(CONTENT) });
    expect(listeners).toBe(0);
  });
});

test('a layer that expands for long ends with the signal', async () => {
  const stop = new AbortController();
  const zeros = gzipSync(Buffer.alloc(50_000_000));
  async function* bomb(): AsyncGenerator<Uint8Array> {
    for (let member = 0; member < 200; member++) yield zeros;
  }
  const reading = readLayerContent(bomb(), layerOf(zeros), { signal: stop.signal });
  setTimeout(() => stop.abort('SIGINT'), 100);
  const startedAt = performance.now();
  await expect(reading).rejects.toMatchObject({ code: 'aborted' });
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

test('a bomb whose source hangs is left without waiting for it', async () => {
  const zeros = zstdCompressSync(Buffer.alloc(5_000_000));
  const { chunks } = source(Buffer.concat([zeros, Buffer.alloc(70_000)]), hang);
  const limits = { maxBytes: 1_000_000, maxRatio: 1, freeBytes: 1_000_000, maxFrames: 10 };
  const content = await readLayerContent(chunks, layerOf(zeros), { signal: NEVER, limits });
  expect(content).toMatchObject({ reason: 'too-large', isWholeRead: false });
});
