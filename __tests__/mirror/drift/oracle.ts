/** The state table of the contract (section 7) once more, from what really happened instead of what the program remembers. */
import type { LockFile } from '../../../src/files/lockfile.ts';
import { emptyLock } from '../../../src/files/lockfile.ts';
import type { DriftName } from '../../../src/mirror/drift/state.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import type { ImageTree } from '../../fixtures/image-tree.ts';

/** What somebody can point a tag to; how images are related is known from how they were made. */
export interface Piece {
  readonly tree: ImageTree;
  /** The version whose child or rewritten copy it is; null for versions and for strangers. */
  readonly of: { readonly version: Digest; readonly as: 'child' | 'rewritten' } | null;
}

/** Every moment at which the program could have learnt what the source serves, and every lock that was written. */
export class Chronicle {
  /** First sightings that the state directory can know of; emptied when it is lost. */
  readonly #seen = new Map<Digest, number>();
  /** Newest first. */
  #locked: readonly { readonly digest: Digest; readonly sinceMs: number }[] = [];
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** The program looks at the source, which serves this. */
  look(digest: Digest | null, nowMs: number): void {
    if (digest !== null && !this.#seen.has(digest)) this.#seen.set(digest, nowMs);
  }

  forget(): void {
    this.#seen.clear();
  }

  writeLock(digest: Digest, nowMs: number): void {
    if (this.locked !== digest)
      this.#locked = [{ digest, sinceMs: nowMs }, ...this.#locked.filter((one) => one.digest !== digest)];
  }

  deleteLock(): void {
    this.#locked = [];
  }

  get locked(): Digest | null {
    return this.#locked[0]?.digest ?? null;
  }

  get lockFile(): LockFile | null {
    const [first, ...previous] = this.#locked.map(({ digest, sinceMs }) => ({
      digest,
      since: new Date(sinceMs).toISOString(),
    }));
    if (first === undefined) return null;
    return { ...emptyLock('mirror.lock.yaml'), tags: new Map([[this.#name, { ...first, previous }]]) };
  }

  /** When a digest was first served, as far as can be known; null: never. */
  bornAt(digest: Digest): number | null {
    const times = [
      this.#seen.get(digest),
      ...this.#locked.filter((one) => one.digest === digest).map(({ sinceMs }) => sinceMs),
    ].filter((time) => time !== undefined);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Digests that are known to be younger than `digest`, oldest first, up to and with `until`. */
  youngerThan(digest: Digest): readonly Digest[] {
    const born = this.bornAt(digest);
    if (born === null) return [];
    const all = new Set([...this.#seen.keys(), ...this.#locked.map((one) => one.digest)]);
    return [...all]
      .filter((other) => (this.bornAt(other) ?? 0) > born)
      .sort((a, b) => (this.bornAt(a) ?? 0) - (this.bornAt(b) ?? 0));
  }
}

/** By how many versions `a` is older than `b`; negative: younger; null: not known. */
export function olderBy(chronicle: Chronicle, a: Digest, b: Digest): number | null {
  if (chronicle.bornAt(a) === null || chronicle.bornAt(b) === null) return null;
  return chronicle.youngerThan(a).length - chronicle.youngerThan(b).length;
}

export interface Expected {
  readonly state: DriftName;
  readonly severity: string | null;
}

export interface Situation {
  readonly chronicle: Chronicle;
  readonly wanted: Digest | null;
  readonly nowMs: number;
  readonly maxLagMs: number;
  readonly pieces: ReadonlyMap<Digest, Piece>;
}

/** What the table says of a mirror's tag that points to `held`. */
export function expectedState(held: Digest | null, situation: Situation): Expected {
  const { chronicle, wanted, nowMs, maxLagMs, pieces } = situation;
  const isYoung = (time: number | null): boolean => time !== null && nowMs - time < maxLagMs;
  if (wanted === null) return { state: 'source-gone', severity: 'warning' };
  if (held === null)
    return { state: 'missing', severity: isYoung(chronicle.bornAt(wanted)) ? 'note' : 'error' };
  if (held === wanted) return { state: 'in-sync', severity: null };
  const older = olderBy(chronicle, held, wanted);
  if (older !== null && older < 0) return { state: 'ahead', severity: 'error' };
  if (older !== null && older > 0) {
    const [next] = chronicle.youngerThan(held);
    const superseded = next === undefined ? null : chronicle.bornAt(next);
    return { state: 'stale', severity: isYoung(superseded) ? 'warning' : 'error' };
  }
  const { of } = pieces.get(held) ?? { of: null };
  if (of?.version === wanted && of.as === 'child') return { state: 'partial', severity: 'error' };
  if (of?.version === wanted) return { state: 'equivalent', severity: 'warning' };
  return { state: 'diverged', severity: 'error' };
}

/** How far back the deepest fall between mirrors in this order goes; 0: none. */
export function deepestFall(held: readonly (Digest | null)[], chronicle: Chronicle): number {
  const falls = held.flatMap((from, index) =>
    held
      .slice(index + 1)
      .map((to) => (from === null || to === null ? 0 : (olderBy(chronicle, to, from) ?? 0))),
  );
  return Math.max(0, ...falls);
}
