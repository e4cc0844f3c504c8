/** The tag of an image on a mirror, which is written when everything else is there. */
import type { RawManifest } from '../../oci/store.ts';
import type { CellWork } from './cell-work.ts';
import { asFailure, blaming } from './failure.ts';

/** Points the managed tag or the anchor tag at a root that is there, unless it does already. Throws CopyFailure. */
export async function setTag(work: CellWork, root: RawManifest, signal: AbortSignal): Promise<void> {
  const { cell } = work.step;
  const tag = cell.tag ?? cell.keepTag;
  if (tag === null) {
    await blaming('mirror', async () => work.target.holdRoot?.(root, signal));
    return;
  }
  const isThere = cell.seen.kind === 'present' && cell.seen.root.digest === root.descriptor.digest;
  if (!isThere) await blaming('mirror', () => work.target.tag(tag, root, signal));
}

/** Has a layout list a root that is there and proven. Never throws. */
export async function retag(work: CellWork, signal: AbortSignal): Promise<void> {
  const { wanted } = work.step.row;
  if (wanted === null) return;
  try {
    await blaming('mirror', async () => {
      const root = await work.target.readManifest(wanted, signal);
      await work.target.holdRoot?.(root, signal);
    });
  } catch (error) {
    work.fail(asFailure('mirror', error));
  } finally {
    work.settle();
  }
}
