import { describe, expect, test } from '@jest/globals';
import type { LockEntry } from '../../src/files/lockfile.ts';
import {
  ACCEPTED_LIMIT,
  acceptedOf,
  History,
  isOlder,
  SIGHTINGS_LIMIT,
  sightingsOf,
} from '../../src/mirror/history.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { digestNumber } from '../fakes/report.ts';

const TAG = 'docker.io/library/redis:7.4';
const [A, B, C] = [1, 2, 3].map((number) => digestNumber(number) as Digest) as [Digest, Digest, Digest];
const DAY = 86_400_000;

function lockEntry(digest: Digest, sinceMs: number, previous: readonly [Digest, number][] = []): LockEntry {
  const text = (ms: number) => new Date(ms).toISOString();
  return {
    digest,
    since: text(sinceMs),
    previous: previous.map(([earlier, ms]) => ({ digest: earlier, since: text(ms) })),
  };
}

describe('what the source was seen to serve', () => {
  test('keeps the first sighting of each digest, newest first', () => {
    const history = new History();
    history.see(TAG, A, 1 * DAY);
    history.see(TAG, B, 2 * DAY);
    history.see(TAG, A, 3 * DAY);
    expect(history.of(TAG).seen).toEqual([
      { digest: B, sinceMs: 2 * DAY },
      { digest: A, sinceMs: 1 * DAY },
    ]);
  });

  test('is bounded, and the oldest sighting goes first', () => {
    const history = new History();
    for (let number = 0; number <= SIGHTINGS_LIMIT; number += 1)
      history.see(TAG, digestNumber(number) as Digest, number);
    const { seen } = history.of(TAG);
    expect(seen).toHaveLength(SIGHTINGS_LIMIT);
    expect(seen.at(-1)?.digest).toBe(digestNumber(1));
  });

  test("within one second the lock's own order stands, whatever was seen later", () => {
    const lock = lockEntry(B, DAY, [[A, DAY]]);
    const history = new History();
    history.see(TAG, A, DAY + 1_500);
    expect(sightingsOf(history.of(TAG), lock).map(({ digest }) => digest)).toEqual([B, A]);
    expect(isOlder(sightingsOf(history.of(TAG), lock), A, B)).toBe(true);
  });

  test('a sighting of the second that the lock names is the finer time', () => {
    const history = new History();
    history.see(TAG, A, DAY + 300);
    history.see(TAG, B, DAY + 700);
    expect(sightingsOf(history.of(TAG), lockEntry(B, DAY))).toEqual([
      { digest: B, sinceMs: DAY + 700 },
      { digest: A, sinceMs: DAY + 300 },
    ]);
  });

  test('the order of the lock stands when its older digest is seen again within the same second, memory lost', () => {
    const history = new History();
    history.see(TAG, A, DAY + 900);
    const sightings = sightingsOf(history.of(TAG), lockEntry(B, DAY, [[A, DAY]]));
    expect(isOlder(sightings, A, B)).toBe(true);
  });

  test('another digest of the second that the lock names is not the locked one', () => {
    const history = new History();
    history.see(TAG, A, DAY + 100);
    history.see(TAG, B, DAY + 700);
    const dates = (since: number) => sightingsOf(history.of(TAG), lockEntry(C, since));
    expect(dates(DAY)).toEqual([
      { digest: B, sinceMs: DAY + 700 },
      { digest: A, sinceMs: DAY + 100 },
      { digest: C, sinceMs: DAY },
    ]);
  });

  test.each([
    [0, 0],
    [999, 999],
    [1_000, 0],
  ])('a sighting %i ms after the second of the lock gives %i ms', (seenAfter, expected) => {
    const history = new History();
    history.see(TAG, A, DAY + seenAfter);
    expect(sightingsOf(history.of(TAG), lockEntry(A, DAY))).toEqual([{ digest: A, sinceMs: DAY + expected }]);
  });

  test('a sighting before the second of the lock is the first', () => {
    const history = new History();
    history.see(TAG, A, DAY - 1);
    history.see(TAG, B, DAY);
    expect(sightingsOf(history.of(TAG), lockEntry(A, DAY)).map(({ digest }) => digest)).toEqual([B, A]);
  });

  test('is not what was accepted', () => {
    const history = new History();
    history.see(TAG, A, DAY);
    expect(history.of(TAG).accepted).toBeNull();
    history.accept(TAG, B);
    expect(history.of(TAG)).toEqual({ seen: [{ digest: A, sinceMs: DAY }], accepted: B, acceptedBefore: [] });
  });

  test('is told as entries that make the same history again', () => {
    const history = new History();
    history.see(TAG, A, DAY);
    history.accept(`${TAG}.1`, B);
    expect(history.entries().map(([name]) => name)).toEqual([TAG, `${TAG}.1`]);
    const again = new History(history.entries());
    expect(again.of(TAG)).toEqual(history.of(TAG));
    expect(again.of(`${TAG}.1`).accepted).toBe(B);
  });

  test('is empty until something is seen or accepted, and separate for each tag', () => {
    const history = new History();
    expect(history.isEmpty).toBe(true);
    expect(history.of(TAG)).toEqual({ seen: [], accepted: null, acceptedBefore: [] });
    history.accept(TAG, A);
    expect(history.isEmpty).toBe(false);
    expect(history.of(`${TAG}.1`).accepted).toBeNull();
  });
});

describe('what was accepted', () => {
  test('is kept after something else is, newest first and each once', () => {
    const history = new History();
    for (const digest of [A, B, C, A, A]) history.accept(TAG, digest);
    expect(history.of(TAG)).toMatchObject({ accepted: A, acceptedBefore: [C, B] });
    expect(acceptedOf(history.of(TAG))).toEqual([A, C, B]);
  });

  test('is listed by the tags of a repository, whatever else has a name like it', () => {
    const history = new History();
    history.accept('docker.io/library/redis:7.4', A);
    history.accept('docker.io/library/redis:8', B);
    history.see('docker.io/library/redis:seen-only', A, 1);
    history.accept('docker.io/library/redis-stack:7.4', A);
    history.accept('docker.io/library/redis/more:7.4', A);
    history.accept('docker.io/library/redis@7.4', A);
    history.accept('docker.io/library/redis:', A);
    expect(history.acceptedTags('docker.io/library/redis')).toStrictEqual(['7.4', '8']);
  });

  test('is bounded, and the oldest goes first', () => {
    const history = new History();
    for (let number = 0; number <= ACCEPTED_LIMIT; number += 1)
      history.accept(TAG, digestNumber(number) as Digest);
    const accepted = acceptedOf(history.of(TAG));
    expect(accepted).toHaveLength(ACCEPTED_LIMIT);
    expect(accepted[0]).toBe(digestNumber(ACCEPTED_LIMIT));
    expect(accepted.at(-1)).toBe(digestNumber(1));
  });
});

describe('the age of digests', () => {
  test('is that of the first sighting, be it in the history or in the lock', () => {
    const history = new History();
    history.see(TAG, A, 5 * DAY); // seen anew after the memory was lost
    history.see(TAG, B, 4 * DAY);
    const lock = lockEntry(B, 3 * DAY, [[A, 1 * DAY]]);
    expect(sightingsOf(history.of(TAG), lock)).toEqual([
      { digest: B, sinceMs: 3 * DAY },
      { digest: A, sinceMs: 1 * DAY },
    ]);
  });

  test('counts from the first of two lock lines when a digest came back', () => {
    const lock = lockEntry(A, 3 * DAY, [
      [B, 2 * DAY],
      [A, 1 * DAY],
    ]);
    const sightings = sightingsOf(new History().of(TAG), lock);
    expect(isOlder(sightings, A, B)).toBe(true);
    expect(isOlder(sightings, B, A)).toBe(false);
  });

  test('is told between any two that were seen', () => {
    const history = new History();
    for (const [at, digest] of [A, B, C].entries()) history.see(TAG, digest, at);
    const sightings = sightingsOf(history.of(TAG), null);
    expect(sightings.map(({ digest }) => digest)).toStrictEqual([C, B, A]);
    expect([isOlder(sightings, A, B), isOlder(sightings, B, A)]).toEqual([true, false]);
    expect([isOlder(sightings, B, C), isOlder(sightings, C, B)]).toEqual([true, false]);
  });

  test('is unknown for a digest that was never seen: it is not older than anything', () => {
    const history = new History();
    history.see(TAG, A, DAY);
    const sightings = sightingsOf(history.of(TAG), null);
    expect(isOlder(sightings, C, A)).toBe(false);
    expect(isOlder(sightings, A, C)).toBe(false);
    expect(isOlder(sightings, A, A)).toBe(false);
  });
});
