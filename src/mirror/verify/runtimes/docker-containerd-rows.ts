/** Docker Engine with the image store of containerd: the default of fresh installations since 29, optional since 23. */
import type { RuntimeCause } from './cause.ts';
import type { RuntimeRow } from './runtime-row.ts';

type Row = Omit<RuntimeRow, 'runtime' | 'cause'>;

/** None of these was seen: they are read from the code and from what the containerd inside was seen doing. */
export const DOCKER_CONTAINERD_ROWS: readonly RuntimeRow[] = [
  ...rowsFor(['legacy-config-docker', 'legacy-config-oci', 'unknown-config-docker', 'unknown-config-oci'], {
    effect: 'cannot-pull',
    note: 'fetches layers only for a config of the two known types, so that unpacking finds none',
    source: 'moby issue 48361, containerd client/pull.go',
  }),
  ...rowsFor(['schema1-signed'], {
    since: [26, 0, 0],
    effect: 'cannot-pull',
    note: 'refuses schema 1 (before 28.2 it takes it with DOCKER_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
    source: 'moby daemon/containerd/image_pull.go',
  }),
  ...rowsFor(['schema1-unsigned'], {
    effect: 'cannot-pull',
    note: 'does not know the media type and looks for a blob',
    source: 'containerd core/remotes/docker/fetcher.go',
  }),
  ...rowsFor(
    ['unknown-layer-docker', 'unknown-layer-oci', 'only-unknown-layers-docker', 'only-unknown-layers-oci'],
    {
      effect: 'cannot-pull',
      note: 'counts fewer layers than diff IDs',
      source: 'containerd client/image.go, core/unpack/unpacker.go',
    },
  ),
  ...rowsFor(['zstd-layer-docker'], {
    before: [28, 0, 0],
    effect: 'cannot-pull',
    note: 'has the client of containerd before 2.0 inside, which does not know the type as a layer',
    source: 'moby 28.0 vendor.mod',
  }),
  ...rowsFor(['encrypted-layers'], {
    effect: 'cannot-pull',
    note: 'has no way to give keys',
    source: 'moby daemon/containerd/image_pull.go',
  }),
  ...rowsFor(['foreign-layers'], {
    effect: 'needs',
    note: 'asks the addresses in the descriptor, then the registry; where no place has the layer the pull fails',
    source: 'containerd core/remotes/docker/fetcher.go',
  }),
  ...rowsFor(['served-type-generic-root'], {
    effect: 'cannot-pull',
    note: 'takes the Content-Type for the type of the content, and looks for a blob',
    source: 'containerd core/remotes/docker/resolver.go',
  }),
  ...rowsFor(['ambiguous-document'], {
    effect: 'cannot-pull',
    note: 'refuses an index that is also a manifest, and the reverse',
    source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
  }),
  ...rowsFor(['manifest-over-containerd-limit'], {
    effect: 'cannot-pull',
    note: 'refuses a manifest of more than 4395216 bytes when it resolves it',
    source: 'containerd core/remotes/docker/resolver.go',
  }),
  ...rowsFor(['digest-not-sha256'], {
    effect: 'needs',
    note: 'needs containerd 2.3 or later on the host, which keeps the content',
    source: 'containerd plugins/content/local/store.go',
  }),
  ...rowsFor(['artifact'], {
    effect: 'cannot-run',
    note: 'makes no container of it, or an empty one',
    source: 'containerd client/image.go',
  }),
  ...rowsFor(['artifact-manifest', 'build-cache-index'], {
    effect: 'cannot-pull',
    note: 'finds no image in it',
    source: 'containerd core/images/image.go',
  }),
];

function rowsFor(causes: readonly RuntimeCause[], row: Row): readonly RuntimeRow[] {
  return causes.map((cause): RuntimeRow => ({ cause, runtime: 'docker-containerd', ...row }));
}
