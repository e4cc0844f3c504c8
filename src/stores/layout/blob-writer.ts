/** Writing blobs into a layout: a temporary file beside its final place, hashed on the way, renamed when it is right. */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, type DigestAlgorithm, digestAlgorithm, shortDigest } from '../../oci/digest.ts';
import { stopped } from './blob-file.ts';
import { fileError } from './file-error.ts';
import { blobDirectory, blobPath, realPathInside } from './place.ts';

/** Names of unfinished files: no digest, so no reader takes them for a blob. */
export const UNFINISHED_PREFIX = '.unfinished-';

const WRITE_BYTES = 512 * 1024;

/** A blob that is being written. Ends with exactly one of `commit` and `discard`. */
export interface BlobWriter {
  /** Bytes taken so far. */
  readonly sizeBytes: number;
  /** Takes the next bytes; its memory is the writer's from now on. Throws `no-space`, `io`. */
  append(chunk: Uint8Array): Promise<void>;
  /** Makes it the blob `digest`, replacing whatever is there, once it is on disk and its bytes hash to it. Throws
   *  `digest-mismatch`, `no-space`, `io`; the unfinished file is gone then. */
  commit(digest: Digest): Promise<void>;
  /** Removes the unfinished file; never throws. */
  discard(): Promise<void>;
}

/** Starts a blob in `directory`, hashed with `algorithm` on the way. Throws `no-space`, `io`, `unsafe`. */
export async function startBlob(directory: string, algorithm: DigestAlgorithm): Promise<BlobWriter> {
  const folder = join(directory, 'blobs', algorithm);
  const path = join(folder, `${UNFINISHED_PREFIX}${randomBytes(9).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true });
    await realPathInside(directory, folder);
    return new FileBlobWriter(await open(path, 'wx+', 0o644), { directory, algorithm, path });
  } catch (error) {
    throw fileError(error, 'write a blob', folder);
  }
}

/** Writes a whole blob and checks size and digest itself. Throws `size-mismatch`, `digest-mismatch`, `no-space`, `io`,
 *  `aborted`, and what `body` throws; nothing is left behind then. */
export async function writeBlob(
  directory: string,
  blob: Descriptor,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const writer = await startBlob(directory, digestAlgorithm(blob.digest));
  try {
    for await (const chunk of body) {
      if (signal.aborted) throw stopped(signal);
      await writer.append(chunk);
      if (writer.sizeBytes > blob.size) throw wrongSize(blob, `more than ${blob.size}`);
    }
    if (writer.sizeBytes !== blob.size) throw wrongSize(blob, String(writer.sizeBytes));
    if (signal.aborted) throw stopped(signal);
  } catch (error) {
    await writer.discard();
    throw error;
  }
  await writer.commit(blob.digest);
}

interface WriterPlace {
  readonly directory: string;
  readonly algorithm: DigestAlgorithm;
  readonly path: string;
}

class FileBlobWriter implements BlobWriter {
  sizeBytes = 0;
  readonly #handle: FileHandle;
  readonly #place: WriterPlace;
  readonly #hash: Hash;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  constructor(handle: FileHandle, place: WriterPlace) {
    this.#handle = handle;
    this.#place = place;
    this.#hash = createHash(place.algorithm);
  }

  async append(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.sizeBytes += chunk.length;
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes < WRITE_BYTES) return;
    try {
      await this.#flush();
    } catch (error) {
      throw this.#asMirrorError(error);
    }
  }

  async commit(digest: Digest): Promise<void> {
    try {
      await this.#flush();
      requireDigest(await this.#digestLike(digest), digest);
      await this.#handle.sync();
      await this.#handle.close();
      await moveToBlob(this.#place, digest);
    } catch (error) {
      await this.discard();
      throw this.#asMirrorError(error);
    }
  }

  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#place.path, { force: true }).catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const chunks = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    await writeFully(this.#handle, chunks);
  }

  /** Read again where the digest turns out to be of another algorithm. */
  async #digestLike(digest: Digest): Promise<string> {
    const algorithm = digestAlgorithm(digest);
    if (algorithm === this.#place.algorithm) return `${algorithm}:${this.#hash.digest('hex')}`;
    const hash = createHash(algorithm);
    for await (const chunk of this.#handle.createReadStream({ start: 0, autoClose: false }))
      hash.update(chunk);
    return `${algorithm}:${hash.digest('hex')}`;
  }

  #asMirrorError(error: unknown): MirrorError {
    return fileError(error, 'write a blob', this.#place.path);
  }
}

function requireDigest(actual: string, expected: Digest): void {
  if (actual === expected) return;
  throw new MirrorError('digest-mismatch', `the bytes received hash to ${shortDigest(actual)}`, {
    where: expected,
    fix: 'try again; if it stays, the content is corrupt where it comes from',
  });
}

async function moveToBlob(place: WriterPlace, digest: Digest): Promise<void> {
  const folder = blobDirectory(place.directory, digest);
  if (digestAlgorithm(digest) !== place.algorithm) {
    await mkdir(folder, { recursive: true });
    await realPathInside(place.directory, folder);
  }
  await rename(place.path, blobPath(place.directory, digest));
}

/** A single writev may write less than asked for. */
async function writeFully(handle: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  let left = chunks.filter((chunk) => chunk.length > 0);
  while (left.length > 0) {
    const { bytesWritten } = await handle.writev(left);
    left = dropBytes(left, bytesWritten);
  }
}

function dropBytes(chunks: readonly Uint8Array[], count: number): Uint8Array[] {
  let rest = count;
  return chunks.flatMap((chunk) => {
    const skipped = Math.min(rest, chunk.length);
    rest -= skipped;
    return skipped === chunk.length ? [] : [chunk.subarray(skipped)];
  });
}

function wrongSize(blob: Descriptor, actual: string): MirrorError {
  return new MirrorError('size-mismatch', `${actual} bytes were received where ${blob.size} are expected`, {
    where: blob.digest,
    fix: 'try again; if it stays, the descriptor is wrong where it comes from',
  });
}
