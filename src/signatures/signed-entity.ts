/** A candidate in the form that sigstore's verifier takes, with what it claims. */
import type { Bundle } from '@sigstore/bundle';
import type { SignedEntity } from '@sigstore/verify';
import type { JsonObject } from '../oci/descriptor-json.ts';
import { readJsonDocument } from '../oci/json-document.ts';
import { objectShape } from '../oci/json-scan.ts';
import type { Parsed } from '../oci/reference.ts';
import { type Claim, readSimpleSigning, readStatement } from './claim.ts';
import { legacyBundle } from './legacy-bundle.ts';
import type { Candidate } from './material.ts';
import type { Sigstore } from './sigstore.ts';
import type { SignatureFailure } from './verdict.ts';

const IN_TOTO = 'application/vnd.in-toto+json';
const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=0\.[123]|\.v0\.3\+json)$/;
/** A signature is in one log, or in a few. sigstore's verifier compares all entries with each other before it verifies any. */
const ENTRY_LIMIT = 8;
/** The verifier reads numbers out of both before it knows who wrote them; a number of millions of digits takes seconds. */
const CHECKPOINT_LIMIT = 16 * 1024;
const INDEX_LIMIT = 20;
const BUNDLE_KEYS = objectShape({
  mediaType: null,
  messageSignature: null,
  dsseEnvelope: objectShape({ payload: null, payloadType: null, signatures: null }),
  verificationMaterial: objectShape({
    publicKey: null,
    x509CertificateChain: null,
    certificate: null,
    tlogEntries: null,
    timestampVerificationData: null,
  }),
});

export interface SignedCandidate {
  readonly candidate: Candidate;
  /** Not verified: what the signature, if it is one, is over. */
  readonly claim: Claim;
  readonly entity: SignedEntity;
}

export type ReadCandidate =
  | { readonly ok: true; readonly value: SignedCandidate }
  | { readonly ok: false; readonly failure: SignatureFailure };

/** Reads a candidate; verifies nothing. Never throws: what sigstore's packages choke on is unreadable. */
export function readCandidate(candidate: Candidate, sigstore: Sigstore): ReadCandidate {
  const json = candidate.evidence.form === 'bundle' ? bundleJson(candidate.bytes) : legacyBundle(candidate);
  if (!json.ok) return unreadable(json.why);
  try {
    return readBundle(candidate, sigstore.bundle.bundleFromJSON(json.value), sigstore);
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

function bundleJson(bytes: Uint8Array): Parsed<JsonObject> {
  const document = readJsonDocument(bytes, BUNDLE_KEYS);
  return document.ok ? { ok: true, value: document.body } : document;
}

function readBundle(candidate: Candidate, bundle: Bundle, { verify }: Sigstore): ReadCandidate {
  if (!BUNDLE_TYPE.test(bundle.mediaType)) return unsupported(`a bundle of type ${bundle.mediaType}`);
  if (isCrowded(bundle)) return unsupported(`more than ${ENTRY_LIMIT} log entries or time stamps`);
  if (bundle.verificationMaterial.tlogEntries.some(isOversized))
    return unsupported('a log entry of that size');
  const { content } = bundle;
  if (content.$case === 'messageSignature') {
    // In a bundle of its own nothing says what was signed; cosign's older form has it as its layer.
    if (candidate.evidence.form === 'bundle') return unsupported('a bundle without a statement');
    const claim = readSimpleSigning(candidate.bytes);
    return claim.ok
      ? {
          ok: true,
          value: {
            candidate,
            claim: claim.value,
            entity: verify.toSignedEntity(bundle, Buffer.from(candidate.bytes)),
          },
        }
      : unreadable(claim.why);
  }
  const { payload, payloadType } = content.dsseEnvelope;
  if (payloadType !== IN_TOTO) return unsupported(`an envelope of ${payloadType}`);
  const claim = readStatement(payload);
  return claim.ok
    ? { ok: true, value: { candidate, claim: claim.value, entity: verify.toSignedEntity(bundle) } }
    : unreadable(claim.why);
}

function isCrowded({ verificationMaterial: { tlogEntries, timestampVerificationData } }: Bundle): boolean {
  const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  return tlogEntries.length > ENTRY_LIMIT || stamps.length > ENTRY_LIMIT;
}

function isOversized({ inclusionProof }: Bundle['verificationMaterial']['tlogEntries'][number]): boolean {
  if (inclusionProof === undefined) return false;
  const { logIndex, checkpoint } = inclusionProof;
  return logIndex.length > INDEX_LIMIT || (checkpoint?.envelope.length ?? 0) > CHECKPOINT_LIMIT;
}

function unreadable(why: string): ReadCandidate {
  return { ok: false, failure: { kind: 'unreadable', why } };
}

function unsupported(why: string): ReadCandidate {
  return { ok: false, failure: { kind: 'unsupported', why } };
}
