import { expect, test } from '@jest/globals';
import {
  positionOf,
  supersededAt,
  timelineOf,
  versionOf,
  versionsBetween,
} from '../../../src/mirror/drift/timeline.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { DAY, digest, NOW, timeline } from './rows.ts';

const [A, B, C, X] = [1, 2, 3, 9].map(digest) as [Digest, Digest, Digest, Digest];

test('what the source serves for the first time now is newest, whatever the lock says of the future', () => {
  const sightings = [
    { digest: B, sinceMs: NOW + 5 * DAY },
    { digest: A, sinceMs: NOW },
  ];
  const digests = timelineOf({ sightings, sourceNow: A, nowMs: NOW }).map((one) => one.digest);
  expect(digests).toEqual([A, B]);
  expect(timelineOf({ sightings: [], sourceNow: A, nowMs: NOW })).toEqual([
    { digest: A, sourceDigests: [A], sinceMs: NOW },
  ]);
});

test('what it serves again keeps its age', () => {
  const sightings = [
    { digest: B, sinceMs: NOW - DAY },
    { digest: A, sinceMs: NOW - 2 * DAY },
  ];
  expect(timelineOf({ sightings, sourceNow: A, nowMs: NOW }).map((one) => one.digest)).toEqual([B, A]);
});

test('with index: omit the versions are those of the child, at its first sighting', () => {
  const childOf = (index: Digest) => ({ [A]: C, [B]: C })[index] ?? null;
  const sightings = [A, X, B].map((one, index) => ({ digest: one, sinceMs: NOW - (index + 1) * DAY }));
  const past = timelineOf({ sightings, sourceNow: null, nowMs: NOW, childOf });
  expect(past).toEqual([
    { digest: X, sourceDigests: [X], sinceMs: NOW - 2 * DAY },
    { digest: C, sourceDigests: [A, B], sinceMs: NOW - 3 * DAY },
  ]);
  expect(versionOf(past, A)).toBe(versionOf(past, C));
  expect([A, B, C, X].map((one) => positionOf(past, one))).toEqual([1, 1, 1, 0]);
});

test('positions, distances and the time of the next version', () => {
  const past = timeline([A, B, C]);
  expect([A, B, C, X, null].map((one) => positionOf(past, one))).toEqual([0, 1, 2, null, null]);
  expect(versionsBetween(past, C, A)).toBe(2);
  expect(versionsBetween(past, A, C)).toBe(-2);
  expect(versionsBetween(past, X, C)).toBeNull();
  expect(versionsBetween(past, C, X)).toBeNull();
  expect([A, C].map((one) => versionOf(past, one)?.digest)).toEqual([A, C]);
  expect([X, null].map((one) => versionOf(past, one))).toEqual([null, null]);
  expect(supersededAt(past, C)).toBe(NOW - 11 * DAY);
  expect([supersededAt(past, A), supersededAt(past, X)]).toEqual([null, null]);
});
