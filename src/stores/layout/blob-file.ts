/** Reading blobs of a layout. */
import type { FileHandle } from 'node:fs/promises';
import { MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import type { Probe } from '../../oci/store.ts';
import { fileError } from './file-error.ts';
import { blobPath, openInside } from './place.ts';

const CHUNK_BYTES = 256 * 1024;

/** Bytes `from` (inclusive) up to `to` (exclusive); `to` null: to the end. */
export interface ByteSpan {
  readonly from: number;
  readonly to: number | null;
}

export const WHOLE: ByteSpan = { from: 0, to: null };

/** Size of a blob in bytes, or null when it is not there. */
export async function blobSize(directory: string, digest: Digest): Promise<number | null> {
  return await withBlob(directory, digest, async (handle) => (await handle.stat()).size);
}

/** Reads the last byte (contract, section 8, depth `probe`): present means that it could be read. */
export async function probeBlobFile(directory: string, blob: Descriptor): Promise<Probe> {
  const probe = await withBlob(directory, blob.digest, (handle) => probeHandle(handle, blob.size));
  return probe ?? { kind: 'absent' };
}

/** The bytes of a blob as they are on disk, unverified; each chunk is memory of its own. Throws `not-found`, `io`. */
export async function* streamBlobFile(
  directory: string,
  digest: Digest,
  span: ByteSpan,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const path = blobPath(directory, digest);
  const handle = await openInside(directory, path);
  if (handle === null) throw blobMissing(digest, path);
  try {
    yield* readSpan(handle, span, signal);
  } catch (error) {
    throw signal.aborted ? stopped(signal) : fileError(error, `read blob ${shortDigest(digest)}`, path);
  } finally {
    await handle.close();
  }
}

/** A whole blob, or null when it is not there. Throws `too-large` beyond `limitBytes`. */
export async function readSmallBlob(
  directory: string,
  digest: Digest,
  limitBytes: number,
): Promise<Uint8Array | null> {
  return await withBlob(directory, digest, async (handle) => {
    const { size } = await handle.stat();
    if (size > limitBytes) throw tooLarge(digest, size, limitBytes);
    return await handle.readFile();
  });
}

/** The error for a fired signal. */
export function stopped(signal: AbortSignal): MirrorError {
  return new MirrorError('aborted', 'stopped', { cause: signal.reason });
}

function blobMissing(digest: Digest, path: string): MirrorError {
  return new MirrorError('not-found', `the layout has no blob ${shortDigest(digest)}`, { where: path });
}

function tooLarge(digest: Digest, sizeBytes: number, limitBytes: number): MirrorError {
  return new MirrorError(
    'too-large',
    `${sizeBytes} bytes are too many, at most ${limitBytes} are read as one manifest`,
    {
      where: digest,
      fix: 'name a manifest, not a blob',
    },
  );
}

async function withBlob<T>(
  directory: string,
  digest: Digest,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T | null> {
  const path = blobPath(directory, digest);
  const handle = await openInside(directory, path);
  if (handle === null) return null;
  try {
    return await work(handle);
  } catch (error) {
    throw fileError(error, `read blob ${shortDigest(digest)}`, path);
  } finally {
    await handle.close();
  }
}

async function probeHandle(handle: FileHandle, expectedSize: number): Promise<Probe> {
  const { size } = await handle.stat();
  if (size !== expectedSize) return { kind: 'damaged', reason: 'size', actualSize: size };
  if (size === 0) return { kind: 'present', proven: true };
  const { bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 ? { kind: 'present', proven: true } : { kind: 'damaged', reason: 'missing' };
}

async function* readSpan(
  handle: FileHandle,
  span: ByteSpan,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { size } = await handle.stat();
  const end = Math.min(span.to ?? size, size);
  let position = span.from;
  while (position < end) {
    signal.throwIfAborted();
    const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, end - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
  }
}
