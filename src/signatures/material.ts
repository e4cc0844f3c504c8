/** What may prove something about an image: bytes that somebody put beside it, none of them trusted. */
import type { Digest } from '../oci/digest.ts';
import { SMALL_BLOB_LIMIT_BYTES } from '../oci/store.ts';

/** More than these are not looked at: whoever may push to the repository could otherwise make verifying endless. */
export const CANDIDATE_LIMIT = 50;
/** Largest signature or attestation that is read: what is read of one blob as a whole. */
export const CANDIDATE_LIMIT_BYTES = SMALL_BLOB_LIMIT_BYTES;
/** Largest sum of those of one image. */
export const MATERIAL_LIMIT_BYTES = 32 * 1024 * 1024;

/** Where a candidate lies. */
export interface Evidence {
  readonly form: EvidenceForm;
  /** The layer that holds it. */
  readonly blob: Digest;
  /** The manifest that lists the layer. */
  readonly manifest: Digest;
}

/**
 * `bundle`: a sigstore bundle (cosign 3, GitHub's attestations). `cosign-signature`: a simple signing payload with
 * cosign's annotations. `cosign-attestation`: a DSSE envelope with cosign's annotations.
 */
export type EvidenceForm = 'bundle' | 'cosign-signature' | 'cosign-attestation';

export interface Candidate {
  readonly evidence: Evidence;
  /** The layer's bytes; they hash to `evidence.blob`. */
  readonly bytes: Uint8Array;
  /** Those of the layer's descriptor; without prototype. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** A candidate that was not looked at, and why. */
export type PassedOver =
  | { readonly kind: 'too-large'; readonly evidence: Evidence; readonly sizeBytes: number }
  /** The store lists it and cannot serve it, or serves something else. */
  | { readonly kind: 'damaged'; readonly evidence: Evidence }
  /** A manifest that is listed and cannot be served, so that nobody knows what it holds. */
  | { readonly kind: 'unserved'; readonly manifest: Digest }
  /** `count` further ones were not read: there were more than CANDIDATE_LIMIT, or they are larger than MATERIAL_LIMIT_BYTES together. */
  | { readonly kind: 'too-many'; readonly count: number };

export interface SignatureMaterial {
  /** At most CANDIDATE_LIMIT. */
  readonly candidates: readonly Candidate[];
  readonly passedOver: readonly PassedOver[];
}

/** One place, a repository of a source or of a mirror, as that which holds what belongs to an image. */
export interface SignatureSource {
  /**
   * Everything beside `subject` that may be a signature or an attestation: its referrers, and what cosign's tags
   * `sha256-<hex>.sig` and `.att` list. Nothing at all is empty material. Throws `MirrorError` when it cannot be found
   * out.
   */
  materialFor(subject: Digest, signal: AbortSignal): Promise<SignatureMaterial>;
}
