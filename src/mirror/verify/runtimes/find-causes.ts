/** Finds the causes in an image's manifests. Pure. */

import type { Digest } from '../../../oci/digest.ts';
import { digestAlgorithm } from '../../../oci/digest.ts';
import type { Node } from '../../../oci/manifest.ts';
import type { WalkedImage, WalkedManifest } from '../walked.ts';
import { artifactCauses, isAttestation } from './artifact-causes.ts';
import { CAUSES, type CauseAt, type FoundCause, type RuntimeCause } from './cause.ts';
import { documentCauses } from './document-causes.ts';
import { imageCauses } from './image-causes.ts';

/**
 * Every cause found in `image`, in the order of `CAUSES`. BuildKit's attestations are looked at only as documents: no
 * runtime chooses them. Of manifests that could not be read, only what the index above says of them is known.
 */
export function findCauses(image: WalkedImage): readonly FoundCause[] {
  const found = new Map<RuntimeCause, Set<Digest>>();
  for (const manifest of image) {
    for (const { cause, digest } of causesOf(manifest))
      found.set(cause, (found.get(cause) ?? new Set()).add(digest));
  }
  return CAUSES.flatMap((cause) => {
    const digests = found.get(cause);
    return digests === undefined ? [] : [{ cause, digests: [...digests] }];
  });
}

/** What is no image on purpose is told as that and nothing else. */
function causesOf(manifest: WalkedManifest): readonly CauseAt[] {
  const { content, digest } = manifest;
  if (isAttestation(manifest)) return [];
  if (content.kind === 'refused') return documentCauses(manifest);
  const artifact = artifactCauses(content.node);
  if (artifact.length > 0) return artifact.map((cause) => ({ cause, digest }));
  const image = content.node.kind === 'manifest' ? imageCauses(content.node) : [];
  const digests = usesOtherDigests(digest, content.node) ? (['digest-not-sha256'] as const) : [];
  return [...documentCauses(manifest), ...[...image, ...digests].map((cause) => ({ cause, digest }))];
}

function usesOtherDigests(own: Digest, node: Node): boolean {
  const below =
    node.kind === 'index'
      ? node.children.map((child) => child.descriptor)
      : [...(node.config === null ? [] : [node.config]), ...node.layers];
  return [own, ...below.map(({ digest }) => digest)].some((digest) => digestAlgorithm(digest) !== 'sha256');
}
