/**
 * Differences that were explained: what a found manifest has to do with a wanted one. Keyed by content (both digests and the
 * platforms), so that a record can be lost but not be out of date, and no pair is read twice.
 */
import { formatPlatform } from '../../oci/platform.ts';
import type { Difference, Relation } from './relation.ts';

/** Pairs kept; those asked for or learnt last stay. */
export const RELATIONS_LIMIT = 20_000;

/** A relation that was found out. */
export type KnownRelation = Exclude<Relation, { readonly kind: 'unknown' }>;

export class Relations {
  readonly #byKey: Map<string, KnownRelation>;

  constructor(entries: Iterable<readonly [string, KnownRelation]> = []) {
    this.#byKey = new Map([...entries].slice(-RELATIONS_LIMIT));
  }

  get(difference: Difference): KnownRelation | null {
    const key = keyOf(difference);
    const known = this.#byKey.get(key);
    if (known === undefined) return null;
    this.#put(key, known);
    return known;
  }

  /** What could not be found out is not remembered: it is tried again. */
  remember(difference: Difference, relation: Relation): void {
    if (relation.kind === 'unknown') return;
    this.#put(keyOf(difference), relation);
  }

  /** Keys with their relations, the least recently used first. */
  entries(): [string, KnownRelation][] {
    return [...this.#byKey];
  }

  #put(key: string, relation: KnownRelation): void {
    this.#byKey.delete(key);
    this.#byKey.set(key, relation);
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size > RELATIONS_LIMIT && oldest !== undefined) this.#byKey.delete(oldest);
  }
}

function keyOf({ found, wanted, platforms }: Difference): string {
  return `${found} ${wanted} ${platforms === null ? '*' : platforms.map(formatPlatform).sort().join(',')}`;
}
