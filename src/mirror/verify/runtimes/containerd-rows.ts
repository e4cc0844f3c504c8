/** containerd as a kubelet uses it (CRI). `ctr` may do more: docs/runtimes.md says where. */
import type { RuntimeCause } from './cause.ts';
import type { RuntimeRow } from './runtime-row.ts';

type Row = Omit<RuntimeRow, 'runtime' | 'cause'>;

export const CONTAINERD_ROWS: readonly RuntimeRow[] = [
  ...rowsFor(
    ['legacy-config-docker', 'legacy-config-oci', 'unknown-config-docker', 'unknown-config-oci'],
    [
      {
        since: [1, 4, 0],
        before: [2, 1, 0],
        effect: 'cannot-pull',
        note: 'fetches layers only for a config of the two known types, so that unpacking finds none',
        source: 'containerd issues 2814, 3870, 5497 and 10628',
        seen: ['1.6.20', '1.7.35', '2.0.14'],
      },
      {
        since: [2, 1, 0],
        effect: 'cannot-run',
        note: 'reports a successful pull although it fetched no layer; creating the container then fails',
        source: 'containerd issue 10628; core/unpack/unpacker.go',
        seen: ['2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['schema1-signed'],
    [
      {
        since: [2, 0, 0],
        effect: 'cannot-pull',
        note: 'refuses schema 1 (2.0 takes it with CONTAINERD_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
        source: 'containerd RELEASES.md, deprecated features',
        seen: ['2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['schema1-unsigned'],
    [
      {
        effect: 'cannot-pull',
        note: 'does not know the media type and looks for a blob',
        source: 'containerd core/remotes/docker/fetcher.go',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['unknown-layer-docker', 'unknown-layer-oci'],
    [
      {
        effect: 'cannot-pull',
        note: 'counts fewer layers than diff IDs, or has no reader for the layer',
        source: 'containerd core/unpack/unpacker.go',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['only-unknown-layers-docker', 'only-unknown-layers-oci'],
    [
      {
        before: [2, 1, 0],
        effect: 'cannot-pull',
        note: 'finds no layer that it could unpack',
        source: 'containerd client/image.go',
        seen: ['1.6.20', '1.7.35', '2.0.14'],
      },
      {
        since: [2, 1, 0],
        effect: 'cannot-run',
        note: 'reports a successful pull although it unpacked nothing; creating the container then fails',
        source: 'containerd core/unpack/unpacker.go',
        seen: ['2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['zstd-layer-oci'],
    [
      {
        before: [1, 5, 0],
        effect: 'cannot-pull',
        note: 'does not decompress zstd',
        source: 'containerd 1.5.0 archive/compression',
      },
    ],
  ),
  ...rowsFor(
    ['zstd-layer-docker'],
    [
      {
        before: [2, 0, 0],
        effect: 'cannot-pull',
        note: 'does not know the type as a layer',
        source: 'containerd 2.0.0 core/images/mediatypes.go',
        seen: ['1.6.20', '1.7.35'],
      },
    ],
  ),
  ...rowsFor(
    ['encrypted-layers'],
    [
      {
        effect: 'needs',
        note: 'needs a decoder (ctd-decoder) and its keys on the node; without them the pull fails',
        source: 'containerd docs/cri/decryption.md',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['foreign-layers'],
    [
      {
        effect: 'needs',
        note: 'asks the addresses in the descriptor, then the registry; where no place has the layer the pull fails',
        source: 'containerd core/remotes/docker/fetcher.go',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['served-type-generic-root'],
    [
      {
        effect: 'cannot-pull',
        note: 'takes the Content-Type for the type of the content, and looks for a blob (text/plain: for schema 1)',
        source: 'containerd core/remotes/docker/resolver.go',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['ambiguous-document'],
    [
      {
        since: [1, 4, 12],
        before: [1, 5, 0],
        effect: 'cannot-pull',
        note: 'refuses an index that is also a manifest, and the reverse',
        source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
      },
      {
        since: [1, 5, 8],
        effect: 'cannot-pull',
        note: 'refuses an index that is also a manifest, and the reverse',
        source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['manifest-over-containerd-limit'],
    [
      {
        since: [1, 3, 0],
        effect: 'cannot-pull',
        note: 'refuses a manifest of more than 4395216 bytes when it resolves it',
        source: 'containerd core/remotes/docker/resolver.go',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['digest-not-sha256'],
    [
      {
        before: [2, 3, 0],
        effect: 'cannot-pull',
        note: 'hashes with sha256 whatever the digest says',
        source: 'containerd plugins/content/local/store.go',
        seen: ['1.6.20', '1.7.35', '2.0.14'],
      },
    ],
  ),
  ...rowsFor(
    ['artifact'],
    [
      {
        before: [1, 6, 25],
        effect: 'cannot-pull',
        note: 'counts the layers against diff IDs that an artifact does not have',
        source: 'containerd 1.6.25 image.go',
        seen: ['1.6.20'],
      },
      {
        since: [1, 7, 0],
        before: [1, 7, 7],
        effect: 'cannot-pull',
        note: 'counts the layers against diff IDs that an artifact does not have',
        source: 'containerd 1.7.7 image.go',
      },
      {
        since: [1, 6, 25],
        before: [1, 7, 0],
        effect: 'cannot-run',
        note: 'pulls it and makes no container of it, or an empty one',
        source: 'containerd 1.6.25 image.go',
      },
      {
        since: [1, 7, 7],
        effect: 'cannot-run',
        note: 'pulls it and makes no container of it, or an empty one',
        source: 'containerd client/image.go',
        seen: ['1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
  ...rowsFor(
    ['artifact-manifest', 'build-cache-index'],
    [
      {
        effect: 'cannot-pull',
        note: 'finds no image in it',
        source: 'containerd core/images/image.go',
        seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
      },
    ],
  ),
];

function rowsFor(causes: readonly RuntimeCause[], rows: readonly Row[]): readonly RuntimeRow[] {
  return causes.flatMap((cause) => rows.map((row): RuntimeRow => ({ cause, runtime: 'containerd', ...row })));
}
