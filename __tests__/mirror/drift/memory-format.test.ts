import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LastStates } from '../../../src/mirror/drift/last-states.ts';
import {
  formatLastStates,
  formatRelations,
  parseLastStates,
  parseRelations,
} from '../../../src/mirror/drift/memory-format.ts';
import { type KnownRelation, RELATIONS_LIMIT, Relations } from '../../../src/mirror/drift/relations.ts';
import { DRIFT_NAMES } from '../../../src/mirror/drift/state.ts';
import { digest } from './rows.ts';

const names = fc.array(fc.string({ maxLength: 80 }), { maxLength: 20 });
const relation: fc.Arbitrary<KnownRelation> = fc.oneof(
  fc.constant<KnownRelation>({ kind: 'unrelated' }),
  fc.record({
    kind: fc.constant('equivalent' as const),
    by: fc.constantFrom('children' as const, 'configs' as const, 'diff-ids' as const),
  }),
  fc.record({
    kind: fc.constant('partial' as const),
    shape: fc.constantFrom('single' as const, 'list' as const),
    isRewritten: fc.boolean(),
    has: names,
    missing: names,
  }),
);
const time = fc.nat(4_000_000_000_000);
const state = fc.record({
  state: fc.constantFrom(...DRIFT_NAMES),
  found: fc.option(fc.nat(9).map(digest)),
  sinceMs: time,
  atMs: time,
});
const key = fc.string({ unit: 'binary' });

describe('what is written is read back', () => {
  test('explained differences, in the order of their use', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, relation)), (entries) => {
        const written = new Relations(entries);
        const read = parseRelations(formatRelations(written));
        expect(read.ok && read.value.entries()).toEqual(written.entries());
      }),
    );
  });
  test('last states', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, state)), (entries) => {
        const written = new LastStates(entries);
        const read = parseLastStates(formatLastStates(written));
        expect(read.ok && new Map(read.value.entries())).toEqual(new Map(written.entries()));
      }),
    );
  });
});

describe('nothing but exactly that is trusted', () => {
  const file = (kind: string, record: unknown) =>
    `${JSON.stringify({ mirrorAction: kind, version: 1, records: 1 })}\n${JSON.stringify(record)}\n`;
  const partial = { kind: 'partial', shape: 'single', isRewritten: false, has: ['a'], missing: [] };

  test('these are, before they are spoilt', () => {
    expect(parseRelations(file('relations', ['k', partial])).ok).toBe(true);
    expect(parseLastStates(file('states', ['k', 'stale', digest(1), 1, 2])).ok).toBe(true);
  });
  test.each(
    (
      [
        ['k'],
        [1, { kind: 'unrelated' }],
        ['k', null],
        ['k', { kind: 'unknown' }],
        ['k', { kind: 'equivalent', by: 'luck' }],
        ['k', { ...partial, shape: 'round' }],
        ['k', { ...partial, isRewritten: 0 }],
        ['k', { ...partial, has: ['x'.repeat(200)] }],
        ['k', { ...partial, missing: Array.from({ length: 21 }, () => 'a') }],
      ] as unknown[]
    ).map((record) => ({ record })),
  )('a relation $record', ({ record }) => {
    expect(parseRelations(file('relations', record)).ok).toBe(false);
  });
  test.each(
    (
      [
        ['k', 'lost', null, 1, 2],
        ['k', 'stale', 'sha256:1', 1, 2],
        ['k', 'stale', null, -1, 2],
        ['k', 'stale', null, 1, 2.5],
        [null, 'stale', null, 1, 2],
        ['k', 'stale', null, 1],
      ] as unknown[]
    ).map((record) => ({ record })),
  )('a state $record', ({ record }) => {
    expect(parseLastStates(file('states', record)).ok).toBe(false);
  });
});

describe('explained differences', () => {
  const pair = (number: number) => ({ found: digest(number), wanted: digest(0), platforms: null });
  test('are kept apart by platforms, whatever their order', () => {
    const relations = new Relations();
    const [one, other] = [
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64' },
    ];
    relations.remember({ ...pair(1), platforms: [one, other] }, { kind: 'unrelated' });
    expect(relations.get({ ...pair(1), platforms: [other, one] })).toEqual({ kind: 'unrelated' });
    expect(relations.get(pair(1))).toBeNull();
  });
  test('what could not be found out is asked again', () => {
    const relations = new Relations();
    relations.remember(pair(1), { kind: 'unknown' });
    expect(relations.get(pair(1))).toBeNull();
  });
  test('are bounded, and the one not used for longest goes', () => {
    const relations = new Relations();
    for (let number = 0; number < RELATIONS_LIMIT; number += 1)
      relations.remember(pair(number), { kind: 'unrelated' });
    relations.get(pair(0));
    relations.remember(pair(RELATIONS_LIMIT), { kind: 'unrelated' });
    expect(relations.entries()).toHaveLength(RELATIONS_LIMIT);
    expect(relations.get(pair(0))).not.toBeNull();
    expect(relations.get(pair(1))).toBeNull();
  });
});
