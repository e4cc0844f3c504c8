/** `signatures:` of the mirror manifest: read so that a slip refuses too much rather than too little. */
import type { Parsed } from '../oci/reference.ts';
import { compileGlob } from './glob.ts';
import { readSubject } from './read-subject.ts';
import { readTrustPath } from './read-trust-path.ts';
import { pathText, type Reading } from './reading.ts';
import type { Sound } from './shape.ts';
import { shown } from './shown.ts';
import type { AllowedSigner, Demand, SignaturePolicy, Signatures } from './signatures.ts';
import type { SignaturesShape } from './signatures-schema.ts';
import type { Path } from './yaml-document.ts';

type Shape = Sound<SignaturesShape>;
type PolicyShape = NonNullable<NonNullable<Shape['policies']>[number]>;
type SignerShape = NonNullable<NonNullable<PolicyShape['signedBy']>[number]>;

const ROOT = ['signatures'];
const ISSUER_HELP = 'write the exact URL of the issuer, such as https://token.actions.githubusercontent.com';
const REQUIRE_HELP =
  'write signature, or the predicate type of an attestation, such as https://slsa.dev/provenance/v1';

/** The policies that can be read; what cannot is told, and a mirror manifest with a fault is not used at all. */
export function readSignatures(shape: Shape | undefined, reading: Reading): Signatures | null {
  if (shape === undefined) return null;
  const trustedRoot = readTrustPath(shape.trustedRoot, [...ROOT, 'trustedRoot'], reading);
  const policies = (shape.policies ?? []).flatMap((policy, index) =>
    policy === undefined ? [] : (readPolicy(policy, [...ROOT, 'policies', index], reading) ?? []),
  );
  return {
    trustedRoot:
      trustedRoot === null ? null : { path: trustedRoot, at: reading.positionOf([...ROOT, 'trustedRoot']) },
    policies,
    at: reading.positionOf(ROOT),
  };
}

function readPolicy(shape: PolicyShape, path: Path, reading: Reading): SignaturePolicy | null {
  const signedBy = (shape.signedBy ?? []).flatMap((signer, index) =>
    signer === undefined ? [] : (readSigner(signer, [...path, 'signedBy', index], reading) ?? []),
  );
  const require = readDemands(shape.require, [...path, 'require'], reading);
  if (shape.image === undefined) return null;
  const image = reading.take([...path, 'image'], compileGlob(shape.image), {
    text: shape.image,
    help: 'write a glob over host/repository[:tag], such as ghcr.io/acme/**',
  });
  return image === null ? null : { image, signedBy, require, at: reading.positionOf(path) };
}

function readSigner(shape: SignerShape, path: Path, reading: Reading): AllowedSigner | null {
  const { issuer, subject, subjectPattern, key, log } = shape;
  const isIdentity = issuer !== undefined || subject !== undefined || subjectPattern !== undefined;
  if (isIdentity === (key !== undefined)) {
    const [what, help] = isIdentity
      ? ['is an identity and a key', 'make them two entries: any one of them will do']
      : ['names nobody', 'write issuer with subject or subjectPattern, or a key'];
    reading.fault(path, `${pathText(path)} ${what}`, help);
    return null;
  }
  const at = reading.positionOf(path);
  if (key !== undefined) {
    const file = readTrustPath(key, [...path, 'key'], reading);
    return file === null ? null : { kind: 'key', path: file, log: log ?? 'required', at };
  }
  return readIdentity(shape, path, reading);
}

function readIdentity(shape: SignerShape, path: Path, reading: Reading): AllowedSigner | null {
  if (shape.log !== undefined) {
    reading.fault(
      [...path, 'log'],
      `${pathText(path)} has log without a key`,
      'remove it: without a log nobody knows whether a short-lived certificate was still valid',
    );
  }
  const { issuer } = shape;
  const subject = readSubject(shape, path, reading);
  if (issuer === undefined) {
    reading.fault(path, `${pathText(path)} has no issuer`, ISSUER_HELP);
    return null;
  }
  const exact = reading.take([...path, 'issuer'], parseIssuer(issuer), { text: issuer, help: ISSUER_HELP });
  if (exact === null || subject === null) return null;
  return { kind: 'keyless', issuer: exact, subject, at: reading.positionOf(path) };
}

/** An issuer that could be several lets every account at any of them sign. */
function parseIssuer(issuer: string): Parsed<string> {
  if (/[*?[\]()|^$\\\s]/.test(issuer))
    return { ok: false, why: 'an issuer is compared exactly, without wildcards' };
  if (!/^https:\/\/[^/@]/.test(issuer) || !URL.canParse(issuer))
    return { ok: false, why: 'it is not an https URL' };
  return { ok: true, value: issuer };
}

/** Each demand once, in written order; a signature where nothing is written. */
function readDemands(
  texts: readonly (string | undefined)[] | undefined,
  path: Path,
  reading: Reading,
): readonly Demand[] {
  if (texts === undefined) return [{ kind: 'signature' }];
  const demands = new Map<string, Demand>();
  for (const [index, text] of texts.entries()) {
    if (text === undefined) continue;
    const place = [...path, index];
    const demand = reading.take(place, parseDemand(text), { text, help: REQUIRE_HELP });
    if (demands.has(text))
      reading.fault(place, `${pathText(place)}: ${shown(text)} is listed twice`, 'keep one of the two');
    else if (demand !== null) demands.set(text, demand);
  }
  return [...demands.values()];
}

function parseDemand(text: string): Parsed<Demand> {
  if (text === 'signature') return { ok: true, value: { kind: 'signature' } };
  if (/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text) && !text.includes('*')) {
    return { ok: true, value: { kind: 'attestation', predicateType: text } };
  }
  return { ok: false, why: 'it is neither the word signature nor the exact URI of a predicate type' };
}
