/** The one check on every way in: size and digest agree before the last chunk is handed over. */
import type { Hash } from 'node:crypto';
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
  const check = new ContentCheck(descriptor);
  let withheld: Uint8Array | null = null;
  for await (const chunk of chunks) {
    if (chunk.byteLength === 0) continue;
    check.add(chunk);
    if (withheld !== null) yield withheld;
    withheld = chunk;
  }
  check.finish();
  if (withheld !== null) yield withheld;
}

/** Reads `chunks`, which are verified already, to their end and tells `onBytes` of each; keeps nothing. */
export async function readToEnd(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<void> {
  for await (const chunk of chunks) onBytes(chunk.byteLength);
}

/** The size and the hash of what is added, held against a descriptor. */
export class ContentCheck {
  readonly #descriptor: Descriptor;
  readonly #hash: Hash;
  #receivedBytes = 0;

  constructor(descriptor: Descriptor) {
    this.#descriptor = descriptor;
    this.#hash = hashFor(descriptor.digest);
  }

  /** Throws `size-mismatch` when there is too much. Keeps nothing of `chunk`. */
  add(chunk: Uint8Array): void {
    const { size } = this.#descriptor;
    this.#receivedBytes += chunk.byteLength;
    if (this.#receivedBytes > size) throw sizeMismatch(this.#descriptor, `more than ${size}`);
    this.#hash.update(chunk);
  }

  /** Everything has been added. Throws `size-mismatch` when something lacks, else `digest-mismatch`. */
  finish(): void {
    const { digest, size } = this.#descriptor;
    if (this.#receivedBytes < size) throw sizeMismatch(this.#descriptor, `${this.#receivedBytes}`);
    const hex = this.#hash.digest('hex');
    if (!digest.endsWith(`:${hex}`)) throw digestMismatch(this.#descriptor, hex);
  }
}

export function sizeMismatch({ digest, size }: Descriptor, got: string): MirrorError {
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
