/** One transfer: one blob, read once, to all repositories that wait for it. */
import { isMirrorError, MirrorError } from '../../errors.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import type { Target, Upload } from '../../oci/store.ts';
import { asFailure, blaming, CopyFailure, FellBehind } from './failure.ts';
import { fanOut, ReadFailed, type SinkResult } from './fan-out.ts';
import { look } from './look.ts';
import { orAfter } from './or-after.ts';
import type { Reader } from './places.ts';
import type { BlobWish, ExchangeParts, Waiting } from './transfer-request.ts';

/** How long the others wait for a repository to open an upload after the first has. */
const OPEN_PATIENCE_MS = 2_000;

interface OpenUpload {
  readonly waiting: Waiting;
  readonly upload: Upload;
}

interface ReadEnd {
  /** Those to whom nothing could be given because reading failed. */
  readonly unserved: readonly Waiting[];
  readonly error: unknown;
}

export class BlobTransfer {
  readonly #parts: ExchangeParts;
  readonly #readFromSource = new Set<Digest>();
  /** Uploads that a refused mount had opened can be sent once. */
  readonly #spent = new WeakSet<Upload>();

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  /** Settles every one of `batch`, all of which wait for the same blob. */
  async serve(batch: readonly Waiting[]): Promise<void> {
    const mountable = batch.filter((one) => this.isMountable(one));
    for (const one of mountable) one.resolve({ kind: 'mountable' });
    let lacking: readonly Waiting[] = batch.filter((one) => !mountable.includes(one));
    let failure: unknown = new MirrorError('not-found', 'there is nowhere to read the blob from');
    for (const reader of this.#readersFor(lacking)) {
      if (lacking.length === 0) return;
      const end = await this.#readTwiceIfCorrupt(lacking, reader);
      lacking = end.unserved;
      failure = end.error ?? failure;
    }
    for (const one of lacking) one.reject(asFailure('source', failure));
  }

  /** Whether another repository of the same registry has got the blob in this run. */
  isMountable({ mayMount, target, wish, upload }: Waiting): boolean {
    return (
      mayMount && upload === null && this.#parts.places.mountableInto(target, wish.blob.digest).length > 0
    );
  }

  /** Siblings that have just proven the blob first, then what the wishes name. */
  #readersFor(batch: readonly Waiting[]): Reader[] {
    const [first] = batch;
    if (first === undefined) return [];
    const targets = batch.map(({ target }) => target);
    const siblings = this.#parts.places.readersOf(first.wish.blob.digest, targets);
    const all = [...siblings, ...batch.flatMap(({ wish }) => wish.readers)];
    const byStore = new Map(all.map((reader) => [reader.store, reader]));
    return [...byStore.values()].filter(({ store }) => !targets.some((target) => target === store));
  }

  /** Bytes that were wrong on the way may be right the second time; once is worth a try. */
  async #readTwiceIfCorrupt(lacking: readonly Waiting[], reader: Reader): Promise<ReadEnd> {
    const end = await this.#readInto(lacking, reader);
    const isCorrupt = isMirrorError(end.error, 'digest-mismatch', 'size-mismatch');
    return isCorrupt ? this.#readInto(end.unserved, reader) : end;
  }

  async #readInto(lacking: readonly Waiting[], reader: Reader): Promise<ReadEnd> {
    const open = await this.#openUploads(lacking);
    const [first] = open;
    if (first === undefined) return { unserved: [], error: null };
    const { blob, signal } = first.waiting.wish;
    const transfer = this.#meterTransfer(reader, blob.digest, blob.size);
    const { results, finished } = fanOut(
      reader.store.readBlob(blob, signal),
      open.map(({ upload }) => upload),
      { signal, now: this.#parts.now, onBytes: (bytes) => transfer.count(bytes, open.length) },
    );
    const settled = open.map(async ({ waiting }, index) => {
      const result = await results[index];
      return result === undefined ? [] : this.#settle(waiting, result, reader);
    });
    await finished;
    const failed = (await Promise.all(settled)).flat();
    transfer.end();
    return { unserved: failed.map(({ waiting }) => waiting), error: failed[0]?.cause ?? null };
  }

  /** Opens an upload everywhere. A repository that has not answered well after the first one did holds nobody up: it is told that
   *  it fell behind, and served afterwards. */
  async #openUploads(lacking: readonly Waiting[]): Promise<readonly OpenUpload[]> {
    const opened: OpenUpload[] = [];
    let isLeft = false;
    const opening = lacking.map(async (waiting) => {
      const uploads = await this.#openUpload(waiting);
      if (isLeft) await Promise.all(uploads.map(({ upload }) => upload.cancel()));
      else opened.push(...uploads);
    });
    await Promise.any(opening);
    await orAfter(OPEN_PATIENCE_MS, Promise.all(opening));
    isLeft = true;
    const served = new Set(opened.map(({ waiting }) => waiting));
    for (const waiting of lacking) if (!served.has(waiting)) waiting.reject(new FellBehind());
    return opened;
  }

  /** Opens one upload; a repository that refuses is told and left out. */
  async #openUpload(waiting: Waiting): Promise<OpenUpload[]> {
    const { target, wish, upload, mayBeThere } = waiting;
    if (upload !== null && !this.#spent.has(upload)) {
      this.#spent.add(upload);
      return [{ waiting, upload }];
    }
    try {
      const from = mayBeThere ? [target.repository] : [];
      const begun = await blaming('mirror', () => target.beginUpload(wish.blob, from, wish.signal));
      if (begun.kind === 'upload') return [{ waiting, upload: begun.upload }];
      const probe = await look(target, wish);
      if (probe.kind === 'present') this.#parts.places.add(wish.blob.digest, target);
      waiting.resolve({ kind: 'found', probe });
    } catch (error) {
      waiting.reject(asFailure('mirror', error));
    }
    return [];
  }

  /** Tells a repository how its upload ended; returns it when only the reading failed. What went over damage is proven first: those
   *  that wait for the end of this transfer are to find it where it can be mounted from. */
  async #settle(
    waiting: Waiting,
    result: SinkResult,
    reader: Reader,
  ): Promise<{ readonly waiting: Waiting; readonly cause: unknown }[]> {
    const { meter, places } = this.#parts;
    const { wish, target, damage } = waiting;
    if (result.kind === 'done') {
      meter.mirrorBytes += wish.blob.size;
      try {
        if (damage !== null) await proveMended(target, wish);
        places.add(wish.blob.digest, target);
        waiting.resolve({ kind: 'uploaded', from: reader.store.name });
      } catch (error) {
        waiting.reject(asFailure('mirror', error));
      }
      return [];
    }
    const { error } = result;
    if (error instanceof ReadFailed) return [{ waiting, cause: error.cause }];
    waiting.reject(error instanceof FellBehind ? error : asFailure('mirror', error));
    return [];
  }

  #meterTransfer(reader: Reader, digest: Digest, sizeBytes: number) {
    const { meter } = this.#parts;
    if (reader.kind === 'source') {
      if (this.#readFromSource.has(digest)) meter.rereads += 1;
      this.#readFromSource.add(digest);
    }
    const label = `${shortDigest(digest)} ${reader.store.name}`;
    const transfer = { label, bytesDone: 0, bytesTotal: sizeBytes };
    meter.active.add(transfer);
    return {
      count(bytes: number, uploads: number): void {
        transfer.bytesDone += bytes;
        meter.bytesDone += bytes * uploads;
        if (reader.kind === 'source') meter.sourceBytes += bytes;
        else meter.siblingBytes += bytes;
      },
      end: () => meter.active.delete(transfer),
    };
  }
}

async function proveMended(target: Target, { blob, signal }: BlobWish): Promise<void> {
  const probe = await blaming('mirror', () => target.probeBlob(blob, signal));
  if (probe.kind === 'present') return;
  throw new CopyFailure(
    'mirror',
    new MirrorError(
      'refused',
      `the registry took blob ${shortDigest(blob.digest)} anew but still serves it damaged`,
      {
        where: target.name,
        fix: 'its stored file is damaged at rest: the operator has to delete it from the registry’s storage, then run again',
      },
    ),
    'blob-missing',
  );
}
