/** Bytes on their way into and out of a registry in memory: cut into chunks, size and digest checked. */
import { MirrorError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf, hashFor, shortDigest } from '../oci/digest.ts';
import { MANIFEST_LIMIT_BYTES, type RawManifest } from '../oci/store.ts';

const CHUNK_BYTES = 64 * 1024;

export function requireRunning(signal: AbortSignal): void {
  if (signal.aborted) throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
}

export function requireBytes(manifest: RawManifest, where: string): void {
  const { digest } = manifest.descriptor;
  if (manifest.bytes.length > MANIFEST_LIMIT_BYTES) {
    throw new MirrorError('too-large', `a manifest has at most ${MANIFEST_LIMIT_BYTES} bytes`, { where });
  }
  const actual = digestOf(manifest.bytes, digest);
  if (actual === digest) return;
  throw new MirrorError(
    'digest-mismatch',
    `${shortDigest(digest)} is expected, the bytes hash to ${shortDigest(actual)}`,
    {
      where,
    },
  );
}

export async function* chunksOf(bytes: Uint8Array, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    requireRunning(signal);
    yield new Uint8Array(bytes.subarray(from, from + CHUNK_BYTES));
  }
}

/** The whole blob, in memory, size and digest checked. */
export async function receive(
  blob: Descriptor,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const hash = hashFor(blob.digest);
  let sizeBytes = 0;
  for await (const chunk of body) {
    requireRunning(signal);
    hash.update(chunk);
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > blob.size) break;
  }
  requireRunning(signal);
  if (sizeBytes !== blob.size) {
    throw new MirrorError('size-mismatch', `${sizeBytes} bytes where ${blob.size} are expected`, {
      where: blob.digest,
    });
  }
  if (!blob.digest.endsWith(`:${hash.digest('hex')}`)) {
    throw new MirrorError('digest-mismatch', 'the bytes do not hash to their digest', { where: blob.digest });
  }
  return Buffer.concat(chunks);
}
