/** Causes in how a document is written, named and served, whatever it describes. */
import type { Descriptor } from '../../../oci/descriptor.ts';
import type { IndexNode } from '../../../oci/manifest.ts';
import {
  DOCKER_LIST,
  DOCKER_MANIFEST,
  DOCKER_SCHEMA1,
  manifestRole,
  OCI_INDEX,
  OCI_MANIFEST,
} from '../../../oci/media-type.ts';
import { MANIFEST_LIMIT_BYTES } from '../../../oci/store.ts';
import type { WalkedManifest } from '../walked.ts';
import type { CauseAt, RuntimeCause } from './cause.ts';

/** What containerd takes since 1.3: 4 × 1048 × 1048 bytes (core/remotes/docker/resolver.go), a little over 4 MiB. */
export const CONTAINERD_LIMIT_BYTES = 4 * 1048 * 1048;

export function documentCauses(manifest: WalkedManifest): readonly CauseAt[] {
  const { content, digest } = manifest;
  const own = [...sizeCauses(manifest.sizeBytes), ...servedCauses(manifest), ...writtenCauses(manifest)];
  const at = own.map((cause) => ({ cause, digest }));
  const isIndex = content.kind === 'node' && content.node.kind === 'index';
  return isIndex ? [...at, ...childCauses(manifest, content.node)] : at;
}

function sizeCauses(sizeBytes: number): readonly RuntimeCause[] {
  return [
    ...(sizeBytes > MANIFEST_LIMIT_BYTES ? (['manifest-over-4-mib'] as const) : []),
    ...(sizeBytes > CONTAINERD_LIMIT_BYTES ? (['manifest-over-containerd-limit'] as const) : []),
  ];
}

/** Nothing served is no cause: layouts serve no type. */
function servedCauses({ servedType, nesting, content }: WalkedManifest): readonly RuntimeCause[] {
  if (content.kind === 'refused' || servedType === '') return [];
  if (manifestRole(servedType) === 'unknown')
    return [nesting === 0 ? 'served-type-generic-root' : 'served-type-generic-child'];
  const { bodyMediaType } = content.node;
  if (isDocker(servedType) && isOci(bodyMediaType)) return ['oci-served-as-docker'];
  return isOci(servedType) && isDocker(bodyMediaType) ? ['docker-served-as-oci'] : [];
}

function isDocker(mediaType: string): boolean {
  return mediaType === DOCKER_MANIFEST || mediaType === DOCKER_LIST;
}

function isOci(mediaType: string): boolean {
  return mediaType === OCI_MANIFEST || mediaType === OCI_INDEX;
}

function writtenCauses({ content, servedType, statedType }: WalkedManifest): readonly RuntimeCause[] {
  if (content.kind === 'node') {
    const { bodyMediaType, mediaType } = content.node;
    return bodyMediaType === '' && mediaType === DOCKER_MANIFEST ? ['docker-without-media-type'] : [];
  }
  switch (content.rule) {
    case 'schema1-manifest':
      return [[statedType, servedType].includes(DOCKER_SCHEMA1) ? 'schema1-unsigned' : 'schema1-signed'];
    case 'manifest-ambiguous':
    case 'media-type-mismatch':
      return ['ambiguous-document'];
    case 'manifest-unparsable':
      return [];
  }
}

/** A child over the limit could not be read; a nested index is told where it stands. */
function childCauses({ digest }: WalkedManifest, { children }: IndexNode): readonly CauseAt[] {
  return children.flatMap(({ descriptor, role }): readonly CauseAt[] => {
    if (role !== 'index' && role !== 'manifest') return [];
    return [
      ...sizeCauses(descriptor.size).map((cause) => ({ cause, digest: descriptor.digest })),
      ...(role === 'index' ? ([{ cause: 'nested-index', digest: descriptor.digest }] as const) : []),
      ...(isWithoutPlatform(descriptor) ? ([{ cause: 'child-without-platform', digest }] as const) : []),
    ];
  });
}

function isWithoutPlatform({ platform, artifactType }: Descriptor): boolean {
  return platform === undefined && artifactType === undefined;
}
