/** What a registry must hold before it takes a manifest. */
import type { Digest } from '../oci/digest.ts';
import { blobsOf } from '../oci/graph.ts';
import type { Node } from '../oci/manifest.ts';

export interface Holdings {
  hasBlob(digest: Digest): boolean | Promise<boolean>;
  hasManifest(digest: Digest): boolean | Promise<boolean>;
}

/** The digests that `node` names and `holdings` lacks, each once: blobs of a manifest, children of an index. Foreign
 *  layers and `subject` are not asked for (distribution-spec, "Pushing manifests"). A child of a cache index may be a
 *  blob. */
export async function missingNeeds(node: Node, holdings: Holdings): Promise<readonly Digest[]> {
  const missing: Digest[] = [];
  for (const digest of needsOf(node)) {
    const isThere =
      node.kind === 'index' ? await hasEither(digest, holdings) : await holdings.hasBlob(digest);
    if (!isThere) missing.push(digest);
  }
  return missing;
}

function needsOf(node: Node): ReadonlySet<Digest> {
  if (node.kind === 'index') return new Set(node.children.map((child) => child.descriptor.digest));
  return new Set(blobsOf(node).map((blob) => blob.digest));
}

async function hasEither(digest: Digest, holdings: Holdings): Promise<boolean> {
  return (await holdings.hasManifest(digest)) || (await holdings.hasBlob(digest));
}
