/** The bytes of a layer on their way in: in blocks fit for a decoder, interruptible, and readable to the end. */
import { MirrorError } from '../errors.ts';

/** Small chunks are gathered up to this size: each trip to the thread pool costs as much as some kilobytes of work. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Owns the iteration of `chunks`, so that a decoder can give up without ending it. Whatever `chunks` throws comes out of
 * `blocks` and `drain` as it is. When `signal` fires both throw `aborted`, also while `chunks` itself hangs.
 */
export class LayerInput {
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.#stop(this.#aborted());
  #interrupt: ((error: unknown) => void) | null = null;
  #stopped: { readonly error: unknown } | null = null;
  #isEnded = false;
  #receivedBytes = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    this.#iterator = chunks[Symbol.asyncIterator]();
    this.#signal = signal;
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Whether everything was read, so that a source which proves content at its end has proven it. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** What is left, in blocks of at least 64 KiB except the last. Ending this iteration leaves the input open. */
  async *blocks(): AsyncGenerator<Uint8Array, void, void> {
    let gathered: Uint8Array[] = [];
    let gatheredBytes = 0;
    for (let next = await this.#next(); next.done !== true; next = await this.#next()) {
      gathered.push(next.value);
      gatheredBytes += next.value.byteLength;
      if (gatheredBytes < BLOCK_BYTES) continue;
      yield joined(gathered);
      gathered = [];
      gatheredBytes = 0;
    }
    if (gatheredBytes > 0) yield joined(gathered);
  }

  /** Reads what is left and forgets it. */
  async drain(): Promise<void> {
    while ((await this.#next()).done !== true);
  }

  /** Lets go of `chunks` for good. Waits for it only where it is not in the middle of something. */
  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#onAbort);
    const isBusy = this.#interrupt !== null;
    this.#stop(this.#aborted());
    if (this.#isEnded) return;
    // What was read has been judged; how the source takes its dismissal changes nothing.
    const released = Promise.resolve(this.#iterator.return?.()).catch(() => undefined);
    if (!isBusy) await released;
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#stopped !== null) throw this.#stopped.error;
    if (this.#isEnded) return { done: true, value: undefined };
    try {
      const next = await this.#interruptible();
      if (next.done === true) this.#isEnded = true;
      else this.#receivedBytes += next.value.byteLength;
      return next;
    } catch (error) {
      this.#stopped ??= { error };
      throw error;
    }
  }

  #interruptible(): Promise<IteratorResult<Uint8Array>> {
    return new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      this.#interrupt = reject;
      const settled = <T>(settle: (value: T) => void) => {
        return (value: T): void => {
          this.#interrupt = null;
          settle(value);
        };
      };
      this.#iterator.next().then(settled(resolve), settled(reject));
    });
  }

  #stop(error: unknown): void {
    this.#stopped ??= { error };
    this.#interrupt?.(error);
  }

  #aborted(): MirrorError {
    return new MirrorError('aborted', 'stopped', { cause: this.#signal.reason });
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
