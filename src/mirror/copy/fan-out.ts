/**
 * One verified stream, many uploads: every chunk is read once and handed to each upload that keeps up. Memory is bounded
 * by the window, whatever the blob's size; an upload that holds the others up for too long is let go.
 */
import { toMirrorError } from '../../errors.ts';
import type { Upload } from '../../oci/store.ts';
import { whenAborted } from '../../when-aborted.ts';
import { FellBehind } from './failure.ts';

/** Bytes that may wait for one upload before reading pauses. Chunks are shared, so this bounds the transfer's memory. */
export const WINDOW_BYTES = 4 * 1024 * 1024;
/** How long uploads that are ready may be kept waiting by one that is not, in total over a transfer, before it is let go. */
const PATIENCE_MS = 2_000;
/** …and the share of the transfer's time that this waiting must exceed. */
const PATIENCE_SHARE = 0.5;

export interface FanOutOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes of each chunk read. */
  readonly onBytes: (bytes: number) => void;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
}

export type SinkResult =
  | { readonly kind: 'done' }
  /** `FellBehind` when it was let go. */
  | { readonly kind: 'failed'; readonly error: Error };

/** Thrown when the content itself could not be read; every upload has then been abandoned. */
export class ReadFailed extends Error {
  constructor(cause: unknown) {
    super('the content could not be read', { cause });
    this.name = 'ReadFailed';
  }
}

/** Streams `content` into every upload. Each upload's result comes as soon as it is known and never rejects; when reading
 *  fails, those still open fail with ReadFailed. `finished` resolves when every upload has ended or was let go. */
export function fanOut(
  content: AsyncIterable<Uint8Array>,
  uploads: readonly Upload[],
  options: FanOutOptions,
): { readonly results: readonly Promise<SinkResult>[]; readonly finished: Promise<void> } {
  const sinks = uploads.map((upload) => new Sink(upload, options.signal));
  const finished = pump(content, sinks, options).then(() =>
    Promise.allSettled(sinks.map((sink) => sink.result)),
  );
  return { results: sinks.map((sink) => sink.result), finished: finished.then(() => undefined) };
}

async function pump(
  content: AsyncIterable<Uint8Array>,
  sinks: readonly Sink[],
  options: FanOutOptions,
): Promise<void> {
  const pace = new Pace(options.now);
  try {
    for await (const chunk of content) {
      options.onBytes(chunk.byteLength);
      for (const sink of sinks) sink.push(chunk);
      await waitForRoom(sinks, pace, options.signal);
      if (!sinks.some((sink) => sink.isOpen)) return; // nobody is left to read for
    }
    for (const sink of sinks) sink.end();
  } catch (error) {
    for (const sink of sinks) sink.abandon(new ReadFailed(error));
  }
}

/** Waits until every open sink has room, letting go of those that keep the others waiting too long. */
async function waitForRoom(sinks: readonly Sink[], pace: Pace, signal: AbortSignal): Promise<void> {
  for (;;) {
    const full = sinks.filter((sink) => sink.isOpen && sink.isFull);
    if (full.length === 0) return;
    signal.throwIfAborted();
    const waitedMs = await pace.wait(Promise.race(full.map((sink) => sink.moved())));
    if (!sinks.some((sink) => sink.isOpen && sink.isEmpty)) continue; // nobody was ready for more meanwhile
    for (const sink of full) if (pace.isTooSlow(sink, waitedMs)) sink.letGo();
  }
}

/** Adds up how long each sink has kept ready ones waiting. */
class Pace {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #waitedFor = new Map<Sink, number>();

  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** Waits, but not for long, and returns for how long it was. */
  async wait(moved: Promise<void>): Promise<number> {
    const since = this.#now();
    await raceTimer(moved, PATIENCE_MS / 4);
    return this.#now() - since;
  }

  /** Whether a sink that has just kept ready ones waiting has done so for too long by now. */
  isTooSlow(sink: Sink, waitedMs: number): boolean {
    const waited = (this.#waitedFor.get(sink) ?? 0) + waitedMs;
    this.#waitedFor.set(sink, waited);
    return waited > PATIENCE_MS && waited > PATIENCE_SHARE * (this.#now() - this.#startedAt);
  }
}

async function raceTimer(promise: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}

/** One upload fed from a queue. */
class Sink {
  readonly result: Promise<SinkResult>;
  isOpen = true;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #ended = false;
  #broken: Error | null = null;
  #wakeReader: (() => void) | null = null;
  #wakeWriter: (() => void)[] = [];
  readonly #stop = new AbortController();

  constructor(upload: Upload, signal: AbortSignal) {
    const forget = whenAborted(signal, () => this.#stop.abort(signal.reason));
    this.result = upload
      .send(this.#chunks(), this.#stop.signal)
      .finally(forget)
      .then(
        () => this.#close({ kind: 'done' }),
        (error) => this.#close({ kind: 'failed', error: this.#broken ?? toMirrorError(error) }),
      );
  }

  get isFull(): boolean {
    return this.#queuedBytes > WINDOW_BYTES;
  }

  get isEmpty(): boolean {
    return this.#queuedBytes === 0;
  }

  push(chunk: Uint8Array): void {
    if (!this.isOpen) return;
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.byteLength;
    this.#wakeReader?.();
  }

  end(): void {
    this.#ended = true;
    this.#wakeReader?.();
  }

  letGo(): void {
    this.abandon(new FellBehind());
  }

  /** Breaks the upload off: what it was sent is never completed. */
  abandon(error: Error): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#broken = error;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#stop.abort(error);
    this.#wakeReader?.();
    this.#notifyWriter();
  }

  /** Resolves when something was taken from the queue or the sink closed. */
  moved(): Promise<void> {
    return new Promise((resolve) => this.#wakeWriter.push(resolve));
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.#broken !== null) throw this.#broken;
      const chunk = this.#queue.shift();
      if (chunk !== undefined) {
        this.#queuedBytes -= chunk.byteLength;
        this.#notifyWriter();
        yield chunk;
      } else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wakeReader = resolve));
    }
  }

  #close(result: SinkResult): SinkResult {
    this.isOpen = false;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#notifyWriter();
    return result;
  }

  #notifyWriter(): void {
    const waiting = this.#wakeWriter;
    this.#wakeWriter = [];
    for (const wake of waiting) wake();
  }
}
