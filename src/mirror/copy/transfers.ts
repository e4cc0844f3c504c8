/**
 * Transfers: repositories that lack the same blob at the same time are served by one read. Those that come later wait for
 * the running transfer and then mount the blob or read it from a sibling, so that the source is read once.
 */
import type { Digest } from '../../oci/digest.ts';
import { BlobTransfer } from './blob-transfer.ts';
import { asFailure } from './failure.ts';
import { WINDOW_BYTES } from './fan-out.ts';
import type { ExchangeParts, TransferEnd, TransferRequest, Waiting } from './transfer-request.ts';
import { TransferRoom } from './transfer-room.ts';

/** Windows for transfers to several mirrors. */
const SHARED_WINDOWS = 8;
/** Windows for transfers to one mirror alone, per registry: a slow mirror fills its own room, never the shared one. */
const LONE_WINDOWS = 4;
/** How long those that are ready wait for announced ones that have not said yet whether they lack the blob. */
const GRACE_MS = 1_500;

interface Queue {
  expected: number;
  waiting: Waiting[];
  isRunning: boolean;
  grace: NodeJS.Timeout | null;
}

export class Transfers {
  readonly #transfer: BlobTransfer;
  readonly #queues = new Map<Digest, Queue>();
  readonly #shared = new TransferRoom(SHARED_WINDOWS, WINDOW_BYTES);
  readonly #lone = new Map<string, TransferRoom>();

  constructor(parts: ExchangeParts) {
    this.#transfer = new BlobTransfer(parts);
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
    this.#releaseMountable(queue);
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
    const batch = takeBatch(queue);
    const sizeBytes = batch[0]?.wish.blob.size ?? 0;
    void this.#roomFor(batch)
      .run(sizeBytes, () => this.#run(batch))
      .then(() => {
        queue.isRunning = false;
        this.#arrived(digest, queue, false);
      });
  }

  #releaseMountable(queue: Queue): void {
    const mountable = queue.waiting.filter((waiting) => this.#transfer.isMountable(waiting));
    queue.waiting = queue.waiting.filter((waiting) => !mountable.includes(waiting));
    for (const waiting of mountable) waiting.resolve({ kind: 'mountable' });
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#transfer.serve(batch);
    } catch (error) {
      for (const waiting of batch) waiting.reject(asFailure('mirror', error));
    }
  }

  #roomFor(batch: readonly Waiting[]): TransferRoom {
    const [first, second] = batch;
    if (first === undefined || second !== undefined) return this.#shared;
    const { origin } = first.target;
    const lone = this.#lone.get(origin) ?? new TransferRoom(LONE_WINDOWS, WINDOW_BYTES);
    this.#lone.set(origin, lone);
    return lone;
  }
}

/** One repository per registry: the others of that registry wait and mount what it gets. */
function takeBatch(queue: Queue): readonly Waiting[] {
  const origins = new Set<string>();
  const batch = queue.waiting.filter(({ target, mayMount, upload }) => {
    const canWait = mayMount && upload === null && origins.has(target.origin);
    origins.add(target.origin);
    return !canWait;
  });
  queue.waiting = queue.waiting.filter((waiting) => !batch.includes(waiting));
  return batch;
}
