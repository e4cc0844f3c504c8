/** What mends a cause: one remedy for several causes, so that problems can be told by what there is to do. */
import type { RuntimeCause } from './cause.ts';

export type Remedy =
  | 'rebuild'
  | 'do-not-use'
  | 'gzip-or-upgrade'
  | 'serve-right-type'
  | 'flatten-index'
  | 'state-platforms'
  | 'shrink'
  | 'give-keys'
  | 'serve-foreign-layers'
  | 'use-sha256'
  | 'nothing-to-do';

/** In the order in which they are told, each with what to do, as an imperative sentence. */
export const REMEDIES: Readonly<Record<Remedy, string>> = {
  'do-not-use':
    'Do not run this image: two readers may see two different images in it. Ask its publisher for a clean one.',
  rebuild:
    'Rebuild the image with a current builder, or push it again with the right media types under a new digest (skopeo copy --format oci to another tag) and pin that digest. The bytes under this digest are never rewritten.',
  'gzip-or-upgrade': 'Build the image with gzip layers, or upgrade the runtimes that are named.',
  'serve-right-type':
    'Have the mirror serve each manifest with the media type that stands in it as Content-Type: look at the proxy, the object store or the web server in front of it.',
  'flatten-index':
    'Publish an index that lists the image manifests themselves, or pin the inner index or the manifest of one platform by its digest.',
  'state-platforms':
    'Publish an index whose entries say their platform, or pin the manifest of one platform by its digest.',
  shrink:
    'Make the document smaller: large annotations and long histories are the usual reason. Rebuild under a new digest.',
  'give-keys': 'Give the nodes the keys (ocicrypt), or publish the image unencrypted for them.',
  'serve-foreign-layers':
    'Have the layers on the mirror too, or let the nodes reach the addresses that the manifest names for them.',
  'use-sha256': 'Build and push the image with sha256 digests, or upgrade the runtimes that are named.',
  'nothing-to-do':
    'Nothing, where this is meant for other tools (charts, signatures, SBOMs, build caches). Leave it out of runtimes with runtimes: [] for the image.',
};

const REMEDY_OF: Readonly<Record<RuntimeCause, Remedy>> = {
  'ambiguous-document': 'do-not-use',
  'schema1-signed': 'rebuild',
  'schema1-unsigned': 'rebuild',
  'legacy-config-docker': 'rebuild',
  'legacy-config-oci': 'rebuild',
  'unknown-config-docker': 'rebuild',
  'unknown-config-oci': 'rebuild',
  'unknown-layer-docker': 'rebuild',
  'unknown-layer-oci': 'rebuild',
  'only-unknown-layers-docker': 'rebuild',
  'only-unknown-layers-oci': 'rebuild',
  'zstd-layer-docker': 'gzip-or-upgrade',
  'zstd-layer-oci': 'gzip-or-upgrade',
  'encrypted-layers': 'give-keys',
  'foreign-layers': 'serve-foreign-layers',
  'docker-without-media-type': 'rebuild',
  'served-type-generic-root': 'serve-right-type',
  'served-type-generic-child': 'serve-right-type',
  'oci-served-as-docker': 'serve-right-type',
  'docker-served-as-oci': 'serve-right-type',
  'nested-index': 'flatten-index',
  'child-without-platform': 'state-platforms',
  'manifest-over-4-mib': 'shrink',
  'manifest-over-containerd-limit': 'shrink',
  'config-over-4-mib': 'shrink',
  'digest-not-sha256': 'use-sha256',
  artifact: 'nothing-to-do',
  'artifact-manifest': 'nothing-to-do',
  'build-cache-index': 'nothing-to-do',
};

export function remedyOf(cause: RuntimeCause): Remedy {
  return REMEDY_OF[cause];
}
