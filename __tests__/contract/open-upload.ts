import type { BeginUpload, Target, Upload } from '../../src/oci/store.ts';
import { type Blob, neverAborted } from './content.ts';

const signal = neverAborted();

export async function openUpload(target: Target, blob: Blob): Promise<Upload> {
  return uploadOf(await target.beginUpload(blob.descriptor, [], signal));
}

export function uploadOf(begun: BeginUpload): Upload {
  if (begun.kind === 'upload') return begun.upload;
  throw new Error('an upload was expected, the blob was mounted');
}
