/** A look at what a repository has of a blob that is wanted there. */
import { isMirrorError } from '../../errors.ts';
import type { Probe, Target } from '../../oci/store.ts';
import { blaming } from './failure.ts';
import type { BlobWish } from './transfer-request.ts';

/** A 500 is about the blob that was asked for: distribution says it for one whose link was written on a full disk and is empty.
 *  Uploading it anew mends that, and tells a registry in trouble from it. Throws CopyFailure. */
export function look(target: Target, { blob, signal }: BlobWish): Promise<Probe> {
  return blaming('mirror', async () => {
    try {
      return await target.probeBlob(blob, signal);
    } catch (error) {
      if (!isMirrorError(error, 'unavailable') || error.status !== 500) throw error;
      return { kind: 'damaged', reason: 'missing' };
    }
  });
}
