/** The one check on every way in: size and digest agree before the last chunk is handed over. */
import { MirrorError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { hashFor, shortDigest } from '../oci/digest.ts';

/**
 * Passes `chunks` on, uncopied. The last chunk is withheld until the size and the hash of everything agree with
 * `descriptor`, so that a consumer never completes wrong content. Throws `size-mismatch` (at once when there is too
 * much) and `digest-mismatch`; errors of `chunks` are thrown as they are. Empty chunks are dropped.
 */
export async function* verified(
  chunks: AsyncIterable<Uint8Array>,
  descriptor: Descriptor,
): AsyncGenerator<Uint8Array, void, void> {
  const hash = hashFor(descriptor.digest);
  let receivedBytes = 0;
  let withheld: Uint8Array | null = null;
  for await (const chunk of chunks) {
    if (chunk.byteLength === 0) continue;
    receivedBytes += chunk.byteLength;
    if (receivedBytes > descriptor.size) throw sizeMismatch(descriptor, `more than ${descriptor.size}`);
    hash.update(chunk);
    if (withheld !== null) yield withheld;
    withheld = chunk;
  }
  if (receivedBytes < descriptor.size) throw sizeMismatch(descriptor, `${receivedBytes}`);
  const hex = hash.digest('hex');
  if (!descriptor.digest.endsWith(`:${hex}`)) throw digestMismatch(descriptor, hex);
  if (withheld !== null) yield withheld;
}

function sizeMismatch({ digest, size }: Descriptor, got: string): MirrorError {
  return new MirrorError(
    'size-mismatch',
    `${shortDigest(digest)} should have ${size} bytes, but came with ${got}`,
    {
      fix: 'the content is damaged where it was read; repair it there or read it from elsewhere',
    },
  );
}

function digestMismatch({ digest }: Descriptor, hex: string): MirrorError {
  return new MirrorError(
    'digest-mismatch',
    `${shortDigest(digest)} came with content that hashes to ${hex.slice(0, 12)}`,
    {
      fix: 'the content is damaged where it was read; repair it there or read it from elsewhere',
    },
  );
}
