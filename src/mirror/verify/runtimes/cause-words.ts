/** The causes in words for people, after "this image": what is the matter, without any runtime. */
import type { RuntimeCause } from './cause.ts';

export const CAUSE_WORDS: Readonly<Record<RuntimeCause, string>> = {
  'ambiguous-document': 'has a document that can be read in two ways, for example as index and as manifest',
  'schema1-signed': 'is a signed Docker schema 1 manifest, a format of before 2016',
  'schema1-unsigned': 'is an unsigned Docker schema 1 manifest, a format of before 2016',
  'legacy-config-docker':
    'has a config of type application/octet-stream (or application/json, text/html, none) in a Docker manifest, as old builders pushed it',
  'legacy-config-oci':
    'has a config of type application/octet-stream (or application/json, text/html, none) in an OCI manifest',
  'unknown-config-docker': 'has file system layers under a config of unknown type in a Docker manifest',
  'unknown-config-oci': 'has file system layers under a config of unknown type in an OCI manifest',
  'unknown-layer-docker': 'has, beside others, a layer of unknown type in a Docker manifest',
  'unknown-layer-oci': 'has, beside others, a layer of unknown type in an OCI manifest',
  'only-unknown-layers-docker': 'has no layer of a known type in a Docker manifest',
  'only-unknown-layers-oci': 'has no layer of a known type in an OCI manifest',
  'zstd-layer-docker': 'has zstd layers of the unofficial Docker type',
  'zstd-layer-oci': 'has zstd layers',
  'encrypted-layers': 'has encrypted layers',
  'foreign-layers': 'has layers that may live outside of registries (Windows bases)',
  'docker-without-media-type': 'has a Docker manifest that does not say its mediaType',
  'served-type-generic-root':
    'is served with a Content-Type that is no manifest type, such as application/json',
  'served-type-generic-child':
    'has manifests in its index that are served with a Content-Type that is no manifest type',
  'oci-served-as-docker': 'has an OCI document that is served with the Content-Type of a Docker one',
  'docker-served-as-oci': 'has a Docker document that is served with the Content-Type of an OCI one',
  'nested-index': 'has an index inside its index',
  'child-without-platform': 'has an index with an entry that does not say its platform',
  'manifest-over-4-mib': 'has a manifest of more than 4 MiB',
  'manifest-over-containerd-limit': 'has a manifest of more than 4395216 bytes',
  'config-over-4-mib': 'has a config of more than 4 MiB',
  'digest-not-sha256': 'names content by digests that are not sha256',
  artifact: 'is an artifact for other tools, not a container image',
  'artifact-manifest': 'is a withdrawn OCI artifact manifest, not a container image',
  'build-cache-index': 'is a BuildKit cache (an index of blobs), not a container image',
};
