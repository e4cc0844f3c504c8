/** Reads what one place keeps beside an image and what may be a signature of it. Nothing of it is trusted. */
import { isMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { type ManifestNode, parseManifest } from '../../oci/manifest.ts';
import type { Referrer, ReferrerList } from '../../oci/referrer.ts';
import type { RawManifest, Source } from '../../oci/store.ts';
import { readMaterial } from '../../signatures/find-material.ts';
import type { PassedOver, SignatureMaterial } from '../../signatures/material.ts';
import { mapEach } from '../each.ts';
import type { Health } from '../health.ts';

/** Manifests beside one image that are read: whoever may push there could otherwise make looking endless. */
const MANIFEST_LIMIT = 100;
const MANIFESTS_AT_ONCE = 4;

export interface Looking {
  readonly store: Source;
  /** What `health` calls the place: the name of a mirror, `source ORIGIN`. */
  readonly place: string;
  readonly health: Health;
  readonly signal: AbortSignal;
  /** What refers to a digest there. */
  readonly listOf: (subject: Digest) => Promise<ReferrerList>;
  /** Told of bytes that were read. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Everything beside `subjects` that may be a signature or an attestation, within the limits. What is listed and cannot be
 * served counts as passed over; a place that does not answer throws MirrorError, since that is not the same as nothing.
 */
export async function materialBeside(
  subjects: readonly Digest[],
  looking: Looking,
): Promise<SignatureMaterial> {
  const lists = await mapEach(subjects, subjects.length, (subject) => looking.listOf(subject));
  const listed = distinct(lists.flatMap(({ referrers }) => referrers));
  const read = await mapEach(listed.slice(0, MANIFEST_LIMIT), MANIFESTS_AT_ONCE, (digest) =>
    readManifest(digest, looking),
  );
  const { candidates, passedOver } = await readMaterial(
    read.flatMap(({ node }) => node ?? []),
    (blob) => readBlob(blob, looking),
  );
  const beyond = listed.length - MANIFEST_LIMIT;
  return {
    candidates,
    passedOver: [
      ...passedOver,
      ...read.flatMap(({ unserved }) => unserved ?? []),
      ...(beyond > 0 ? [{ kind: 'too-many' as const, count: beyond }] : []),
    ],
  };
}

/** Those under tags of cosign come first: there is one for each name, however much others attach. */
function distinct(referrers: readonly Referrer[]): readonly Digest[] {
  const [tagged, others] = [
    referrers.filter(({ tag }) => tag !== null),
    referrers.filter(({ tag }) => tag === null),
  ];
  return [...new Set([...tagged, ...others].map(({ descriptor }) => descriptor.digest))];
}

interface ReadBeside {
  readonly node?: ManifestNode;
  readonly unserved?: PassedOver;
}

async function readManifest(digest: Digest, looking: Looking): Promise<ReadBeside> {
  const { store, place, health, signal, onBytes } = looking;
  let raw: RawManifest;
  try {
    raw = await health.guard(place, signal, (guarded) => store.readManifest(digest, guarded));
  } catch (error) {
    if (!isAboutManifest(error)) throw error;
    return { unserved: { kind: 'unserved', manifest: digest } };
  }
  onBytes(raw.bytes.byteLength);
  const parsed = parseManifest(raw);
  // What is no manifest with layers holds no signature of a kind that is known.
  return parsed.ok && parsed.node.kind === 'manifest' ? { node: withoutBytes(parsed.node) } : {};
}

/** Rather than about the place. A registry answers 500 for a manifest file that is cut. */
function isAboutManifest(error: unknown): boolean {
  return (
    isMirrorError(error, 'not-found', 'digest-mismatch', 'size-mismatch', 'too-large') ||
    (isMirrorError(error, 'unavailable') && error.status === 500)
  );
}

async function readBlob(blob: Descriptor, looking: Looking): Promise<Uint8Array | null> {
  const { store, place, health, signal, onBytes } = looking;
  const read = await health.guard(place, signal, (guarded) => store.readSmallBlob(blob, guarded));
  if (read.kind !== 'read') return null;
  onBytes(read.bytes.byteLength);
  return read.bytes;
}

function withoutBytes(node: ManifestNode): ManifestNode {
  return { ...node, raw: { ...node.raw, bytes: new Uint8Array() } };
}
