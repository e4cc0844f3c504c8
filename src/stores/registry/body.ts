/** Reading answer bodies: chunks as they come from the socket, uncopied, with an eye on the peer. */
import type { Readable } from 'node:stream';
import { MirrorError } from '../../errors.ts';
import { PeerWatch } from './pace.ts';
import type { PatienceOptions } from './settings.ts';

/** So much may wait in memory for a slow consumer before the socket is paused. */
const READ_AHEAD_BYTES = 256 * 1024;

export interface BodyReading {
  readonly patience: Pick<PatienceOptions, 'stallTimeoutMs' | 'minimumBytesPerSecond'>;
  /** Names the peer in errors. */
  readonly peer: string;
}

/**
 * The body's chunks. What has arrived before a failure is yielded before the failure is thrown: `stalled`, or the
 * connection's own error. The peer is watched only while a chunk is asked for and none is there. Ending early
 * destroys the body.
 */
export async function* pacedChunks(
  body: Readable,
  reading: BodyReading,
): AsyncGenerator<Uint8Array, void, void> {
  const arrivals = new Arrivals(body);
  const watch = new PeerWatch(reading.patience, reading.peer, (error) => arrivals.fail(error));
  try {
    for (;;) {
      let chunk = arrivals.take();
      if (chunk === null && !arrivals.ended) {
        watch.waiting();
        await arrivals.next();
        chunk = arrivals.take();
        watch.moved(chunk?.byteLength ?? 0);
      }
      if (chunk === null) {
        arrivals.throwIfFailed();
        if (arrivals.ended) return;
      } else {
        yield chunk;
      }
    }
  } finally {
    watch.stop();
    arrivals.close();
  }
}

/** The whole body, at most `limitBytes` of it. Throws `too-large` beyond that, else like `pacedChunks`. */
export async function wholeBody(chunks: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > limitBytes) {
      throw new MirrorError('too-large', `the answer is larger than ${limitBytes} bytes`);
    }
    parts.push(chunk);
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, sizeBytes);
}

/**
 * A queue filled by `data` events. (Iterating over the stream itself would join buffered chunks, which copies them.)
 */
class Arrivals {
  readonly #body: Readable;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #ended = false;
  #failure: { readonly error: unknown } | null = null;
  #wake: (() => void) | null = null;

  constructor(body: Readable) {
    this.#body = body;
    body.on('error', (error) => this.fail(error));
    body.on('end', () => this.#end());
    body.on('close', () => this.fail(new Error('closed before its end')));
    body.on('data', (chunk: Uint8Array) => this.#arrived(chunk));
    if (body.destroyed) this.fail(body.errored ?? new Error('closed before its end'));
  }

  /** Nothing more will come. */
  get ended(): boolean {
    return this.#ended || this.#failure !== null;
  }

  take(): Uint8Array | null {
    const chunk = this.#queue.shift();
    if (chunk === undefined) return null;
    this.#queuedBytes -= chunk.byteLength;
    if (this.#queuedBytes < READ_AHEAD_BYTES && this.#body.isPaused()) this.#body.resume();
    return chunk;
  }

  /** Resolves when a chunk, the end or a failure has come. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  fail(error: unknown): void {
    if (this.ended) return;
    this.#failure = { error };
    this.#wakeUp();
  }

  throwIfFailed(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  close(): void {
    if (!this.#ended) this.#body.destroy();
  }

  #arrived(chunk: Uint8Array): void {
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.byteLength;
    if (this.#queuedBytes >= READ_AHEAD_BYTES) this.#body.pause();
    this.#wakeUp();
  }

  #end(): void {
    if (this.#failure === null) this.#ended = true;
    this.#wakeUp();
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
