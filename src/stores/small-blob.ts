/** The limit of what is read whole. */
import { MirrorError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { shortDigest } from '../oci/digest.ts';
import { SMALL_BLOB_LIMIT_BYTES } from '../oci/store.ts';

/** Throws `too-large` for a blob that has to be streamed. */
export function requireSmall({ digest, size }: Descriptor): void {
  if (size <= SMALL_BLOB_LIMIT_BYTES) return;
  throw new MirrorError(
    'too-large',
    `blob ${shortDigest(digest)} has ${size} bytes; at most ${SMALL_BLOB_LIMIT_BYTES} are read as a whole`,
    { where: digest },
  );
}
