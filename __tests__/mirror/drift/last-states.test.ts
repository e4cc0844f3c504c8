import { describe, expect, test } from '@jest/globals';
import { compareRows } from '../../../src/mirror/drift/compare.ts';
import type { MirrorView } from '../../../src/mirror/drift/compared.ts';
import { changesSince, LastStates } from '../../../src/mirror/drift/last-states.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { ABSENT, CLOCK, cell, digest, NOW, present, row } from './rows.ts';

const [A, B, C] = [1, 2, 3].map(digest) as [Digest, Digest, Digest];
const UNREADABLE: MirrorView = { kind: 'unreadable', why: 'down', isTold: false };
const HOUR = 3_600_000;

/** One run per hour, the last of which is told. */
function told(...runs: readonly MirrorView[]) {
  const last = new LastStates();
  const steps = runs.map((view, at) => {
    const drift = compareRows([row({ cells: [cell('eu', view)] })], CLOCK);
    const nowMs = NOW + at * HOUR;
    const changes = changesSince(drift, last, nowMs);
    last.note(drift, nowMs);
    const judged = drift.rows[0]?.cells[0];
    if (judged === undefined) throw new Error('no cell');
    return {
      change: changes.byCell.get(judged) ?? null,
      since: changes.driftingSinceMs.get(judged) ?? null,
      lastRunMs: changes.lastRunMs,
    };
  });
  return steps.at(-1);
}

describe('what changed since the last run', () => {
  test.each<[string, MirrorView, MirrorView, string | null]>([
    ['still in sync', present(A), present(A), null],
    ['still behind', present(B), present(B), null],
    ['begins to differ', present(A), present(B), 'new'],
    ['goes missing', present(A), ABSENT, 'new'],
    ['cannot be read any more', present(A), UNREADABLE, 'new'],
    ['was behind and cannot be read any more', present(B), UNREADABLE, 'new'],
    ['heals', present(B), present(A), 'healed'],
    ['can be read again and is in sync', UNREADABLE, present(A), 'healed'],
    ['falls further behind', present(B), present(C), 'moved'],
    ['goes missing after it was behind', present(B), ABSENT, 'moved'],
    ['begins to lack content', present(A), present(A, { lack: 'a blob' }), 'new'],
    ['was not asked', present(A), { kind: 'not-read' }, null],
  ])('%s', (_name, before, now, change) => {
    expect(told(before, now)?.change).toBe(change);
  });

  test('a mirror that could not be read for a while and holds what it held is nothing new', () => {
    expect(told(present(B), UNREADABLE, present(B))?.change).toBeNull();
    expect(told(present(B), UNREADABLE, UNREADABLE, present(C))?.change).toBe('moved');
  });
  test('nothing is new in the first run, and a row that joins later is when it differs', () => {
    expect(told(present(B))).toEqual({ change: null, since: NOW, lastRunMs: null });
    const last = new LastStates();
    last.note(compareRows([row({ cells: [cell('eu', present(A))] })], CLOCK), NOW);
    const cells = [cell('eu', present(A)), cell('us', present(B)), cell('asia', present(A))];
    const drift = compareRows([row({ cells })], CLOCK);
    const changes = changesSince(drift, last, NOW + HOUR);
    expect([...changes.byCell].map(([{ mirror }, change]) => [mirror.name, change])).toEqual([['us', 'new']]);
    expect(changes.lastRunMs).toBe(NOW);
  });
  test('it moved with the source and stayed in sync', () => {
    const last = new LastStates();
    last.note(compareRows([row({ cells: [cell('eu', present(A))] })], CLOCK), NOW);
    const wanted = { kind: 'digest', digest: B, by: 'lock' } as const;
    const drift = compareRows([row({ wanted, cells: [cell('eu', present(B))] })], CLOCK);
    expect([...changesSince(drift, last, NOW).byCell.values()]).toEqual(['moved']);
  });
  test('since when it differs: run after run, also through other ways of differing', () => {
    expect(told(present(A), present(B), ABSENT, UNREADABLE, present(C))?.since).toBe(NOW + HOUR);
    expect(told(present(B), present(A), present(B))?.since).toBe(NOW + 2 * HOUR);
    expect(told(present(B), present(A))?.since).toBeNull();
  });
  test('rows that were not compared keep what is known of them', () => {
    const last = new LastStates();
    last.note(compareRows([row({ cells: [cell('eu', present(B))] })], CLOCK), NOW);
    const before = last.entries();
    last.note(compareRows([row({ cells: [cell('eu', { kind: 'not-read' })] })], CLOCK), NOW + HOUR);
    expect(last.entries()).toEqual(before);
  });
});
