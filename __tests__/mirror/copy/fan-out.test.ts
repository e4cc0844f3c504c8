import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MirrorError } from '../../../src/errors.ts';
import { FellBehind } from '../../../src/mirror/copy/failure.ts';
import { fanOut, ReadFailed } from '../../../src/mirror/copy/fan-out.ts';
import type { Upload } from '../../../src/oci/store.ts';
import { failure, gate } from '../../fakes/faulty-target.ts';
import { neverAborted } from '../world.ts';

const MIB = 1024 * 1024;
const WINDOW_BYTES = 4 * MIB;

/** An upload that keeps what it is sent; `beforeEach` comes before it asks for each chunk. */
class Sink implements Upload {
  readonly chunks: Uint8Array[] = [];
  isDone = false;
  cancelled = 0;
  readonly #beforeEach: (index: number) => void | Promise<void>;

  constructor(beforeEach: (index: number) => void | Promise<void> = () => undefined) {
    this.#beforeEach = beforeEach;
  }

  async send(body: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#beforeEach(0);
    for await (const chunk of body) {
      this.chunks.push(chunk);
      await this.#beforeEach(this.chunks.length);
    }
    this.isDone = true;
  }

  async cancel(): Promise<void> {
    this.cancelled += 1;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

function options(more: Partial<Parameters<typeof fanOut>[2]> = {}) {
  return { signal: neverAborted(), onBytes: () => undefined, now: () => 0, ...more };
}

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function run(content: AsyncIterable<Uint8Array>, sinks: readonly Upload[], more = {}) {
  const { results, finished } = fanOut(content, sinks, options(more));
  await finished;
  return Promise.all(results);
}

describe('every upload', () => {
  test('gets all bytes in order, whatever the chunks, and each chunk is read once', async () => {
    const chunk = fc.uint8Array({ maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(chunk), fc.integer({ min: 1, max: 4 }), async (chunks, count) => {
        const sinks = Array.from(
          { length: count },
          (_, late) => new Sink(() => Promise.resolve(late).then(() => undefined)),
        );
        let bytesRead = 0;
        const results = await run(chunksOf(...chunks), sinks, {
          onBytes: (bytes: number) => (bytesRead += bytes),
        });
        expect(results).toEqual(sinks.map(() => ({ kind: 'done' })));
        for (const sink of sinks) expect(sink.bytes.equals(Buffer.concat(chunks))).toBe(true);
        expect(bytesRead).toBe(Buffer.concat(chunks).length);
      }),
    );
  });

  test('is handed the very same chunks: nothing is copied', async () => {
    const chunk = new Uint8Array([1, 2, 3]);
    const sinks = [new Sink(), new Sink()];
    await run(chunksOf(chunk), sinks);
    for (const sink of sinks) expect(sink.chunks[0]).toBe(chunk);
  });

  test('completes content of no bytes', async () => {
    const sink = new Sink();
    expect(await run(chunksOf(), [sink])).toEqual([{ kind: 'done' }]);
    expect(sink).toMatchObject({ isDone: true, chunks: [] });
  });
});

describe('when one upload fails', () => {
  test.each([0, 1, 3])('before chunk %i the others get everything', async (at) => {
    const error = failure('refused');
    const bad = new Sink((index) => {
      if (index === at) throw error;
    });
    const good = [new Sink(), new Sink()];
    const chunks = [1, 2, 3].map((byte) => new Uint8Array([byte]));
    const results = await run(chunksOf(...chunks), [good[0] as Sink, bad, good[1] as Sink]);
    expect(results).toEqual([{ kind: 'done' }, { kind: 'failed', error }, { kind: 'done' }]);
    for (const sink of good) expect([...sink.bytes]).toEqual([1, 2, 3]);
    expect(bad.isDone).toBe(false);
  });

  test('its result is known while the others still run', async () => {
    const error = failure('denied');
    const bad = new Sink(() => {
      throw error;
    });
    const { opened, open } = gate();
    const slow = new Sink((index) => (index === 1 ? opened : undefined));
    const { results, finished } = fanOut(chunksOf(new Uint8Array(1)), [bad, slow], options());
    expect(await results[0]).toEqual({ kind: 'failed', error });
    expect(slow.isDone).toBe(false);
    open();
    await finished;
    expect(await results[1]).toEqual({ kind: 'done' });
  });
});

test('when all uploads have failed nothing more is read', async () => {
  let read = 0;
  let isReleased = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        read += 1;
        yield new Uint8Array(1);
        await new Promise(setImmediate);
      }
    } finally {
      isReleased = true;
    }
  }
  const sinks = [1, 3].map(
    (last) =>
      new Sink((index) => {
        if (index === last) throw failure('refused');
      }),
  );
  const results = await run(endless(), sinks);
  expect(results.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
  expect(isReleased).toBe(true);
  expect(read).toBeLessThan(8);
});

describe('when the content cannot be read', () => {
  test.each([0, 2])('after %i chunks every upload is abandoned, none is completed', async (count) => {
    const cause = new MirrorError('digest-mismatch', 'wrong');
    async function* broken(): AsyncGenerator<Uint8Array> {
      for (let chunk = 0; chunk < count; chunk += 1) yield new Uint8Array(1);
      throw cause;
    }
    const sinks = [new Sink(), new Sink()];
    const results = await run(broken(), sinks);
    for (const result of results) {
      expect(result.kind === 'failed' && result.error).toBeInstanceOf(ReadFailed);
      expect(result.kind === 'failed' && result.error.cause).toBe(cause);
    }
    expect(sinks.some(({ isDone }) => isDone)).toBe(false);
  });

  test('an upload that had failed by itself keeps its own error', async () => {
    const own = failure('denied');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      await new Promise(setImmediate);
      throw failure('stalled');
    }
    const bad = new Sink(() => {
      throw own;
    });
    const [first, second] = await run(broken(), [bad, new Sink()]);
    expect(first).toEqual({ kind: 'failed', error: own });
    expect(second?.kind === 'failed' && second.error).toBeInstanceOf(ReadFailed);
  });
});

describe('an upload that does not keep up', () => {
  test('never has more than the window and one chunk waiting for it', async () => {
    const { opened, open } = gate();
    const slow = new Sink((index) => (index === 0 ? opened : undefined));
    let read = 0;
    const enough = gate();
    async function* content(): AsyncGenerator<Uint8Array> {
      for (let chunk = 0; chunk < 16; chunk += 1) {
        read += MIB;
        if (read > WINDOW_BYTES) enough.open();
        yield new Uint8Array(MIB);
      }
    }
    const { results, finished } = fanOut(content(), [slow], options());
    await enough.opened;
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(read).toBe(WINDOW_BYTES + MIB);
    open();
    await finished;
    expect(await results[0]).toEqual({ kind: 'done' });
    expect(slow.bytes).toHaveLength(16 * MIB);
  });

  /** A clock that moves only while `slow` takes its time, `stepMs` for each chunk. */
  function slowSink(stepMs: number) {
    let nowMs = 0;
    const sink = new Sink(async () => {
      await new Promise(setImmediate);
      nowMs += stepMs;
    });
    return { sink, now: () => nowMs };
  }

  async function* manyChunks(): AsyncGenerator<Uint8Array> {
    for (let chunk = 0; chunk < 40; chunk += 1) yield new Uint8Array(MIB);
  }

  test('is let go, and the others get everything', async () => {
    const { sink, now } = slowSink(1000);
    const fast = [new Sink(), new Sink()];
    const results = await run(manyChunks(), [fast[0] as Sink, sink, fast[1] as Sink], { now });
    expect(results.map(({ kind }) => kind)).toEqual(['done', 'failed', 'done']);
    expect(results[1]?.kind === 'failed' && results[1].error).toBeInstanceOf(FellBehind);
    for (const each of fast) expect(each.bytes).toHaveLength(40 * MIB);
    expect(sink.isDone).toBe(false);
    expect(sink.chunks.length).toBeLessThan(20);
  });

  test('is kept while it costs the others less than the patience', async () => {
    const { sink, now } = slowSink(10);
    const results = await run(manyChunks(), [new Sink(), sink], { now });
    expect(results).toEqual([{ kind: 'done' }, { kind: 'done' }]);
  });

  test('is kept where there is nobody to wait for it', async () => {
    const { sink, now } = slowSink(5000);
    expect(await run(manyChunks(), [sink], { now })).toEqual([{ kind: 'done' }]);
    expect(sink.bytes).toHaveLength(40 * MIB);
  });

  test('does not hold a stop up', async () => {
    const stop = new AbortController();
    const stuck: Upload = {
      send: (_body, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(failure('aborted')));
        }),
      cancel: async () => undefined,
    };
    const { finished, results } = fanOut(manyChunks(), [stuck], options({ signal: stop.signal }));
    await new Promise(setImmediate);
    stop.abort('SIGINT');
    await finished;
    expect((await results[0])?.kind).toBe('failed');
  });
});
