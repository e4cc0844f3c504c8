/** Media types of manifests and blobs, and what this tool makes of them. */
import type { Descriptor } from './descriptor.ts';

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** From a release candidate of image-spec 1.1, withdrawn; still found in registries. */
export const OCI_ARTIFACT_MANIFEST = 'application/vnd.oci.artifact.manifest.v1+json';
export const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
export const DOCKER_SCHEMA1 = 'application/vnd.docker.distribution.manifest.v1+json';
export const DOCKER_SCHEMA1_SIGNED = 'application/vnd.docker.distribution.manifest.v1+prettyjws';

export const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
export const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
export const DOCKER_PLUGIN_CONFIG = 'application/vnd.docker.plugin.v1+json';
export const BUILDKIT_CACHE_CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
export const HELM_CONFIG = 'application/vnd.cncf.helm.config.v1+json';
export const WASM_CONFIG = 'application/vnd.wasm.config.v0+json';
export const WASM_CONFIG_V1 = 'application/vnd.wasm.config.v1+json';
/** The two bytes `{}` as config or layer of an artifact. */
export const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';

export const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
export const OCI_LAYER_NONDISTRIBUTABLE = 'application/vnd.oci.image.layer.nondistributable.v1.tar';
export const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
export const DOCKER_LAYER_FOREIGN = 'application/vnd.docker.image.rootfs.foreign.diff.tar';
export const IN_TOTO = 'application/vnd.in-toto+json';

/** Says nothing about the content. As the type of an image config it breaks pulls (rule `config-octet-stream`). */
export const OCTET_STREAM = 'application/octet-stream';

/** `Accept` for reading manifests: the four current types, and schema 1 so that it is recognised, not converted. */
export const MANIFEST_ACCEPT = [
  OCI_INDEX,
  OCI_MANIFEST,
  DOCKER_LIST,
  DOCKER_MANIFEST,
  DOCKER_SCHEMA1_SIGNED,
  DOCKER_SCHEMA1,
].join(', ');

export type ManifestRole = 'index' | 'manifest' | 'schema1' | 'unknown';

const ROLES: ReadonlyMap<string, ManifestRole> = new Map<string, ManifestRole>([
  [OCI_INDEX, 'index'],
  [DOCKER_LIST, 'index'],
  [OCI_MANIFEST, 'manifest'],
  [DOCKER_MANIFEST, 'manifest'],
  [OCI_ARTIFACT_MANIFEST, 'manifest'],
  [DOCKER_SCHEMA1, 'schema1'],
  [DOCKER_SCHEMA1_SIGNED, 'schema1'],
]);

const FOREIGN_LAYERS: ReadonlySet<string> = new Set([
  DOCKER_LAYER_FOREIGN,
  `${DOCKER_LAYER_FOREIGN}.gzip`,
  ...withOciCompressions(OCI_LAYER_NONDISTRIBUTABLE),
]);

/** What builders and registries wrote in place of an image config's type (distribution/distribution#1621). */
const LEGACY_CONFIGS: ReadonlySet<string> = new Set([OCTET_STREAM, 'application/json', 'text/html', '']);

const LAYER_TYPES: ReadonlySet<string> = new Set([
  DOCKER_LAYER,
  `${DOCKER_LAYER}.gzip`,
  `${DOCKER_LAYER}.zstd`,
  ...withOciCompressions(OCI_LAYER),
  ...FOREIGN_LAYERS,
]);

const BLOB_TYPES: ReadonlySet<string> = new Set([
  OCI_CONFIG,
  DOCKER_CONFIG,
  DOCKER_PLUGIN_CONFIG,
  BUILDKIT_CACHE_CONFIG,
  HELM_CONFIG,
  WASM_CONFIG,
  WASM_CONFIG_V1,
  OCI_EMPTY,
  DOCKER_LAYER,
  `${DOCKER_LAYER}.gzip`,
  `${DOCKER_LAYER}.zstd`,
  ...withOciCompressions(OCI_LAYER),
  ...withOciCompressions(OCI_LAYER).map((type) => `${type}+encrypted`),
  ...FOREIGN_LAYERS,
  ...[...FOREIGN_LAYERS].filter((type) => type.includes('oci')).map((type) => `${type}+encrypted`),
  IN_TOTO,
  'application/vnd.dev.cosign.simplesigning.v1+json',
  'application/vnd.dsse.envelope.v1+json',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
  'application/vnd.cncf.notary.signature',
  'application/jose+json',
  'application/cose',
  'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
  'application/vnd.cncf.helm.chart.provenance.v1.prov',
  'application/wasm',
  'application/vnd.wasm.content.layer.v1+wasm',
  'application/vnd.module.wasm.content.layer.v1+wasm',
]);

/** What a manifest media type promises. Exact: parameters and other cases are `unknown` (see `bareMediaType`). */
export function manifestRole(mediaType: string): ManifestRole {
  return ROLES.get(mediaType) ?? 'unknown';
}

/** Whether `mediaType` is a layer, config or artifact content type in known use. Unknown types are copied all the same. */
export function isKnownBlobType(mediaType: string): boolean {
  return BLOB_TYPES.has(mediaType);
}

/** Whether a layer may live outside of registries: a foreign or nondistributable type, or a descriptor with `urls`. */
export function isForeignLayer(descriptor: Descriptor): boolean {
  const type = descriptor.mediaType.replace(/\+encrypted$/, '');
  return FOREIGN_LAYERS.has(type) || (descriptor.urls ?? []).length > 0;
}

/** Whether `mediaType` is one of the two config types that container runtimes run. */
export function isRunnableConfig(mediaType: string): boolean {
  return mediaType === OCI_CONFIG || mediaType === DOCKER_CONFIG;
}

/** Whether a config of type `mediaType` may be an image's, from a time when the type was not written right. */
export function isLegacyConfig(mediaType: string): boolean {
  return LEGACY_CONFIGS.has(mediaType);
}

/** Whether `mediaType` is a file system layer of a container image, encrypted or not. */
export function isLayerType(mediaType: string): boolean {
  return LAYER_TYPES.has(mediaType.replace(/\+encrypted$/, ''));
}

/** A Content-Type without parameters, lower case: `Text/HTML; charset=utf-8` is `text/html`. */
export function bareMediaType(contentType: string): string {
  const semicolon = contentType.indexOf(';');
  return (semicolon < 0 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase();
}

function withOciCompressions(tar: string): readonly string[] {
  return [tar, `${tar}+gzip`, `${tar}+zstd`];
}
