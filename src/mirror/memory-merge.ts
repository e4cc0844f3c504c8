/**
 * Two runs that remember into one state directory: what one has learnt meets what another wrote in the meantime.
 * `ours` is what this run knows now, `theirs` what is on disk now, `loaded` what both started from. Pure.
 */
import type { Digest } from '../oci/digest.ts';
import type { LastState } from './drift/last-states.ts';
import type { KnownRelation } from './drift/relations.ts';
import { ACCEPTED_LIMIT, acceptedOf, SIGHTINGS_LIMIT, type Sighting, type TagHistory } from './history.ts';
import type { RememberedManifest } from './index-memory.ts';
import type { Proof } from './proofs.ts';
import type { Carried } from './referrers/carried.ts';

export type Entries<T> = ReadonlyMap<string, T>;

export interface Versions<T> {
  readonly ours: Entries<T>;
  readonly theirs: Entries<T>;
  readonly loaded: Entries<T>;
}

/** Of each key the newest record; one that only this run changed or forgot is as this run has it. */
export function mergeProofs({ ours, theirs, loaded }: Versions<Proof>): Map<string, Proof> {
  const merged = new Map(ours);
  for (const [key, proof] of theirs) {
    const before = loaded.get(key);
    if (before !== undefined && isSameProof(before, proof)) continue;
    const mine = merged.get(key);
    if (mine === undefined || mine.atMs < proof.atMs) merged.set(key, proof);
  }
  return merged;
}

/** The union of sightings, each digest at its first one. What this run accepted wins over what another did. */
export function mergeHistory({ ours, theirs, loaded }: Versions<TagHistory>): Map<string, TagHistory> {
  const merged = new Map(ours);
  for (const [tag, other] of theirs) {
    const mine = merged.get(tag);
    merged.set(tag, mine === undefined ? other : mergeTag(mine, other, loaded.get(tag)?.accepted ?? null));
  }
  return merged;
}

/** Everything that either knows: records are keyed by content and cannot contradict each other. */
export function mergeIndexes(
  ours: Entries<RememberedManifest>,
  theirs: Entries<RememberedManifest>,
): Map<string, RememberedManifest> {
  return new Map([...theirs, ...ours]);
}

/** Everything that either has explained: as with indexes, two records of one key cannot contradict each other. */
export function mergeRelations(
  ours: Entries<KnownRelation>,
  theirs: Entries<KnownRelation>,
): Map<string, KnownRelation> {
  const merged = new Map(theirs);
  for (const [key, relation] of ours) {
    merged.delete(key); // what this run used last is to stay longest
    merged.set(key, relation);
  }
  return merged;
}

/** Of each row what was seen last. */
export function mergeLastStates(
  ours: Entries<LastState>,
  theirs: Entries<LastState>,
): Map<string, LastState> {
  return newestOf(ours, theirs);
}

/** Of each image what was seen last. */
export function mergeCarried(ours: Entries<Carried>, theirs: Entries<Carried>): Map<string, Carried> {
  return newestOf(ours, theirs);
}

function newestOf<T extends { readonly atMs: number }>(ours: Entries<T>, theirs: Entries<T>): Map<string, T> {
  const merged = new Map(ours);
  for (const [key, other] of theirs) {
    const mine = merged.get(key);
    if (mine === undefined || mine.atMs < other.atMs) merged.set(key, other);
  }
  return merged;
}

function mergeTag(mine: TagHistory, other: TagHistory, before: Digest | null): TagHistory {
  const newestFirst = mine.accepted === before ? [other, mine] : [mine, other];
  const [accepted = null, ...acceptedBefore] = new Set(newestFirst.flatMap(acceptedOf));
  return {
    seen: mergeSightings(mine.seen, other.seen),
    accepted,
    acceptedBefore: acceptedBefore.slice(0, ACCEPTED_LIMIT - 1),
  };
}

function mergeSightings(mine: readonly Sighting[], other: readonly Sighting[]): readonly Sighting[] {
  const first = new Map<Digest, number>();
  for (const { digest, sinceMs } of [...mine, ...other])
    first.set(digest, Math.min(sinceMs, first.get(digest) ?? Number.POSITIVE_INFINITY));
  const isNew = [...first].some(([digest, sinceMs]) => !holds(mine, digest, sinceMs));
  if (!isNew) return mine; // as it was seen, also where the clock has gone back
  return [...first]
    .map(([digest, sinceMs]) => ({ digest, sinceMs }))
    .sort((a, b) => b.sinceMs - a.sinceMs)
    .slice(0, SIGHTINGS_LIMIT);
}

function holds(sightings: readonly Sighting[], digest: Digest, sinceMs: number): boolean {
  return sightings.some((sighting) => sighting.digest === digest && sighting.sinceMs === sinceMs);
}

function isSameProof(a: Proof, b: Proof): boolean {
  return a.kind === b.kind && a.depth === b.depth && a.atMs === b.atMs;
}
