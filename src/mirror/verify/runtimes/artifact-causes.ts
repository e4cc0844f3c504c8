/** What is no container image, on purpose: charts, signatures, SBOMs, wasm modules, build caches, attestations. */
import type { IndexNode, ManifestNode, Node } from '../../../oci/manifest.ts';
import {
  BUILDKIT_CACHE_CONFIG,
  isKnownBlobType,
  isLayerType,
  isRunnableConfig,
  OCI_ARTIFACT_MANIFEST,
} from '../../../oci/media-type.ts';
import type { WalkedManifest } from '../walked.ts';
import type { RuntimeCause } from './cause.ts';

/** Whether no runtime would choose this manifest: BuildKit marks attestations, or gives them the platform `unknown`. */
export function isAttestation({ attestationFor, platform }: WalkedManifest): boolean {
  return attestationFor !== null || (platform?.os === 'unknown' && platform.architecture === 'unknown');
}

/** None where `node` is an index of manifests, or a manifest that means to be a container image. */
export function artifactCauses(node: Node): readonly RuntimeCause[] {
  if (node.kind === 'index') return isBuildCache(node) ? ['build-cache-index'] : [];
  if (node.mediaType === OCI_ARTIFACT_MANIFEST) return ['artifact-manifest'];
  return isDescribedAsImage(node) ? [] : ['artifact'];
}

/** BuildKit's registry cache before `image-manifest=true`: an index whose children are blobs. */
function isBuildCache({ children }: IndexNode): boolean {
  return children.some(({ role }) => role === 'blob');
}

/**
 * A file system layer makes an image of what does not call itself something else. Without one it is the config that
 * tells, unless the layers are known to be something else: cosign writes an image's config above a signature.
 */
function isDescribedAsImage({ config, layers, artifactType }: ManifestNode): boolean {
  if (config === null || config.mediaType === BUILDKIT_CACHE_CONFIG) return false;
  const isRunnable = isRunnableConfig(config.mediaType);
  if (layers.some(({ mediaType }) => isLayerType(mediaType))) return isRunnable || artifactType === null;
  return isRunnable && !layers.some(({ mediaType }) => isKnownBlobType(mediaType));
}
