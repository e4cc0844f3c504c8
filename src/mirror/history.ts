/** Which digests a source's tag was seen with, and when; the order of first sightings is the order of age. Pure. */
import type { LockEntry, LockedDigest } from '../files/lockfile.ts';
import type { Digest } from '../oci/digest.ts';
import { isTag, type Tag } from '../oci/reference.ts';

/** Sightings kept for one tag. */
export const SIGHTINGS_LIMIT = 30;

/** Accepted digests kept for one tag. */
export const ACCEPTED_LIMIT = 20;

export interface Sighting {
  readonly digest: Digest;
  /** When the source was first seen serving it. */
  readonly sinceMs: number;
}

export interface TagHistory {
  /** Newest first sighting first; each digest once; at most SIGHTINGS_LIMIT. */
  readonly seen: readonly Sighting[];
  /** The digest last synced or locked for this tag; refused sightings are not accepted. */
  readonly accepted: Digest | null;
  /** What was accepted before that, newest first; each digest once, `accepted` not among them. A mirror may still have them. */
  readonly acceptedBefore: readonly Digest[];
}

/** History by canonical source tag, `docker.io/library/redis:7.4`. */
export class History {
  readonly #byTag: Map<string, TagHistory>;

  constructor(entries: Iterable<readonly [string, TagHistory]> = []) {
    this.#byTag = new Map(entries);
  }

  get isEmpty(): boolean {
    return this.#byTag.size === 0;
  }

  of(sourceTag: string): TagHistory {
    return this.#byTag.get(sourceTag) ?? { seen: [], accepted: null, acceptedBefore: [] };
  }

  /** Notes that the source serves `digest` for `sourceTag` at `nowMs`. Only the first sighting of a digest counts. */
  see(sourceTag: string, digest: Digest, nowMs: number): void {
    const known = this.of(sourceTag);
    if (known.seen.some((sighting) => sighting.digest === digest)) return;
    this.#byTag.set(sourceTag, {
      ...known,
      seen: [{ digest, sinceMs: nowMs }, ...known.seen].slice(0, SIGHTINGS_LIMIT),
    });
  }

  accept(sourceTag: string, digest: Digest): void {
    const known = this.of(sourceTag);
    if (known.accepted === digest) return;
    const before = acceptedOf(known).filter((other) => other !== digest);
    this.#byTag.set(sourceTag, {
      ...known,
      accepted: digest,
      acceptedBefore: before.slice(0, ACCEPTED_LIMIT - 1),
    });
  }

  /** The tags of a repository that something was ever accepted for, by canonical `host/repository`. */
  acceptedTags(repository: string): Tag[] {
    return [...this.#byTag].flatMap(([name, { accepted }]) => {
      const tag = name.slice(repository.length + 1);
      return accepted !== null && name === `${repository}:${tag}` && isTag(tag) ? [tag] : [];
    });
  }

  entries(): [string, TagHistory][] {
    return [...this.#byTag];
  }
}

/** All digests that were ever accepted for a tag, newest first; at most ACCEPTED_LIMIT. */
export function acceptedOf({ accepted, acceptedBefore }: TagHistory): Digest[] {
  return accepted === null ? [] : [accepted, ...acceptedBefore];
}

/** All that is known of a tag's past, newest first: the state directory's sightings and the lock's, each digest at its
 *  first sighting. The lock says whole seconds only: within one second its own order stands, also against sightings. */
export function sightingsOf(history: TagHistory, lock: LockEntry | null): Sighting[] {
  const locked = lock === null ? [] : lockedSightings([lock, ...lock.previous], history);
  const oldestFirst = [...locked.toReversed(), ...history.seen.toReversed()].sort(
    (a, b) => a.sinceMs - b.sinceMs,
  );
  const first = new Map<Digest, Sighting>();
  for (const sighting of oldestFirst) if (!first.has(sighting.digest)) first.set(sighting.digest, sighting);
  return [...first.values()].reverse();
}

/** Whether `candidate` is known to be older than `than`. Unknown digests are new, never older. */
export function isOlder(sightings: readonly Sighting[], candidate: Digest, than: Digest): boolean {
  const candidateAt = sightings.findIndex((sighting) => sighting.digest === candidate);
  const thanAt = sightings.findIndex((sighting) => sighting.digest === than);
  return thanAt !== -1 && candidateAt > thanAt;
}

/** Newest first, as the lock has them: none is later than the one that came after it. */
function lockedSightings(entries: readonly LockedDigest[], history: TagHistory): Sighting[] {
  let latestMs = Number.POSITIVE_INFINITY;
  return entries.map((entry) => {
    const { digest, sinceMs } = asSighting(entry, history);
    latestMs = Math.min(latestMs, sinceMs);
    return { digest, sinceMs: latestMs };
  });
}

/** A locked digest at its second, or at the finer time of that second at which the source was seen serving it. */
function asSighting({ digest, since }: LockedDigest, { seen }: TagHistory): Sighting {
  const lockedMs = Date.parse(since);
  const finer = seen.find(
    (sighting) =>
      sighting.digest === digest && sighting.sinceMs >= lockedMs && sighting.sinceMs < lockedMs + 1_000,
  );
  return finer ?? { digest, sinceMs: lockedMs };
}
