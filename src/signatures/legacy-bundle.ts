/** What cosign kept in annotations before there were bundles, as the JSON of a v0.1 bundle. */
import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../oci/descriptor-json.ts';
import { readJsonDocument } from '../oci/json-document.ts';
import { objectShape } from '../oci/json-scan.ts';
import type { Parsed } from '../oci/reference.ts';
import type { Candidate } from './material.ts';

const SIGNATURE = 'dev.cosignproject.cosign/signature';
const CERTIFICATE = 'dev.sigstore.cosign/certificate';
const LOG_ENTRY = 'dev.sigstore.cosign/bundle';
const TIMESTAMP = 'dev.sigstore.cosign/rfc3161timestamp';
/** In this form a log vouches for an entry by its promise to include it, as cosign's annotation does. */
const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
const PEM_CERTIFICATE = /^\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;

const ENTRY_KEYS = objectShape({
  SignedEntryTimestamp: null,
  Payload: objectShape({ body: null, integratedTime: null, logIndex: null, logID: null }),
});
const BODY_KEYS = objectShape({ kind: null, apiVersion: null });

/**
 * The bundle of a `cosign-signature` (its bytes are what was signed) or of a `cosign-attestation` (its bytes are the
 * envelope). Nothing is checked here but that it can be written as one; `chain` is not needed, because the trust root
 * has the authorities.
 */
export function legacyBundle({ evidence, bytes, annotations }: Candidate): Parsed<JsonObject> {
  const content =
    evidence.form === 'cosign-attestation' ? envelopeContent(bytes) : signatureContent(bytes, annotations);
  if (!content.ok) return content;
  const signer = signerOf(annotations[CERTIFICATE]);
  if (!signer.ok) return signer;
  const entries = logEntries(annotations[LOG_ENTRY]);
  if (!entries.ok) return entries;
  const timestamps = timestampsOf(annotations[TIMESTAMP]);
  if (!timestamps.ok) return timestamps;
  const verificationMaterial = {
    ...signer.value,
    tlogEntries: entries.value,
    timestampVerificationData: { rfc3161Timestamps: timestamps.value },
  };
  return { ok: true, value: { mediaType: MEDIA_TYPE, verificationMaterial, ...content.value } };
}

function signatureContent(payload: Uint8Array, annotations: Candidate['annotations']): Parsed<JsonObject> {
  const signature = annotations[SIGNATURE] ?? '';
  if (signature === '') return refused(`it has no annotation ${SIGNATURE}`);
  const digest = createHash('sha256').update(payload).digest('base64');
  return {
    ok: true,
    value: { messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest }, signature } },
  };
}

function envelopeContent(bytes: Uint8Array): Parsed<JsonObject> {
  const document = readJsonDocument(
    bytes,
    objectShape({ payload: null, payloadType: null, signatures: null }),
  );
  return document.ok ? { ok: true, value: { dsseEnvelope: document.body } } : refused(document.why);
}

/** Without a certificate it was signed with a key; which one only the policy can say. */
function signerOf(pem: string | undefined): Parsed<JsonObject> {
  if (pem === undefined || pem.trim() === '') return { ok: true, value: { publicKey: { hint: '' } } };
  const rawBytes = PEM_CERTIFICATE.exec(pem)?.[1]?.replace(/\s/g, '');
  if (rawBytes === undefined) return refused(`its annotation ${CERTIFICATE} is no certificate in PEM`);
  return { ok: true, value: { x509CertificateChain: { certificates: [{ rawBytes }] } } };
}

function logEntries(text: string | undefined): Parsed<readonly JsonObject[]> {
  if (text === undefined || text === '') return { ok: true, value: [] };
  const document = readJsonDocument(Buffer.from(text), ENTRY_KEYS);
  if (!document.ok) return refused(`its annotation ${LOG_ENTRY}: ${document.why}`);
  const { Payload: entry, SignedEntryTimestamp: signedEntryTimestamp } = document.body;
  if (!isJsonObject(entry) || typeof entry.body !== 'string' || typeof entry.logID !== 'string') {
    return refused(`its annotation ${LOG_ENTRY} holds no entry of a log`);
  }
  const kind = kindOf(entry.body);
  if (!kind.ok) return kind;
  const [logIndex, integratedTime] = [String(entry.logIndex), String(entry.integratedTime)];
  if (!/^\d{1,15}$/.test(logIndex) || !/^\d{1,15}$/.test(integratedTime)) {
    return refused(`its annotation ${LOG_ENTRY} has no whole number where one is needed`);
  }
  const logEntry = {
    logIndex,
    integratedTime,
    logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
    kindVersion: kind.value,
    inclusionPromise: { signedEntryTimestamp },
    canonicalizedBody: entry.body,
  };
  return { ok: true, value: [logEntry] };
}

/** A bundle repeats what the entry says of its own kind. */
function kindOf(body: string): Parsed<JsonObject> {
  const document = readJsonDocument(Buffer.from(body, 'base64'), BODY_KEYS);
  if (!document.ok) return refused(`the body of its log entry: ${document.why}`);
  return { ok: true, value: { kind: document.body.kind, version: document.body.apiVersion } };
}

function timestampsOf(text: string | undefined): Parsed<readonly JsonObject[]> {
  if (text === undefined || text === '') return { ok: true, value: [] };
  const document = readJsonDocument(Buffer.from(text), objectShape({ SignedRFC3161Timestamp: null }));
  if (!document.ok) return refused(`its annotation ${TIMESTAMP}: ${document.why}`);
  return { ok: true, value: [{ signedTimestamp: document.body.SignedRFC3161Timestamp }] };
}

function refused(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}
