/** The one name of a source repository: the key of locks and history. */
import type { Image } from '../files/mirrorfile.ts';
import { formatRepository } from '../oci/reference.ts';

/** Canonical `host/repository` of an image's source, or `oci:DIR` for layouts: the key of locks and history. */
export function sourceKey(image: Image): string {
  return image.source.kind === 'registry' ? formatRepository(image.source) : `oci:${image.source.directory}`;
}
