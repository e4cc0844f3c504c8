/**
 * Proofs: what earlier runs have proven complete, so that one HEAD is enough to call it up to date (contract, section 5).
 * A proof is keyed by place and content, never by the name of a mirror or a file. A record of damage takes the proof's
 * place until a walk of at least its depth has found it mended.
 */
import type { Digest } from '../oci/digest.ts';
import { digestHex } from '../oci/digest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';

export const DEPTHS = ['manifests', 'exists', 'probe', 'content', 'rootfs'] as const;
export type Depth = (typeof DEPTHS)[number];

export interface Proof {
  readonly kind: 'proven' | 'damaged';
  readonly depth: Depth;
  readonly atMs: number;
}

export interface ProofSubject {
  readonly origin: string;
  readonly repository: string;
  readonly root: Digest;
  readonly platforms: readonly Platform[] | null;
  /** Set: the subject is not the image but what refers to it, or only that a mirror lists it. */
  readonly of?: 'referrers' | 'referrer-lists';
}

/** How proofs of earlier runs are used: by their age, not at all, or at any age. */
export type Recheck = 'due' | 'all' | 'never';

export class Proofs {
  readonly #byKey: Map<string, Proof>;

  constructor(entries: Iterable<readonly [string, Proof]> = []) {
    this.#byKey = new Map(entries);
  }

  get(subject: ProofSubject): Proof | null {
    return this.#byKey.get(proofKey(subject)) ?? null;
  }

  /** Records a walk that found everything. Damage seen at a greater depth stays, and so does a proof of blobs when only
   *  manifests were read. */
  prove(subject: ProofSubject, depth: Depth, atMs: number): void {
    const known = this.get(subject);
    if (known?.kind === 'damaged' && isShallower(depth, known.depth)) return;
    if (known?.kind === 'proven' && isShallower(depth, 'exists') && !isShallower(known.depth, 'exists'))
      return;
    this.#set(subject, { kind: 'proven', depth, atMs });
  }

  /** Records damage: the root is incomplete until a walk of at least this depth finds it mended. */
  damage(subject: ProofSubject, depth: Depth, atMs: number): void {
    this.#set(subject, { kind: 'damaged', depth, atMs });
  }

  forget(subject: ProofSubject): void {
    this.#byKey.delete(proofKey(subject));
  }

  /** Keys with their proofs, oldest first. */
  entries(): [string, Proof][] {
    return [...this.#byKey].sort(([, a], [, b]) => a.atMs - b.atMs);
  }

  #set(subject: ProofSubject, proof: Proof): void {
    this.#byKey.set(proofKey(subject), proof);
  }
}

/** Whether `proof` still stands for a walk at `nowMs`. `recheckAfterMs` is how long proofs are good; each digest falls
 *  due at its own moment in the last quarter of that time, so that not all do at once. */
export function proofCounts(proof: Proof | null, root: Digest, when: ProofAge): boolean {
  if (proof === null || proof.kind === 'damaged' || when.recheck === 'all') return false;
  if (isShallower(proof.depth, 'exists')) return false;
  if (when.recheck === 'never') return true;
  const age = when.nowMs - proof.atMs;
  return age >= 0 && age < when.recheckAfterMs * (0.75 + 0.25 * digestFraction(root));
}

export interface ProofAge {
  readonly nowMs: number;
  readonly recheckAfterMs: number;
  readonly recheck: Recheck;
}

export function isShallower(depth: Depth, than: Depth): boolean {
  return DEPTHS.indexOf(depth) < DEPTHS.indexOf(than);
}

/** Damage that was found deeper than a walk at `depth` looks, and has not been found mended since. */
export function whyStillDamaged({ depth: before, atMs }: Proof, depth: Depth): string {
  const day = new Date(atMs).toISOString().slice(0, 10);
  return `damage was found at depth ${before} on ${day}; a walk at depth ${depth} cannot tell whether it is mended`;
}

/** Origin, repository, root and platforms in one line; none of the parts can hold a blank. */
export function proofKey(subject: ProofSubject): string {
  const platforms = subject.platforms === null ? '*' : subject.platforms.map(formatPlatform).sort().join(',');
  const of = subject.of === undefined ? '' : ` ${subject.of}`;
  return `${encodeURI(subject.origin)} ${subject.repository} ${subject.root} ${platforms}${of}`;
}

/** A number in [0, 1) that only the digest decides. */
function digestFraction(digest: Digest): number {
  return Number.parseInt(digestHex(digest).slice(0, 8), 16) / 0x1_0000_0000;
}
