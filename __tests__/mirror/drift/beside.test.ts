import { describe, expect, test } from '@jest/globals';
import { findingsBeside } from '../../../src/mirror/drift/beside.ts';
import type { ComparedRow } from '../../../src/mirror/drift/compared.ts';
import { timelineOf } from '../../../src/mirror/drift/timeline.ts';
import { type Digest, shortDigest } from '../../../src/oci/digest.ts';
import { ABSENT, CLOCK, cell, DAY, digest, NOW, present, row, timeline } from './rows.ts';

const [A, B, C, X] = [1, 2, 3, 9].map(digest) as [Digest, Digest, Digest, Digest];
const [EU, US] = ['eu.example.com/library/redis:7.4', 'us.example.com/library/redis:7.4'];
const CELLS = [cell('eu', present(A)), cell('us', ABSENT)];

const beside = (parts: Partial<ComparedRow>) => findingsBeside(row(parts), CLOCK);

test('nothing is said where nothing is wrong', () => {
  expect(beside({ cells: CELLS })).toStrictEqual([]);
});

describe('a tag that the source has no longer', () => {
  test('is kept where a pin or the lock says what it was', () => {
    expect(beside({ source: { kind: 'gone' }, cells: CELLS })).toMatchObject([
      {
        rule: 'source-gone',
        message: expect.stringMatching(/any more; mirrors are kept at sha256:1000.* \(lock\)$/),
        help: expect.stringContaining('stays'),
        digest: A,
        affects: [EU, US],
        affectedCount: 2,
      },
    ]);
  });

  test('can be brought from nowhere else', () => {
    const [gone, ...others] = beside({ wanted: { kind: 'gone' }, source: { kind: 'gone' }, cells: CELLS });
    expect(others).toEqual([]);
    expect(gone).toMatchObject({
      rule: 'source-gone',
      message: expect.stringMatching(/no such tag, and neither a pin nor the lock/),
      help: expect.stringContaining('Correct the tag'),
      affects: [EU, US],
    });
    expect(gone).not.toHaveProperty('digest');
    expect(beside({ wanted: { kind: 'gone' }, source: { kind: 'not-known' } })).toHaveLength(1);
  });

  test('is not spoken of where what is wanted could not be found out', () => {
    expect(beside({ wanted: { kind: 'unknown' }, source: { kind: 'gone' } })).toEqual([]);
  });
});

describe('a source that moved', () => {
  test('forward: how far, and since when the lock is behind', () => {
    const [behind] = beside({ locked: C });
    expect(behind).toMatchObject({ rule: 'lock-behind', digest: A });
    expect(behind?.message).toMatch(/ 2 versions newer, since 2026-11-10 02:00 UTC$/);
  });

  test('back: how far', () => {
    const [back] = beside({ source: { kind: 'serves', digest: C } });
    expect(back).toMatchObject({ rule: 'tag-rollback', digest: C });
    expect(back?.message).toMatch(/, 2 versions back$/);
  });

  test('back or forward is not known of a digest without an age', () => {
    expect(beside({ source: { kind: 'serves', digest: X } })).toEqual([]);
    expect(beside({ locked: X })).toEqual([]);
  });

  test('to another index with the same wanted child has not moved', () => {
    const [one, other] = [B, C];
    const sightings = [one, other].map((index, at) => ({ digest: index, sinceMs: NOW - (at + 1) * DAY }));
    const past = timelineOf({ sightings, sourceNow: null, nowMs: NOW, childOf: () => A });
    for (const [locked, now] of [
      [one, other],
      [other, one],
    ] as const)
      expect(beside({ locked, source: { kind: 'serves', digest: now }, timeline: past })).toEqual([]);
  });
});

describe('mirrors that disagree', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

  test('are told with what each has, since when, and which of it is wanted', () => {
    const cells = [cell('eu', present(A)), cell('us', present(B)), cell('asia', present(X))];
    const [told] = beside({ cells });
    expect(told?.rule).toBe('mirrors-disagree');
    expect(told).toMatchObject({ affects: cells.map(({ address }) => address), affectedCount: 3 });
    expect(told?.message.split('; ').map((part) => part.replace(/^.*disagree: /, ''))).toEqual([
      `eu has ${shortDigest(A)} (wanted, at the source since 2026-11-11 02:00 UTC)`,
      `us has ${shortDigest(B)} (at the source since 2026-11-10 02:00 UTC)`,
      `asia has ${shortDigest(X)} (never seen at the source)`,
    ]);
  });

  test('none is wanted where nothing is known to be', () => {
    const cells = [cell('eu', present(A)), cell('us', present(B))];
    expect(beside({ wanted: { kind: 'unknown' }, cells })[0]?.message).not.toContain('wanted');
  });

  test.each([
    [4, /: a, b, c, d have /],
    [5, /: a, b, c, d, e have /],
    [6, /: a, b, c, d, e and 1 more have /],
    [7, /: a, b, c, d, e and 2 more have /],
  ])('%i of one digest', (count, words) => {
    const same = names.slice(0, count).map((name) => cell(name, present(A)));
    expect(beside({ cells: [...same, cell('other', present(B))] })[0]?.message).toMatch(words);
  });

  test('where no tag is managed there is nothing to disagree about', () => {
    expect(beside({ tag: null, cells: [cell('eu', present(A)), cell('us', present(B))] })).toEqual([]);
  });
});

test('a lock that is behind for longer than a month is a warning', () => {
  const severityAt = (days: number) =>
    beside({ locked: B, timeline: timeline([A, B], days) }).map(({ severity }) => severity);
  expect([30, 31].map(severityAt)).toEqual([['note'], ['warning']]);
});
