import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MirrorView, WantedDigest } from '../../../src/mirror/drift/compared.ts';
import type { Relation } from '../../../src/mirror/drift/relation.ts';
import { type DriftState, decideState } from '../../../src/mirror/drift/state.ts';
import { type Timeline, timelineOf } from '../../../src/mirror/drift/timeline.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { ABSENT, CLOCK, DAY, digest, NOW, present, timeline } from './rows.ts';

const [A, B, C, X] = [1, 2, 3, 9].map(digest) as [Digest, Digest, Digest, Digest];
const wanted = (one: Digest): WantedDigest => ({ kind: 'digest', digest: one, by: 'lock' });
const PAST = timeline([A, B, C]);

function decide(view: MirrorView, want = wanted(A), past: Timeline = PAST): DriftState | null {
  return decideState({ wanted: want, view, timeline: past, ...CLOCK });
}

const partial = (missing: readonly string[]): Relation => ({
  kind: 'partial',
  shape: 'single',
  isRewritten: false,
  has: ['linux/amd64'],
  missing,
});
const UNREADABLE: MirrorView = { kind: 'unreadable', why: 'HTTP 401', isTold: false };

describe('each state of the table', () => {
  test.each<[string, DriftState | null, Partial<Record<string, unknown>>]>([
    ['unreadable', decide(UNREADABLE), { severity: 'error', why: 'HTTP 401' }],
    ['source-gone', decide(present(B), { kind: 'gone' }), { severity: 'warning' }],
    ['missing', decide(ABSENT), { severity: 'error', sinceMs: NOW - 10 * DAY }],
    ['in-sync', decide(present(A)), { severity: null }],
    ['incomplete', decide(present(A, { lack: 'a blob is missing' })), { severity: 'error' }],
    ['ahead', decide(present(A), wanted(C)), { severity: 'error', versions: 2, sinceMs: NOW - 10 * DAY }],
    // superseded by B eleven days ago
    ['stale', decide(present(C)), { severity: 'error', versions: 2, sinceMs: NOW - 11 * DAY }],
    ['partial', decide(present(X, { relation: partial([]) })), { severity: 'warning' }],
    ['partial', decide(present(X, { relation: partial(['linux/arm64']) })), { severity: 'error' }],
    [
      'equivalent',
      decide(present(X, { relation: { kind: 'equivalent', by: 'configs' } })),
      { severity: 'warning' },
    ],
    ['diverged', decide(present(X)), { severity: 'error', isServed: false }],
    ['diverged', decide(present(X, { relation: { kind: 'unknown' } })), { severity: 'error' }],
    // a pin that the source was never seen with: what the mirror has is not known to be older or newer
    ['diverged', decide(present(B), wanted(X)), { severity: 'error', isServed: true }],
  ])('%s', (state, decided, more) => {
    expect(decided).toMatchObject({ state, ...more });
  });
});

describe('first match wins', () => {
  test('a mirror that could not be read is that, whatever is wanted', () => {
    expect(decide(UNREADABLE, { kind: 'gone' })?.state).toBe('unreadable');
    expect(decide(UNREADABLE, { kind: 'unknown' })?.state).toBe('unreadable');
  });
  test('an older version that is also a part of the new one is stale', () => {
    expect(decide(present(B, { relation: partial([]) }))?.state).toBe('stale');
  });
  test('an index around the wanted child is neither older nor newer than it', () => {
    const [index, child] = [B, A];
    const sightings = [{ digest: index, sinceMs: NOW - DAY }];
    const past = timelineOf({ sightings, sourceNow: null, nowMs: NOW, childOf: () => child });
    const relation: Relation = { kind: 'equivalent', by: 'children' };
    expect(decide(present(index, { relation }), wanted(child), past)?.state).toBe('equivalent');
    expect(decide(present(index), wanted(child), past)).toMatchObject({ state: 'diverged', isServed: true });
  });
  test('nothing is compared where the mirror was not asked, or nothing is known to be wanted', () => {
    expect(decide({ kind: 'not-read' })).toBeNull();
    expect(decide(ABSENT, { kind: 'unknown' })).toBeNull();
  });
});

describe('maxLag', () => {
  const young = (ageMs: number) =>
    timelineOf({
      sightings: [
        { digest: A, sinceMs: NOW - ageMs },
        { digest: B, sinceMs: NOW - 9 * DAY },
      ],
      sourceNow: A,
      nowMs: NOW,
    });
  test.each([
    [DAY - 1, 'note', 'warning'],
    [DAY, 'error', 'error'],
    [-DAY, 'note', 'warning'],
  ])('a change of %i ms ago', (ageMs, ofMissing, ofStale) => {
    expect(decide(ABSENT, wanted(A), young(ageMs))?.severity).toBe(ofMissing);
    expect(decide(present(B), wanted(A), young(ageMs))?.severity).toBe(ofStale);
  });
  test('a mirror is behind since the first version that it lacks, however new the newest is', () => {
    const past = timelineOf({
      sightings: [B, C].map((one, index) => ({ digest: one, sinceMs: NOW - (5 + index) * DAY })),
      sourceNow: A,
      nowMs: NOW,
    });
    expect(decide(present(C), wanted(A), past)).toMatchObject({
      state: 'stale',
      versions: 2,
      severity: 'error',
      sinceMs: NOW - 5 * DAY,
    });
  });
  test('a digest without an age is not young', () => {
    expect(decide(ABSENT, wanted(X))).toMatchObject({ severity: 'error', sinceMs: null });
    const early = { wanted: wanted(X), view: ABSENT, timeline: [], nowMs: 1, maxLagMs: DAY };
    expect(decideState(early)).toMatchObject({ severity: 'error' });
  });
});

/** The table once more, by other means: histories as plain lists, oldest first. */
interface Told {
  readonly readable: boolean;
  readonly gone: boolean;
  readonly wanted: number;
  readonly held: number | null;
  readonly lacks: boolean;
  readonly relation: Relation;
  /** Digests in the order of their first sighting; ages in whole hours. */
  readonly served: readonly { readonly number: number; readonly hoursAgo: number }[];
  readonly maxLagHours: number;
}

function oracle(told: Told): string {
  const { served, held, maxLagHours } = told;
  const order = served.map(({ number }) => number);
  const [w, m] = [order.indexOf(told.wanted), held === null ? -1 : order.indexOf(held)];
  const isYoung = (index: number) => index >= 0 && (served[index]?.hoursAgo ?? 0) < maxLagHours;
  if (!told.readable) return 'unreadable error';
  if (told.gone) return 'source-gone warning';
  if (held === null) return `missing ${isYoung(w) ? 'note' : 'error'}`;
  if (held === told.wanted) return told.lacks ? 'incomplete error' : 'in-sync null';
  if (w >= 0 && m > w) return 'ahead error';
  if (m >= 0 && m < w) return `stale ${isYoung(m + 1) ? 'warning' : 'error'}`;
  if (told.relation.kind === 'partial')
    return `partial ${told.relation.missing.length > 0 ? 'error' : 'warning'}`;
  return told.relation.kind === 'equivalent' ? 'equivalent warning' : 'diverged error';
}

const relation: fc.Arbitrary<Relation> = fc.oneof(
  fc.constantFrom<Relation>(
    { kind: 'unknown' },
    { kind: 'unrelated' },
    { kind: 'equivalent', by: 'diff-ids' },
  ),
  fc.subarray(['linux/arm64', 'linux/arm/v7']).map(partial),
);
const served = fc
  .tuple(fc.uniqueArray(fc.nat(6), { maxLength: 6 }), fc.array(fc.nat(60), { minLength: 6, maxLength: 6 }))
  .map(([numbers, gaps]) => {
    const hours = numbers.map((_number, index) =>
      gaps.slice(index, numbers.length).reduce((sum, gap) => sum + gap, 0),
    );
    return numbers.map((number, index) => ({ number, hoursAgo: hours[index] ?? 0 }));
  });

test('random histories agree with the table told by other means', () => {
  const told: fc.Arbitrary<Told> = fc.record({
    readable: fc.boolean(),
    gone: fc.boolean(),
    wanted: fc.nat(7),
    held: fc.option(fc.nat(7)),
    lacks: fc.boolean(),
    relation,
    served,
    maxLagHours: fc.nat(80),
  });
  fc.assert(
    fc.property(told, (one) => {
      const hour = 3_600_000;
      const sightings = one.served
        .map(({ number, hoursAgo }) => ({ digest: digest(number), sinceMs: NOW - hoursAgo * hour }))
        .reverse();
      const held = one.held === null ? ABSENT : present(digest(one.held), { relation: one.relation });
      const view = held.kind === 'present' ? { ...held, lack: one.lacks ? 'a blob' : null } : held;
      const decided = decideState({
        wanted: one.gone ? { kind: 'gone' } : wanted(digest(one.wanted)),
        view: one.readable ? view : UNREADABLE,
        timeline: timelineOf({ sightings, sourceNow: null, nowMs: NOW }),
        nowMs: NOW,
        maxLagMs: one.maxLagHours * hour,
      });
      expect(`${decided?.state} ${decided?.severity}`).toBe(oracle(one));
    }),
    { numRuns: 2_000 },
  );
});
