/** Docker Engine with its own image store (graph drivers). */
import type { RuntimeCause } from './cause.ts';
import type { RuntimeRow } from './runtime-row.ts';

type Row = Omit<RuntimeRow, 'runtime' | 'cause'>;

const SEEN = ['20.10.24'] as const;

export const DOCKER_ROWS: readonly RuntimeRow[] = [
  ...rowsFor(['schema1-signed'], {
    since: [26, 0, 0],
    effect: 'cannot-pull',
    note: 'refuses schema 1 (before 28.2 it takes it with DOCKER_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
    source: 'Docker, deprecated features, "Pushing and pulling with image manifest v2 schema 1"',
  }),
  ...rowsFor(['schema1-unsigned'], {
    effect: 'cannot-pull',
    note: 'asks for a signature, later refuses schema 1 at all',
    source: 'moby distribution/pull_v2.go',
    seen: SEEN,
  }),
  ...rowsFor(['unknown-config-docker', 'unknown-config-oci'], {
    effect: 'cannot-pull',
    note: 'refuses configs of other types than the two of images and four old ones',
    source: 'moby distribution/registry.go, distribution/pull_v2.go',
    seen: SEEN,
  }),
  ...rowsFor(
    [
      'unknown-layer-docker',
      'unknown-layer-oci',
      'only-unknown-layers-docker',
      'only-unknown-layers-oci',
      'artifact',
    ],
    {
      effect: 'cannot-pull',
      note: 'refuses content of unsupported media types',
      source: 'moby distribution/pull_v2.go',
      seen: SEEN,
    },
  ),
  ...rowsFor(['zstd-layer-docker', 'zstd-layer-oci'], {
    before: [23, 0, 0],
    effect: 'cannot-pull',
    note: 'does not decompress zstd',
    source: 'moby 23.0 pkg/archive',
    seen: SEEN,
  }),
  ...rowsFor(['encrypted-layers'], {
    effect: 'cannot-pull',
    note: 'cannot decrypt layers',
    source: 'moby distribution/pull_v2.go',
    seen: SEEN,
  }),
  ...rowsFor(['foreign-layers'], {
    effect: 'needs',
    note: 'needs the layer on the registry, or on Windows at the addresses in the descriptor',
    source: 'moby distribution/pull_v2_windows.go',
    seen: SEEN,
  }),
  ...rowsFor(['docker-without-media-type'], {
    effect: 'cannot-pull',
    note: 'refuses a Docker manifest whose mediaType is not that of one',
    source: 'distribution manifest/schema2',
    seen: SEEN,
  }),
  ...rowsFor(['served-type-generic-root'], {
    effect: 'cannot-pull',
    note: 'takes a manifest of another Content-Type for schema 1',
    source: 'distribution manifests.go',
    seen: SEEN,
  }),
  ...rowsFor(['served-type-generic-child'], {
    effect: 'cannot-pull',
    note: 'takes a manifest of another Content-Type for schema 1',
    source: 'distribution manifests.go',
    seen: SEEN,
  }),
  ...rowsFor(['oci-served-as-docker', 'docker-served-as-oci'], {
    effect: 'cannot-pull',
    note: 'wants the mediaType in the body to be the Content-Type',
    source: 'distribution manifest/schema2, manifest/ocischema',
    seen: SEEN,
  }),
  ...rowsFor(['ambiguous-document'], {
    since: [20, 10, 11],
    effect: 'cannot-pull',
    note: 'refuses an index that is also a manifest, and the reverse',
    source: 'CVE-2021-41190, GHSA-xmmx-7jpf-fx42',
    seen: SEEN,
  }),
  ...rowsFor(['nested-index'], {
    before: [23, 0, 0],
    effect: 'cannot-pull',
    note: 'expects image manifests in an index',
    source: 'moby 23.0 distribution/pull_v2.go',
    seen: SEEN,
  }),
  ...rowsFor(['child-without-platform'], {
    before: [23, 0, 0],
    effect: 'cannot-pull',
    note: 'passes over entries without platform, and fails where no other fits',
    source: 'moby 23.0 distribution/pull_v2_unix.go',
    seen: SEEN,
  }),
  ...rowsFor(['artifact-manifest', 'build-cache-index'], {
    effect: 'cannot-pull',
    note: 'finds no image in it',
    source: 'moby distribution/pull_v2.go',
    seen: SEEN,
  }),
];

function rowsFor(causes: readonly RuntimeCause[], row: Row): readonly RuntimeRow[] {
  return causes.map((cause): RuntimeRow => ({ cause, runtime: 'docker', ...row }));
}
