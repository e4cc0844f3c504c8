/** Judges what is beside an image by the policies of the mirror manifest. Asks nobody anything. */
import type { AllowedSigner, Demand, SignaturePolicy, Signatures, SubjectRule } from '../files/signatures.ts';
import type { Digest } from '../oci/digest.ts';
import { type Authentication, authenticateIdentity, authenticateKey } from './authenticate.ts';
import type { SignatureMaterial } from './material.ts';
import { type ReadCandidate, readCandidate, type SignedCandidate } from './signed-entity.ts';
import type { Trust } from './trust.ts';
import type { RefusedCandidate, SignatureFailure, SignedBy, Verdict } from './verdict.ts';

/** The policies that an image has to meet: those that match it with or without one of its tags. */
export function policiesFor(
  signatures: Signatures | null,
  { repository, tags }: { readonly repository: string; readonly tags: readonly string[] },
): readonly SignaturePolicy[] {
  const names = [repository, ...tags.map((tag) => `${repository}:${tag}`)];
  return (signatures?.policies ?? []).filter(({ image }) => names.some((name) => image.matches(name)));
}

export interface Judging {
  readonly policies: readonly SignaturePolicy[];
  readonly trust: Trust;
  readonly signal: AbortSignal;
}

/**
 * One verdict per demand of each policy. `subjects` are the digests that stand for the image: its root, and an index
 * above it where only a child is mirrored; a signature of any of them counts. Throws only when the signal fired.
 */
export function verifySignatures(
  subjects: readonly Digest[],
  material: SignatureMaterial,
  { policies, trust, signal }: Judging,
): readonly Verdict[] {
  const examined = material.candidates.map((candidate) => {
    signal.throwIfAborted();
    return new Examined(readCandidate(candidate, trust.sigstore), candidate.evidence, { subjects, trust });
  });
  return policies.flatMap((policy) =>
    policy.require.map((demand) => {
      signal.throwIfAborted();
      return judge(policy, demand, { examined, passedOver: material.passedOver });
    }),
  );
}

interface Found {
  readonly examined: readonly Examined[];
  readonly passedOver: SignatureMaterial['passedOver'];
}

function judge(policy: SignaturePolicy, demand: Demand, { examined, passedOver }: Found): Verdict {
  const refused: RefusedCandidate[] = [];
  for (const one of examined.filter(({ claims }) => claims === null || claims === wordOf(demand))) {
    const answer = one.signedByOneOf(policy.signedBy);
    const { evidence } = one;
    if (answer.ok)
      return { kind: 'verified', policy, demand, by: answer.by, signedAtMs: answer.signedAtMs, evidence };
    refused.push({ evidence, failure: answer.failure });
  }
  if (refused.length > 0 || passedOver.length > 0)
    return { kind: 'invalid', policy, demand, refused, passedOver };
  const others = examined.flatMap(({ claims }) => claims ?? []);
  return { kind: 'missing', policy, demand, others: [...new Set(others)] };
}

function wordOf(demand: Demand): string {
  return demand.kind === 'signature' ? demand.kind : demand.predicateType;
}

interface Examining {
  readonly subjects: readonly Digest[];
  readonly trust: Trust;
}

/** A candidate and what was found out about it, each fact once however many policies ask. */
class Examined {
  readonly evidence: RefusedCandidate['evidence'];
  readonly #read: ReadCandidate;
  readonly #examining: Examining;
  #identity: Authentication | null = null;

  constructor(read: ReadCandidate, evidence: RefusedCandidate['evidence'], examining: Examining) {
    this.#read = read;
    this.evidence = evidence;
    this.#examining = examining;
  }

  /** What it claims to be; null where that cannot be read, so that it may be anything. */
  get claims(): string | null {
    return this.#read.ok ? this.#read.value.claim.what : null;
  }

  signedByOneOf(signers: readonly AllowedSigner[]): Authentication {
    if (!this.#read.ok) return this.#read;
    const signed = this.#read.value;
    const { digests } = signed.claim;
    if (!this.#examining.subjects.some((digest) => digests.includes(digest))) {
      return { ok: false, failure: { kind: 'other-subject', claimed: digests } };
    }
    return signed.entity.key.$case === 'certificate'
      ? this.#byIdentity(signed, signers)
      : this.#byKey(signed, signers);
  }

  #byIdentity({ entity }: SignedCandidate, signers: readonly AllowedSigner[]): Authentication {
    this.#identity ??= authenticateIdentity(entity, this.#examining.trust);
    const identity = this.#identity;
    if (!identity.ok) return identity;
    const isAllowed = signers.some((signer) => allows(signer, identity.by));
    return isAllowed ? identity : { ok: false, failure: { kind: 'other-signer', by: identity.by } };
  }

  #byKey({ entity }: SignedCandidate, signers: readonly AllowedSigner[]): Authentication {
    let failure: SignatureFailure = { kind: 'other-key', why: 'the policy names no key' };
    for (const signer of signers) {
      if (signer.kind !== 'key') continue;
      const answer = authenticateKey(entity, signer, this.#examining.trust);
      if (answer.ok) return answer;
      const { failure: told } = answer;
      failure = told.kind === 'signature' ? { kind: 'other-key', why: told.why } : told;
    }
    return { ok: false, failure };
  }
}

function allows(signer: AllowedSigner, by: SignedBy): boolean {
  if (signer.kind !== 'keyless' || by.kind !== 'keyless') return false;
  return signer.issuer === by.issuer && fits(signer.subject, by.subject);
}

function fits(rule: SubjectRule, subject: string): boolean {
  return rule.kind === 'exact' ? rule.value === subject : rule.pattern.matches(subject);
}
