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

  test('is not what was accepted', () => {
    const history = new History();
    history.see(TAG, A, DAY);
    expect(history.of(TAG).accepted).toBeNull();
    history.accept(TAG, B);
    expect(history.of(TAG)).toEqual({ seen: [{ digest: A, sinceMs: DAY }], accepted: B, acceptedBefore: [] });
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

  test('is unknown for a digest that was never seen: it is not older than anything', () => {
    const history = new History();
    history.see(TAG, A, DAY);
    const sightings = sightingsOf(history.of(TAG), null);
    expect(isOlder(sightings, C, A)).toBe(false);
    expect(isOlder(sightings, A, C)).toBe(false);
    expect(isOlder(sightings, A, A)).toBe(false);
  });
});
