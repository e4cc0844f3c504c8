/** What about an image can keep a container runtime from pulling or running it, seen in its manifests alone. */
import { type Digest, digestAlgorithm } from '../../../oci/digest.ts';
import type { Node } from '../../../oci/manifest.ts';
import type { WalkedImage, WalkedManifest } from '../walked.ts';
import { artifactCauses, isAttestation } from './artifact-causes.ts';
import { documentCauses } from './document-causes.ts';
import { imageCauses } from './image-causes.ts';

/** In the order in which problems are told. */
export const CAUSES = [
  'ambiguous-document',
  'schema1-signed',
  'schema1-unsigned',
  'legacy-config-docker',
  'legacy-config-oci',
  'unknown-config-docker',
  'unknown-config-oci',
  'unknown-layer-docker',
  'unknown-layer-oci',
  'only-unknown-layers-docker',
  'only-unknown-layers-oci',
  'zstd-layer-docker',
  'zstd-layer-oci',
  'encrypted-layers',
  'foreign-layers',
  'docker-without-media-type',
  'served-type-generic-root',
  'served-type-generic-child',
  'oci-served-as-docker',
  'docker-served-as-oci',
  'nested-index',
  'child-without-platform',
  'manifest-over-4-mib',
  'manifest-over-containerd-limit',
  'config-over-4-mib',
  'digest-not-sha256',
  'artifact',
  'artifact-manifest',
  'build-cache-index',
] as const;

export type RuntimeCause = (typeof CAUSES)[number];

/** A cause and the manifests that have it, in the image's order, each once. */
export interface FoundCause {
  readonly cause: RuntimeCause;
  readonly digests: readonly Digest[];
}

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

/** One cause at one manifest; an index also tells of children that were not read. */
export interface CauseAt {
  readonly cause: RuntimeCause;
  readonly digest: Digest;
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
