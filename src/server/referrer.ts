/** The entry of a manifest in the list of referrers of its subject (distribution-spec, "Listing Referrers"). */
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import { parseManifest } from '../oci/manifest.ts';
import type { RawManifest } from '../oci/store.ts';

/** Null: `manifest` does not refer to `subject`. */
export function referrerOf(manifest: RawManifest, subject: Digest): Descriptor | null {
  const parsed = parseManifest(manifest);
  if (!parsed.ok || parsed.node.subject?.digest !== subject) return null;
  const { node } = parsed;
  const artifactType = node.artifactType ?? (node.kind === 'manifest' ? node.config?.mediaType : undefined);
  return {
    ...manifest.descriptor,
    ...(artifactType !== undefined && { artifactType }),
    ...(Object.keys(node.annotations).length > 0 && { annotations: node.annotations }),
  };
}
