/** Bodies that are streamed to a registry, with an eye on whether it takes them. */
import { MirrorError } from '../../errors.ts';
import { PeerWatch } from './pace.ts';
import type { PatienceOptions } from './settings.ts';

export interface Outgoing {
  readonly sizeBytes: number;
  /** Whether `open` may be called again for another try. */
  readonly replayable: boolean;
  open(): AsyncIterable<Uint8Array>;
}

/** Bytes in memory. */
export function bytesBody(bytes: Uint8Array): Outgoing {
  return {
    sizeBytes: bytes.byteLength,
    replayable: true,
    async *open() {
      yield bytes;
    },
  };
}

/** A stream that comes only once, and what became of it. */
export class StreamBody implements Outgoing {
  readonly sizeBytes: number;
  readonly replayable = false;
  readonly #iterator: AsyncIterator<Uint8Array>;
  #pulled = false;
  #complete = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(source: AsyncIterable<Uint8Array>, sizeBytes: number) {
    this.sizeBytes = sizeBytes;
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** Whether anything was taken from the source. */
  get pulled(): boolean {
    return this.#pulled;
  }

  /** Whether the source was read to its end and all of it taken. */
  get complete(): boolean {
    return this.#complete;
  }

  /** What the source itself threw. */
  get failure(): { readonly error: unknown } | null {
    return this.#failure;
  }

  async *open(): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const step = await this.#next();
      if (step.done === true) break;
      yield step.value;
    }
    this.#complete = true;
  }

  /** Tells the source that no more is wanted. Not awaited: it may be waiting for its own source. */
  release(): void {
    this.#iterator.return?.().catch(() => {});
  }

  async #next(): Promise<IteratorResult<Uint8Array, unknown>> {
    this.#pulled = true;
    try {
      return await this.#iterator.next();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }
}

/** Larger chunks are sent in pieces (views, no copies), so that progress shows. */
const PIECE_BYTES = 64 * 1024;

export interface Sending {
  readonly patience: PatienceOptions;
  /** Names the peer in errors. */
  readonly peer: string;
  /** Called when the peer stops taking bytes, or does not answer in time after the last one. */
  readonly giveUp: (error: MirrorError) => void;
  readonly onSent: (bytes: number) => void;
}

/**
 * The bytes of `body` for the HTTP library. It pulls the next piece when the socket has room: the time from a piece
 * to the next pull is the peer's, the time we wait for the source is not. `stop` ends all watching.
 */
export function watchedBody(
  body: Outgoing,
  { patience, peer, giveUp, onSent }: Sending,
): { readonly chunks: AsyncIterable<Uint8Array>; stop(): void } {
  const watch = new PeerWatch(patience, peer, giveUp);
  let commitTimer: NodeJS.Timeout | null = null;
  let stopped = false;
  async function* chunks(): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of body.open()) {
      for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
        if (stopped) return;
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        watch.waiting();
        yield piece;
        watch.moved(piece.byteLength);
        onSent(piece.byteLength);
      }
    }
    if (!stopped) commitTimer = setTimeout(() => giveUp(noCommit(peer)), patience.commitTimeoutMs).unref();
  }
  return {
    chunks: chunks(),
    stop() {
      stopped = true;
      watch.stop();
      if (commitTimer !== null) clearTimeout(commitTimer);
    },
  };
}

function noCommit(peer: string): MirrorError {
  return new MirrorError('stalled', `${peer} took all bytes but does not confirm them`, {
    fix: 'check whether the storage of the registry is overloaded',
  });
}
