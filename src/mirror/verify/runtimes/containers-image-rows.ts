/**
 * CRI-O and Podman pull with the same library, containers/image. Which release has which version of it stands in their
 * go.mod: CRI-O 1.24 has 5.17, 1.25 has 5.22, 1.35 has 5.38; Podman 4.0 has 5.19, 4.2 has 5.22, 5.7 has 5.38.
 */
import type { RuntimeCause } from './cause.ts';
import type { RuntimeRow } from './runtime-row.ts';

type Row = Omit<RuntimeRow, 'runtime' | 'cause' | 'since' | 'before' | 'seen'>;
type Versions = Pick<RuntimeRow, 'since' | 'before'>;

interface Releases {
  readonly 'cri-o': Versions;
  readonly podman: Versions;
}

const ALL: Releases = { 'cri-o': {}, podman: {} };
/** containers/image 5.17 */
const REFUSES_AMBIGUOUS: Releases = {
  'cri-o': { since: [1, 24, 0] },
  podman: { since: [4, 0, 0] },
};
/** containers/image 5.22 */
const REFUSES_ARTIFACTS: Releases = {
  'cri-o': { since: [1, 25, 0] },
  podman: { since: [4, 2, 0] },
};
/** containers/image 5.38 */
const BEFORE_DOCKER_ZSTD: Releases = {
  'cri-o': { before: [1, 35, 0] },
  podman: { before: [5, 7, 0] },
};

export const CONTAINERS_IMAGE_ROWS: readonly RuntimeRow[] = [
  ...rowsFor(['legacy-config-oci', 'unknown-config-oci', 'docker-served-as-oci'], REFUSES_ARTIFACTS, {
    effect: 'cannot-pull',
    note: 'takes an OCI manifest with another config than that of an OCI image for an artifact',
    source: 'containers/image 5.22, manifest/oci.go (NonImageArtifactError)',
  }),
  ...rowsFor(['schema1-unsigned'], ALL, {
    effect: 'cannot-run',
    note: 'pulls it and cannot make a container of it',
    source: 'only what was seen',
  }),
  ...rowsFor(['unknown-layer-docker', 'only-unknown-layers-docker'], ALL, {
    effect: 'cannot-pull',
    note: 'refuses a Docker manifest with other than the known types',
    source: 'containers/image manifest/manifest.go (SupportedSchema2MediaType)',
  }),
  ...rowsFor(['zstd-layer-docker'], BEFORE_DOCKER_ZSTD, {
    effect: 'cannot-pull',
    note: 'refuses a Docker manifest with other than the known types',
    source: 'containers/image manifest/manifest.go (SupportedSchema2MediaType)',
  }),
  ...rowsFor(['encrypted-layers'], ALL, {
    effect: 'needs',
    note: 'needs the keys (--decryption-key, or decryption_keys_path of CRI-O); without them the pull fails',
    source: 'containers/image docs, CRI-O docs/crio.conf.5.md',
  }),
  ...rowsFor(['foreign-layers'], ALL, {
    effect: 'needs',
    note: 'asks the addresses in the descriptor, else the registry; where the layer is not there the pull fails',
    source: 'containers/image docker/docker_image_src.go',
  }),
  ...rowsFor(['docker-without-media-type'], ALL, {
    effect: 'cannot-pull',
    note: 'refuses a Docker manifest without mediaType',
    source: 'containers/image manifest/docker_schema2.go',
  }),
  ...rowsFor(['served-type-generic-root', 'served-type-generic-child'], ALL, {
    effect: 'cannot-pull',
    note: 'takes a manifest of another Content-Type for schema 1',
    source: 'containers/image manifest/manifest.go (NormalizedMIMEType)',
  }),
  ...rowsFor(['oci-served-as-docker'], ALL, {
    effect: 'cannot-pull',
    note: 'wants the mediaType of a Docker manifest in what is served as one',
    source: 'containers/image manifest/docker_schema2.go',
  }),
  ...rowsFor(['ambiguous-document'], REFUSES_AMBIGUOUS, {
    effect: 'cannot-pull',
    note: 'refuses a document with keys of another kind',
    source: 'CVE-2021-41190, containers/image 5.17',
  }),
  ...rowsFor(['nested-index'], ALL, {
    effect: 'cannot-pull',
    note: 'expects image manifests in an index',
    source: 'containers/image copy/single.go',
  }),
  ...rowsFor(['manifest-over-4-mib', 'config-over-4-mib'], ALL, {
    effect: 'cannot-pull',
    note: 'reads manifests and configs to 4 MiB',
    source: 'containers/image internal/iolimits',
  }),
  ...rowsFor(['artifact'], REFUSES_ARTIFACTS, {
    effect: 'cannot-pull',
    note: 'refuses to treat an artifact as an image',
    source: 'containers/image 5.22, manifest/oci.go (NonImageArtifactError)',
  }),
  ...rowsFor(['artifact-manifest', 'build-cache-index'], ALL, {
    effect: 'cannot-pull',
    note: 'finds no image in it',
    source: 'containers/image manifest/manifest.go',
  }),
];

/** Podman 4.3.1 was seen doing each of them. */
function rowsFor(causes: readonly RuntimeCause[], releases: Releases, row: Row): readonly RuntimeRow[] {
  return causes.flatMap((cause): readonly RuntimeRow[] => [
    { cause, runtime: 'cri-o', ...releases['cri-o'], ...row },
    { cause, runtime: 'podman', ...releases.podman, ...row, seen: ['4.3.1'] },
  ]);
}
