/** Which layers of the manifests beside an image may be signatures, and what becomes of their bytes. */
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf } from '../oci/digest.ts';
import type { ManifestNode } from '../oci/manifest.ts';
import {
  CANDIDATE_LIMIT,
  CANDIDATE_LIMIT_BYTES,
  type Candidate,
  type Evidence,
  type EvidenceForm,
  MATERIAL_LIMIT_BYTES,
  type PassedOver,
  type SignatureMaterial,
} from './material.ts';

const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d+\.\d+)?\+json(?:;|$)/;
const SIMPLE_SIGNING_TYPE = 'application/vnd.dev.cosign.simplesigning.v1+json';
const DSSE_TYPE = 'application/vnd.dsse.envelope.v1+json';

/** A layer that is worth reading. */
export interface MaterialRead {
  readonly evidence: Evidence;
  readonly blob: Descriptor;
}

export interface MaterialPlan {
  readonly reads: readonly MaterialRead[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * What to read of `manifests` (referrers of an image, and what cosign's tags point to), in their order, each layer once,
 * within the limits. Layers are known by their media types alone: what an index says of a manifest is not believed.
 */
export function planMaterial(manifests: readonly ManifestNode[]): MaterialPlan {
  const reads: MaterialRead[] = [];
  const passedOver: PassedOver[] = [];
  let sizeBytes = 0;
  let beyond = 0;
  for (const read of distinctReads(manifests)) {
    const { size } = read.blob;
    if (size > CANDIDATE_LIMIT_BYTES) {
      if (passedOver.length < CANDIDATE_LIMIT) {
        passedOver.push({ kind: 'too-large', evidence: read.evidence, sizeBytes: size });
      }
    } else if (reads.length === CANDIDATE_LIMIT || sizeBytes + size > MATERIAL_LIMIT_BYTES) beyond += 1;
    else {
      reads.push(read);
      sizeBytes += size;
    }
  }
  if (beyond > 0) passedOver.push({ kind: 'too-many', count: beyond });
  return { reads, passedOver };
}

function distinctReads(manifests: readonly ManifestNode[]): readonly MaterialRead[] {
  const reads = manifests.flatMap((node) => node.layers.flatMap((layer) => readOf(layer, node) ?? []));
  // One payload may stand under several signatures, which differ in their annotations only.
  const keyOf = ({ blob }: MaterialRead) =>
    JSON.stringify([blob.digest, blob.mediaType, blob.annotations ?? {}]);
  return [...new Map(reads.map((read) => [keyOf(read), read])).values()];
}

function readOf(blob: Descriptor, { raw }: ManifestNode): MaterialRead | null {
  const form = formOf(blob.mediaType);
  return form === null
    ? null
    : { evidence: { form, blob: blob.digest, manifest: raw.descriptor.digest }, blob };
}

function formOf(mediaType: string): EvidenceForm | null {
  if (BUNDLE_TYPE.test(mediaType)) return 'bundle';
  if (mediaType === SIMPLE_SIGNING_TYPE) return 'cosign-signature';
  return mediaType === DSSE_TYPE ? 'cosign-attestation' : null;
}

/** The candidate in the bytes that were read; null bytes, and bytes of another digest, are none. */
export function candidateOf(
  { evidence, blob }: MaterialRead,
  bytes: Uint8Array | null,
): Candidate | PassedOver {
  if (bytes === null || digestOf(bytes, blob.digest) !== blob.digest) return { kind: 'damaged', evidence };
  return { evidence, bytes, annotations: blob.annotations ?? {} };
}

/**
 * Reads what `planMaterial` plans, one after the other. `readBlob` gives a blob's bytes, or null where the store cannot serve
 * it (`Source.readSmallBlob` of another kind than `read`); what it throws is thrown.
 */
export async function readMaterial(
  manifests: readonly ManifestNode[],
  readBlob: (blob: Descriptor) => Promise<Uint8Array | null>,
): Promise<SignatureMaterial> {
  const { reads, passedOver } = planMaterial(manifests);
  const candidates: Candidate[] = [];
  const damaged: PassedOver[] = [];
  for (const read of reads) {
    const found = candidateOf(read, await readBlob(read.blob));
    if ('kind' in found) damaged.push(found);
    else candidates.push(found);
  }
  return { candidates, passedOver: [...passedOver, ...damaged] };
}
