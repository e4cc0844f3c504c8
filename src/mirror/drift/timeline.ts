/** The versions of one source tag by age, as mirrors would hold them: what every statement of drift about older and newer rests on. Pure. */
import type { Digest } from '../../oci/digest.ts';
import type { Sighting } from '../history.ts';

/** One version of a tag. */
export interface Version {
  /** What a mirror holds of it: the source's digest, or with `index: omit` and one platform the child. */
  readonly digest: Digest;
  /** What the source served it as, newest first; more than one where several indexes have the same child. */
  readonly sourceDigests: readonly Digest[];
  /** When the source was first seen serving it. */
  readonly sinceMs: number;
}

/** Newest version first; a digest that is in none was never seen at the source and has no age. */
export type Timeline = readonly Version[];

export interface Past {
  /** Newest first (`sightingsOf`). */
  readonly sightings: readonly Sighting[];
  /** What the source serves now; null where it was not asked or has no such tag. */
  readonly sourceNow: Digest | null;
  readonly nowMs: number;
  /** With `index: omit` and one platform: the child of an index of the source, null where it is not known. */
  readonly childOf?: (index: Digest) => Digest | null;
}

/** Versions by first sighting. What the source serves for the first time now is newest, whatever clocks and locks say. */
export function timelineOf({ sightings, sourceNow, nowMs, childOf = () => null }: Past): Timeline {
  const versions = withNewest(sightings, sourceNow, nowMs).map(({ digest, sinceMs }) => ({
    digest: childOf(digest) ?? digest,
    sourceDigests: [digest],
    sinceMs,
  }));
  const oldestFirst = new Map<Digest, Version>();
  for (const version of versions.toReversed()) {
    const first = oldestFirst.get(version.digest);
    const sourceDigests = [...version.sourceDigests, ...(first?.sourceDigests ?? [])];
    oldestFirst.set(version.digest, { ...(first ?? version), sourceDigests });
  }
  return [...oldestFirst.values()].reverse();
}

/** How many versions are newer than the one that `digest` is of (0: the newest known); null where it has no age. */
export function positionOf(timeline: Timeline, digest: Digest | null): number | null {
  const at = timeline.findIndex((version) => version.digest === digest || isServedAs(version, digest));
  return at < 0 ? null : at;
}

/** The version that `digest` is of, or null. */
export function versionOf(timeline: Timeline, digest: Digest | null): Version | null {
  return timeline[positionOf(timeline, digest) ?? -1] ?? null;
}

/** By how many versions `older` is behind `newer`: negative the other way round, 0 within one version, null where either has no age. */
export function versionsBetween(
  timeline: Timeline,
  older: Digest | null,
  newer: Digest | null,
): number | null {
  const [olderAt, newerAt] = [positionOf(timeline, older), positionOf(timeline, newer)];
  return olderAt === null || newerAt === null ? null : olderAt - newerAt;
}

/** When the source was first seen serving anything newer than `digest`; null where nothing is, or it has no age. */
export function supersededAt(timeline: Timeline, digest: Digest): number | null {
  return timeline[(positionOf(timeline, digest) ?? 0) - 1]?.sinceMs ?? null;
}

function withNewest(sightings: readonly Sighting[], sourceNow: Digest | null, nowMs: number): Sighting[] {
  if (sourceNow === null) return [...sightings];
  const first = sightings.find(({ digest }) => digest === sourceNow) ?? { digest: sourceNow, sinceMs: nowMs };
  if (first.sinceMs < nowMs) return [...sightings];
  return [first, ...sightings.filter(({ digest }) => digest !== sourceNow)];
}

function isServedAs({ sourceDigests }: Version, digest: Digest | null): boolean {
  return sourceDigests.some((one) => one === digest);
}
