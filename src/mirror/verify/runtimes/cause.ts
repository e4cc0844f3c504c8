/** What about an image can keep a container runtime from pulling or running it, seen in its manifests alone. */
import type { Digest } from '../../../oci/digest.ts';

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

/** One cause at one manifest; an index also tells of children that were not read. */
export interface CauseAt {
  readonly cause: RuntimeCause;
  readonly digest: Digest;
}
