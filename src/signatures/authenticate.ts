/** Who signed a candidate, by sigstore's verifier. No rule of the mirror manifest is known here. */
import type { KeyObject } from 'node:crypto';
import type { SignedEntity, TrustMaterial, Verifier } from '@sigstore/verify';
import { assertNever } from '../errors.ts';
import type { AllowedSigner } from '../files/signatures.ts';
import type { Trust } from './trust.ts';
import type { SignatureFailure, SignedBy } from './verdict.ts';

export type Authentication =
  | { readonly ok: true; readonly by: SignedBy; readonly signedAtMs: number | null }
  | { readonly ok: false; readonly failure: SignatureFailure };

type KeySigner = Extract<AllowedSigner, { kind: 'key' }>;

const UNTRUSTING: Omit<TrustMaterial, 'publicKey'> = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
};

/** The identity of a candidate that was signed with a certificate: in a log, within its life, by a trusted authority. */
export function authenticateIdentity(entity: SignedEntity, { sigstore, material }: Trust): Authentication {
  if (entity.key.$case !== 'certificate')
    return refused({ kind: 'unsupported', why: 'it was signed with a key' });
  if (material === null) return refused({ kind: 'certificate', why: 'there is no trust root' });
  if (entity.tlogEntries.length === 0) return refused({ kind: 'not-logged' });
  const verifier = new sigstore.verify.Verifier(material, {
    ctlogThreshold: 1,
    tlogThreshold: 1,
    timestampThreshold: 1,
  });
  const signer = verified(verifier, entity, sigstore);
  if (!signer.ok) return signer;
  const { extensions, subjectAlternativeName: subject } = signer.identity ?? {};
  const issuer = extensions?.issuer;
  if (issuer === undefined || subject === undefined) {
    return refused({ kind: 'certificate', why: 'it names no issuer or no subject' });
  }
  return { ok: true, by: { kind: 'keyless', issuer, subject }, signedAtMs: signedAtMs(entity) };
}

/** Whether `signer`'s key signed a candidate, and where that is wanted, whether a log knows of it. */
export function authenticateKey(entity: SignedEntity, signer: KeySigner, trust: Trust): Authentication {
  const key = trust.keys.get(signer.path);
  if (entity.key.$case !== 'public-key' || key === undefined) {
    return refused({ kind: 'unsupported', why: 'it was signed with a certificate' });
  }
  const isLogged = signer.log === 'required';
  if (isLogged && entity.tlogEntries.length === 0) return refused({ kind: 'not-logged' });
  const asked = isLogged ? entity : { ...entity, tlogEntries: [], timestamps: [] };
  const result = verified(keyVerifier(key, isLogged, trust), asked, trust.sigstore);
  return result.ok
    ? { ok: true, by: { kind: 'key', path: signer.path }, signedAtMs: isLogged ? signedAtMs(entity) : null }
    : result;
}

/** A key has no end of its own: no clock is asked, but one that is there must be right. */
function keyVerifier(key: KeyObject, isLogged: boolean, { sigstore, material }: Trust): Verifier {
  const publicKey = () => ({ publicKey: key, validFor: () => true });
  return new sigstore.verify.Verifier(
    { ...((isLogged ? material : null) ?? UNTRUSTING), publicKey },
    { ctlogThreshold: 0, tlogThreshold: isLogged ? 1 : 0, timestampThreshold: 0 },
  );
}

type Verified =
  | ({ readonly ok: true } & Pick<ReturnType<Verifier['verify']>, 'identity'>)
  | { readonly ok: false; readonly failure: SignatureFailure };

/** Whatever sigstore's verifier throws refuses. */
function verified(verifier: Verifier, entity: SignedEntity, { verify }: Trust['sigstore']): Verified {
  try {
    const { identity } = verifier.verify(entity);
    return { ok: true, ...(identity !== undefined && { identity }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof verify.VerificationError) return refused(failureOf(error.code, why));
    return refused({ kind: 'unreadable', why });
  }
}

type VerificationCode = InstanceType<Trust['sigstore']['verify']['VerificationError']>['code'];

function failureOf(code: VerificationCode, why: string): SignatureFailure {
  switch (code) {
    case 'TLOG_ERROR':
    case 'TLOG_BODY_ERROR':
    case 'TLOG_INCLUSION_PROMISE_ERROR':
    case 'TLOG_INCLUSION_PROOF_ERROR':
    case 'TLOG_MISSING_INCLUSION_ERROR':
      return { kind: 'log', why };
    case 'TIMESTAMP_ERROR':
      return { kind: 'timestamp', why };
    case 'CERTIFICATE_ERROR':
      return { kind: 'certificate', why };
    case 'PUBLIC_KEY_ERROR':
    case 'SIGNATURE_ERROR':
      return { kind: 'signature', why };
    case 'NOT_IMPLEMENTED_ERROR':
      return { kind: 'unsupported', why };
    default:
      return assertNever(code);
  }
}

/** The first time that was verified. A log's time is only as good as its promise, which is what signs it. */
function signedAtMs({ timestamps }: SignedEntity): number | null {
  for (const timestamp of timestamps) {
    if (timestamp.$case === 'timestamp-authority') return timestamp.timestamp.signingTime.getTime();
    const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
    if (inclusionPromise !== undefined) return Number(integratedTime) * 1000;
  }
  return null;
}

function refused(failure: SignatureFailure): { readonly ok: false; readonly failure: SignatureFailure } {
  return { ok: false, failure };
}
