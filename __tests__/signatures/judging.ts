/** Policies in one line, and the verdicts they come to. */
import { compileGlob } from '../../src/files/glob.ts';
import { compileSubjectPattern } from '../../src/files/read-subject.ts';
import type { AllowedSigner, SignaturePolicy } from '../../src/files/signatures.ts';
import type { Digest } from '../../src/oci/digest.ts';
import type { Candidate, PassedOver } from '../../src/signatures/material.ts';
import { openTrust, parsePublicKey, parseTrustedRoot, type Trust } from '../../src/signatures/trust.ts';
import type { Verdict } from '../../src/signatures/verdict.ts';
import { verifySignatures } from '../../src/signatures/verify-signatures.ts';
import { IMAGE, ISSUER, type Pair, pemOf, type SigningKit, WORKFLOW } from './signing-kit.ts';

const at = { file: 'mirror.yaml', line: 7, column: 3 };

export function keyless(subject: string = WORKFLOW, issuer: string = ISSUER): AllowedSigner {
  return { kind: 'keyless', issuer, subject: { kind: 'exact', value: subject }, at };
}

export function keylessPattern(source: string, issuer: string = ISSUER): AllowedSigner {
  const pattern = compileSubjectPattern(source);
  if (!pattern.ok) throw new Error(pattern.why);
  return { kind: 'keyless', issuer, subject: { kind: 'pattern', pattern: pattern.value }, at };
}

export function keySigner(path: string, log: 'required' | 'ignored' = 'required'): AllowedSigner {
  return { kind: 'key', path, log, at };
}

/** A policy for every image. `require`: `signature` or predicate types. */
export function policy(
  signedBy: readonly AllowedSigner[],
  require: readonly string[] = ['signature'],
  glob = '**',
): SignaturePolicy {
  const image = compileGlob(glob);
  if (!image.ok) throw new Error(image.why);
  const demands = require.map((word) =>
    word === 'signature'
      ? ({ kind: 'signature' } as const)
      : ({ kind: 'attestation', predicateType: word } as const),
  );
  return { image: image.value, signedBy, require: demands, at };
}

/** The kit's trust root, and keys by path. A null kit is a policy of keys whose log is ignored. */
export async function trustOf(
  kit: SigningKit | null,
  pairs: Readonly<Record<string, Pair>> = {},
): Promise<Trust> {
  const root = kit === null ? null : await parseTrustedRoot(kit.trustedRoot());
  if (root?.ok === false) throw new Error(root.why);
  const keys = Object.entries(pairs).map(([path, pair]) => {
    const key = parsePublicKey(pemOf(pair));
    if (!key.ok) throw new Error(key.why);
    return [path, key.value] as const;
  });
  return openTrust(root === null ? null : root.value, new Map(keys));
}

export interface Asking {
  readonly policies: readonly SignaturePolicy[];
  readonly trust: Trust;
  readonly subjects?: readonly Digest[];
  readonly passedOver?: readonly PassedOver[];
}

export function verdicts(candidates: readonly Candidate[], asking: Asking): readonly Verdict[] {
  const { policies, trust, subjects = [IMAGE], passedOver = [] } = asking;
  const { signal } = new AbortController();
  return verifySignatures(subjects, { candidates, passedOver }, { policies, trust, signal });
}

/** `verified`, `missing`, or the kinds of all failures: `invalid: other-subject`. */
export function outcome(candidates: readonly Candidate[], asking: Asking): string {
  const told = verdicts(candidates, asking).map((verdict) => {
    if (verdict.kind !== 'invalid') return verdict.kind;
    const kinds = [
      ...verdict.refused.map(({ failure }) => failure.kind),
      ...verdict.passedOver.map(({ kind }) => kind),
    ];
    return `invalid: ${kinds.join(', ')}`;
  });
  return told.join('; ');
}
