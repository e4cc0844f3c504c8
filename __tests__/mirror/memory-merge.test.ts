import { describe, expect, test } from '@jest/globals';
import { SIGHTINGS_LIMIT, type TagHistory } from '../../src/mirror/history.ts';
import {
  mergeHistory,
  mergeIndexes,
  mergeLastStates,
  mergeProofs,
  mergeRelations,
} from '../../src/mirror/memory-merge.ts';
import type { Proof } from '../../src/mirror/proofs.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { digestNumber } from '../fakes/report.ts';

const [a, b, c] = [1, 2, 3].map((number) => digestNumber(number)) as [Digest, Digest, Digest];
const proof = (atMs: number, kind: Proof['kind'] = 'proven'): Proof => ({ kind, depth: 'probe', atMs });
const map = <T>(entries: Readonly<Record<string, T>>) => new Map(Object.entries(entries));

describe('proofs', () => {
  test('of both runs are kept', () => {
    const merged = mergeProofs({ ours: map({ x: proof(1) }), theirs: map({ y: proof(2) }), loaded: map({}) });
    expect(merged).toEqual(map({ x: proof(1), y: proof(2) }));
  });

  test('of one key: the newest, damage too', () => {
    const merged = mergeProofs({
      ours: map({ x: proof(1), y: proof(5) }),
      theirs: map({ x: proof(2, 'damaged'), y: proof(4) }),
      loaded: map({ x: proof(0), y: proof(0) }),
    });
    expect(merged).toEqual(map({ x: proof(2, 'damaged'), y: proof(5) }));
  });

  test('that this run forgot stay forgotten, unless another proved them anew', () => {
    const loaded = map({ x: proof(1), y: proof(1) });
    const merged = mergeProofs({ ours: map({}), theirs: map({ x: proof(1), y: proof(2) }), loaded });
    expect(merged).toEqual(map({ y: proof(2) }));
  });

  test('that only this run renewed are its own, also after the clock went back', () => {
    const loaded = map({ x: proof(9) });
    expect(mergeProofs({ ours: map({ x: proof(3) }), theirs: loaded, loaded })).toEqual(map({ x: proof(3) }));
  });
});

describe('history', () => {
  const past = (
    seen: readonly (readonly [Digest, number])[],
    accepted: readonly Digest[] = [],
  ): TagHistory => ({
    seen: seen.map(([digest, sinceMs]) => ({ digest, sinceMs })),
    accepted: accepted[0] ?? null,
    acceptedBefore: accepted.slice(1),
  });
  const merge = (ours: TagHistory, theirs: TagHistory, loaded: TagHistory) =>
    mergeHistory({ ours: map({ t: ours }), theirs: map({ t: theirs }), loaded: map({ t: loaded }) }).get('t');

  test('of tags that only one run knows is kept', () => {
    const [ours, theirs] = [map({ x: past([[a, 1]]) }), map({ y: past([[b, 2]]) })];
    expect(mergeHistory({ ours, theirs, loaded: map({}) })).toEqual(new Map([...ours, ...theirs]));
  });

  test('has every digest at its first sighting, newest first', () => {
    const merged = merge(
      past([
        [c, 5],
        [a, 1],
      ]),
      past([
        [b, 3],
        [c, 4],
        [a, 1],
      ]),
      past([[a, 1]]),
    );
    expect(merged).toEqual(
      past([
        [c, 4],
        [b, 3],
        [a, 1],
      ]),
    );
  });

  test('accepts what this run accepted, else what the other did; both are remembered', () => {
    const loaded = past([], [a]);
    expect(merge(past([], [b, a]), past([], [c, a]), loaded)).toEqual(past([], [b, a, c]));
    expect(merge(past([], [a]), past([], [c, a]), loaded)).toEqual(past([], [c, a]));
  });

  test('keeps the order of sightings where nothing is new, and no more than fit', () => {
    const wentBack = past([
      [b, 1],
      [a, 2],
    ]);
    expect(merge(wentBack, past([[a, 2]]), past([[a, 2]]))).toEqual(wentBack);
    const many = (from: number) =>
      past(
        Array.from({ length: SIGHTINGS_LIMIT }, (_, back) => [
          digestNumber(from - back) as Digest,
          from - back,
        ]),
      );
    expect(merge(many(100), many(200), past([]))).toEqual(many(200));
  });
});

test('indexes of both runs are kept', () => {
  const one = { mediaType: 'm', text: '{}' };
  expect(mergeIndexes(map({ x: one }), map({ y: one }))).toEqual(map({ x: one, y: one }));
});

test('of last states the later one stays, and of relations all do', () => {
  const state = (atMs: number) => ({ state: 'stale', found: null, sinceMs: 1, atMs }) as const;
  const merged = mergeLastStates(
    new Map([['a', state(5)]]),
    new Map([
      ['a', state(6)],
      ['b', state(2)],
    ]),
  );
  expect([...merged].map(([key, { atMs }]) => [key, atMs])).toEqual([
    ['a', 6],
    ['b', 2],
  ]);
  const unrelated = { kind: 'unrelated' } as const;
  const relations = mergeRelations(
    new Map([['x', unrelated]]),
    new Map([
      ['x', unrelated],
      ['y', unrelated],
    ]),
  );
  expect([...relations.keys()]).toEqual(['y', 'x']);
});
