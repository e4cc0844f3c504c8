/**
 * Transfers: repositories that lack the same blob at the same time are served by one read. Those that come later wait for
 * the running transfer and then mount the blob or read it from a sibling, so that the source is read once.
 */
import pLimit, { type LimitFunction } from 'p-limit';
import { isMirrorError } from '../../errors.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import type { Target, Upload } from '../../oci/store.ts';
import type { Meter } from '../meter.ts';
import type { BlobWish } from './blob-exchange.ts';
import { asFailure, blaming, FellBehind } from './failure.ts';
import { fanOut, ReadFailed } from './fan-out.ts';
import type { Places, Reader } from './places.ts';

/** Transfers to several mirrors at once: bounds memory, one window each. */
const SHARED_TRANSFERS_AT_ONCE = 8;
/** Transfers to one mirror alone, per registry: a slow mirror fills its own slots, never the shared ones. */
const LONE_TRANSFERS_AT_ONCE = 4;
/** How long those that are ready wait for announced ones that have not said yet whether they lack the blob. */
const GRACE_MS = 1_500;

export interface TransferRequest {
  readonly target: Target;
  readonly wish: BlobWish;
  /** An upload that a refused mount has opened already. */
  readonly upload: Upload | null;
  /** Whether to be told when the blob can be mounted instead. */
  readonly mayMount: boolean;
  /** Whether this repository was counted by `expect`. */
  readonly isAnnounced: boolean;
}

export type TransferEnd =
  | { readonly kind: 'uploaded'; readonly from: string }
  | { readonly kind: 'mountable' };

interface Waiting extends TransferRequest {
  readonly resolve: (end: TransferEnd) => void;
  readonly reject: (error: Error) => void;
}

interface Queue {
  expected: number;
  waiting: Waiting[];
  isRunning: boolean;
  grace: NodeJS.Timeout | null;
}

export class Transfers {
  readonly #places: Places;
  readonly #meter: Meter;
  readonly #queues = new Map<Digest, Queue>();
  readonly #readFromSource = new Set<Digest>();
  readonly #shared = pLimit(SHARED_TRANSFERS_AT_ONCE);
  readonly #lone = new Map<string, LimitFunction>();

  constructor(places: Places, meter: Meter) {
    this.#places = places;
    this.#meter = meter;
  }

  /** Announces repositories that will each `join` or `pass` soon. */
  expect(digest: Digest, count: number): void {
    if (count > 0) this.#queueOf(digest).expected += count;
  }

  /** An announced repository has the blob, or has failed. */
  pass(digest: Digest): void {
    this.#arrived(digest, this.#queueOf(digest), true);
  }

  /** Waits for a transfer to this repository. Rejects with CopyFailure or FellBehind. */
  join(request: TransferRequest): Promise<TransferEnd> {
    const { digest } = request.wish.blob;
    const queue = this.#queueOf(digest);
    return new Promise((resolve, reject) => {
      queue.waiting.push({ ...request, resolve, reject });
      this.#arrived(digest, queue, request.isAnnounced);
    });
  }

  #queueOf(digest: Digest): Queue {
    let queue = this.#queues.get(digest);
    if (queue === undefined) {
      queue = { expected: 0, waiting: [], isRunning: false, grace: null };
      this.#queues.set(digest, queue);
    }
    return queue;
  }

  #arrived(digest: Digest, queue: Queue, wasExpected: boolean): void {
    if (wasExpected) queue.expected -= 1;
    if (queue.isRunning) return;
    if (queue.waiting.length === 0) {
      if (queue.expected === 0) this.#queues.delete(digest);
    } else if (queue.expected <= 0) this.#start(digest, queue);
    else queue.grace ??= setTimeout(() => this.#start(digest, queue), GRACE_MS);
  }

  #start(digest: Digest, queue: Queue): void {
    if (queue.grace !== null) clearTimeout(queue.grace);
    queue.grace = null;
    if (queue.isRunning) return;
    queue.isRunning = true;
    const batch = queue.waiting.splice(0);
    void this.#slotFor(batch)(() => this.#run(batch)).finally(() => {
      queue.isRunning = false;
      this.#arrived(digest, queue, false);
    });
  }

  #slotFor(batch: readonly Waiting[]): LimitFunction {
    const [first, second] = batch;
    if (first === undefined || second !== undefined) return this.#shared;
    const { origin } = first.target;
    const lone = this.#lone.get(origin) ?? pLimit(LONE_TRANSFERS_AT_ONCE);
    this.#lone.set(origin, lone);
    return lone;
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    const mountable = batch.filter((one) => this.#isMountable(one));
    for (const one of mountable) one.resolve({ kind: 'mountable' });
    let lacking = batch.filter((one) => !mountable.includes(one));
    let failure: Error | null = null;
    for (const reader of this.#readersFor(lacking)) {
      if (lacking.length === 0) return;
      let end = await this.#readInto(lacking, reader);
      if (isCorrupt(end.readError)) end = await this.#readInto(end.unserved, reader);
      lacking = end.unserved;
      failure = end.readError ?? failure;
    }
    const error = failure ?? new Error('there is nowhere to read it from');
    for (const one of lacking) one.reject(asFailure('source', error));
  }

  #isMountable({ mayMount, target, wish, upload }: Waiting): boolean {
    return mayMount && upload === null && this.#places.mountableInto(target, wish.blob.digest).length > 0;
  }

  /** Siblings that have just proven the blob first, then what the wishes name. */
  #readersFor(batch: readonly Waiting[]): Reader[] {
    const [first] = batch;
    if (first === undefined) return [];
    const targets = batch.map(({ target }) => target);
    const all = [
      ...this.#places.readersOf(first.wish.blob.digest, targets),
      ...batch.flatMap(({ wish }) => wish.readers),
    ];
    const stores = new Map(all.map((reader) => [reader.store, reader]));
    return [...stores.values()].filter(({ store }) => !targets.some((target) => target === store));
  }

  /** One read into all that still lack the blob. `unserved` are those to whom nothing could be given because reading failed. */
  async #readInto(
    lacking: readonly Waiting[],
    reader: Reader,
  ): Promise<{ unserved: Waiting[]; readError: Error | null }> {
    const open = await this.#openUploads(lacking);
    const [first] = open;
    if (first === undefined) return { unserved: [], readError: null };
    const { blob, signal } = first.waiting.wish;
    const transfer = this.#meterTransfer(reader, blob.digest, blob.size);
    const unserved: Waiting[] = [];
    let readError: Error | null = null;
    const { results, finished } = fanOut(
      reader.store.readBlob(blob, signal),
      open.map(({ upload }) => upload),
      { signal, onBytes: (bytes) => transfer.count(bytes, open.length) },
    );
    const settled = results.map(async (result, index) => {
      const waiting = open[index]?.waiting;
      const end = await result;
      if (waiting === undefined) return;
      if (end.kind === 'done') this.#succeed(waiting, reader);
      else if (end.error instanceof ReadFailed) {
        unserved.push(waiting);
        readError = end.error.cause instanceof Error ? end.error.cause : end.error;
      } else waiting.reject(end.error instanceof FellBehind ? end.error : asFailure('mirror', end.error));
    });
    await finished;
    await Promise.all(settled);
    transfer.end();
    return { unserved, readError };
  }

  #succeed({ target, wish, resolve }: Waiting, reader: Reader): void {
    this.#meter.mirrorBytes += wish.blob.size;
    this.#places.add(wish.blob.digest, target);
    resolve({ kind: 'uploaded', from: reader.store.name });
  }

  /** Opens every upload; repositories that refuse are told and left out. */
  async #openUploads(lacking: readonly Waiting[]): Promise<{ waiting: Waiting; upload: Upload }[]> {
    const opened = await Promise.all(
      lacking.map(async (waiting) => {
        try {
          const { target, wish, upload } = waiting;
          if (upload !== null && !spent.has(upload)) {
            spent.add(upload);
            return [{ waiting, upload }];
          }
          const begun = await blaming('mirror', () => target.beginUpload(wish.blob, [], wish.signal));
          if (begun.kind === 'upload') return [{ waiting, upload: begun.upload }];
          waiting.resolve({ kind: 'uploaded', from: begun.from });
        } catch (error) {
          waiting.reject(asFailure('mirror', error));
        }
        return [];
      }),
    );
    return opened.flat();
  }

  #meterTransfer(reader: Reader, digest: Digest, sizeBytes: number) {
    const meter = this.#meter;
    if (reader.kind === 'source') {
      if (this.#readFromSource.has(digest)) meter.rereads += 1;
      this.#readFromSource.add(digest);
    }
    const transfer = {
      label: `${shortDigest(digest)} ${reader.store.name}`,
      bytesDone: 0,
      bytesTotal: sizeBytes,
    };
    const key = `${digest} ${reader.store.name} ${meter.active.size}`;
    meter.active.set(key, transfer);
    return {
      count(bytes: number, uploads: number): void {
        transfer.bytesDone += bytes;
        meter.bytesDone += bytes * uploads;
        if (reader.kind === 'source') meter.sourceBytes += bytes;
        else meter.siblingBytes += bytes;
      },
      end: () => meter.active.delete(key),
    };
  }
}

/** Bytes that were wrong on the way may be right the second time; once is worth a try. */
function isCorrupt(error: Error | null): boolean {
  return isMirrorError(error, 'digest-mismatch', 'size-mismatch');
}

/** Uploads handed over by a refused mount can be sent once. */
const spent = new WeakSet<Upload>();
