/** Reading a blob only to learn whether it is right: it is hashed where the socket has put it, and kept nowhere. */
import type { Descriptor } from '../../oci/descriptor.ts';
import type { BlobReading } from '../../oci/store.ts';
import { ContentCheck } from '../verified-stream.ts';
import { downloadBlob } from './blobs.ts';
import type { Place } from './client.ts';

/** As patient as reading it. Throws `size-mismatch`, `digest-mismatch`, and what the last of `places` failed with. */
export async function checkBlobAt(
  places: readonly Place[],
  blob: Descriptor,
  { onBytes, signal }: BlobReading,
): Promise<void> {
  const check = new ContentCheck(blob);
  const take = (chunk: Uint8Array): void => {
    check.add(chunk);
    onBytes(chunk.byteLength);
  };
  for await (const rest of downloadBlob(places, { blob, take }, signal)) take(rest);
  check.finish();
}
