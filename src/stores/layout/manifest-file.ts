/** Manifests of a layout: blobs that are read whole, checked, and told apart from other blobs. */
import { MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, digestOf, shortDigest } from '../../oci/digest.ts';
import { MANIFEST_LIMIT_BYTES, type RawManifest } from '../../oci/store.ts';
import { readSmallBlob } from './blob-file.ts';
import { manifestTypeOf } from './manifest-type.ts';
import { blobPath } from './place.ts';

export interface Expected {
  /** From index.json; '' where the manifest is not listed there. */
  readonly mediaType: string;
  readonly sizeBytes: number | undefined;
}

/** The manifest `digest`, hash checked. Throws `not-found` (also for a blob that is no manifest), `too-large`,
 *  `size-mismatch`, `digest-mismatch`, `io`. */
export async function readManifestFile(
  directory: string,
  digest: Digest,
  expected: Expected,
): Promise<RawManifest> {
  const where = blobPath(directory, digest);
  const bytes = await readSmallBlob(directory, digest, MANIFEST_LIMIT_BYTES);
  if (bytes === null)
    throw new MirrorError('not-found', `the layout has no manifest ${shortDigest(digest)}`, { where });
  requireSize(bytes.length, expected.sizeBytes, where);
  requireDigest(bytes, digest, where);
  const mediaType = expected.mediaType === '' ? manifestTypeOf(bytes) : expected.mediaType;
  if (mediaType === null)
    throw new MirrorError('not-found', `${shortDigest(digest)} is a blob, not a manifest`, { where });
  return { descriptor: { mediaType, digest, size: bytes.length }, bytes };
}

/** Whether exactly these bytes are there. */
export async function hasManifestFile(directory: string, manifest: Descriptor): Promise<boolean> {
  if (manifest.size > MANIFEST_LIMIT_BYTES) return false;
  const bytes = await readSmallBlob(directory, manifest.digest, MANIFEST_LIMIT_BYTES);
  return bytes !== null && digestOf(bytes, manifest.digest) === manifest.digest;
}

function requireSize(actual: number, expected: number | undefined, where: string): void {
  if (expected === undefined || expected === actual) return;
  throw new MirrorError('size-mismatch', `the manifest has ${actual} bytes where ${expected} are expected`, {
    where,
    fix: 'copy it into the layout again',
  });
}

function requireDigest(bytes: Uint8Array, digest: Digest, where: string): void {
  const actual = digestOf(bytes, digest);
  if (actual === digest) return;
  throw new MirrorError(
    'digest-mismatch',
    `the manifest ${shortDigest(digest)} is damaged: it hashes to ${shortDigest(actual)}`,
    {
      where,
      fix: 'copy it into the layout again',
    },
  );
}
