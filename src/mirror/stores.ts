/** How the stages get at stores without knowing any implementation; the composition root provides it. */
import type { Image, Mirror } from '../files/mirrorfile.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Source, Target } from '../oci/store.ts';

export interface Stores {
  /** The source repository of an image. The same value for equal repositories. */
  sourceOf(image: Image): Source;
  /** The root a layout source means by its `ref.name` (null: its only root); null when the layout has none of that name. Throws MirrorError `input` when ambiguous
   *  or not a layout. */
  layoutRoot(image: Image, name: string | null, signal: AbortSignal): Promise<Descriptor | null>;
  /** A repository on a mirror. The same value for equal places. */
  targetOf(mirror: Mirror, repository: string): Target;
}
