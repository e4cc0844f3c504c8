import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding, Rule } from '../../../src/finding.ts';
import { compareRows } from '../../../src/mirror/drift/compare.ts';
import type { ComparedCell, ComparedRow, MirrorView } from '../../../src/mirror/drift/compared.ts';
import type { Relation } from '../../../src/mirror/drift/relation.ts';
import { timelineOf } from '../../../src/mirror/drift/timeline.ts';
import { type Digest, shortDigest } from '../../../src/oci/digest.ts';
import { ABSENT, CLOCK, cell, DAY, digest, mirror, NOW, present, row, timeline } from './rows.ts';

const [A, B, C, X] = [1, 2, 3, 9].map(digest) as [Digest, Digest, Digest, Digest];
const wantsNow = (one: Digest) => ({ kind: 'digest', digest: one, by: 'source' }) as const;

function findingsOf(...rows: readonly ComparedRow[]): readonly Finding[] {
  return compareRows(rows, CLOCK).findings;
}

function only(rule: Rule, ...rows: readonly ComparedRow[]): Finding {
  const found = findingsOf(...rows).filter((one) => one.rule === rule);
  expect(found).toHaveLength(1);
  return found[0] as Finding;
}

const rulesOf = (...rows: readonly ComparedRow[]) => findingsOf(...rows).map(({ rule }) => rule);

describe('states as findings', () => {
  test('in sync says nothing', () => {
    const compared = compareRows([row({ cells: [cell('eu', present(A)), cell('us', present(A))] })], CLOCK);
    expect(compared.findings).toEqual([]);
    expect(compared.rows[0]?.cells.map(({ drift }) => drift?.state)).toEqual(['in-sync', 'in-sync']);
  });

  test('every cell has its reason, and one where nothing was compared has none', () => {
    const cells = [cell('eu', present(A)), cell('us', { kind: 'not-read' })];
    const compared = compareRows([row({ cells })], CLOCK);
    expect(compared.findings).toEqual([]);
    expect(compared.rows[0]?.cells).toMatchObject([
      { drift: { state: 'in-sync' }, reason: expect.stringMatching(/as wanted$/) },
      { drift: null, reason: null },
    ]);
  });

  test('names the place, how far, since when, and both digests', () => {
    const stale = only('stale', row({ cells: [cell('eu', present(C))] }));
    expect(stale).toMatchObject({
      severity: 'error',
      source: 'docker.io/library/redis:7.4',
      mirror: 'eu',
      target: 'eu.example.com/library/redis:7.4',
      digest: C,
      at: { line: 12 },
    });
    expect(stale.message).toContain('2 versions behind');
    expect(stale.message).toContain('2026-11-10 02:00 UTC');
    expect(stale.message).toContain(shortDigest(A));
    expect(stale.message).toContain(shortDigest(C));
  });

  test('a missing digest is told by the one that is wanted', () => {
    expect(only('missing', row({ cells: [cell('eu', ABSENT)] }))).toMatchObject({ digest: A });
  });

  test('a single-platform copy is said in words', () => {
    const relation: Relation = {
      kind: 'partial',
      shape: 'single',
      isRewritten: false,
      has: ['linux/amd64'],
      missing: ['linux/arm64', 'linux/s390x'],
    };
    const { message, severity } = only('partial', row({ cells: [cell('eu', present(X, { relation }))] }));
    expect(severity).toBe('error');
    expect(message).toContain('a single-platform copy (linux/amd64) of ');
    expect(message).toContain('linux/arm64, linux/s390x are wanted and not there');
  });
});

describe('unreadable mirrors', () => {
  const unreadable = (why: string, isTold = false): MirrorView => ({ kind: 'unreadable', why, isTold });
  test('one finding per mirror and cause, with what it touches', () => {
    const rows = [1, 2, 3].map((number) =>
      row({ name: `app:${number}`, cells: [cell('eu', unreadable('HTTP 401')), cell('us', present(A))] }),
    );
    const { affectedCount, affects, message, mirror: name, ...others } = only('unreadable', ...rows);
    expect([affectedCount, name]).toEqual([3, 'eu']);
    expect(affects).toEqual(rows.map(({ cells }) => cells[0]?.address));
    expect(message).toMatch(/^eu.example.com\S+ and 2 more on mirror eu .*HTTP 401/);
    for (const field of ['source', 'target', 'at']) expect(others).not.toHaveProperty(field);
  });
  test('a place that is alone in it is named', () => {
    const alone = row({ cells: [cell('eu', unreadable('HTTP 401'))] });
    const told = only('unreadable', alone);
    expect(told).toMatchObject({ source: alone.name, target: alone.cells[0]?.address, at: { line: 12 } });
    expect(told.message).toMatch(/^eu.example.com\S+ on mirror eu /);
  });
  test('two mirrors, and two causes on one mirror, are told apart', () => {
    const rows = [
      row({ cells: [cell('eu', unreadable('HTTP 401')), cell('us', unreadable('HTTP 401'))] }),
      row({ cells: [cell('eu', unreadable('HTTP 500'))] }),
    ];
    const told = findingsOf(...rows).map(({ mirror: name, message }) => `${name} ${message.slice(-8)}`);
    expect(told).toEqual(['eu HTTP 401', 'us HTTP 401', 'eu HTTP 500']);
  });
  test('none where the mirror that does not answer has been told, and it is not in sync', () => {
    const told = row({ cells: [cell('eu', unreadable('down', true))] });
    expect(rulesOf(told)).toEqual([]);
    expect(compareRows([told], CLOCK).rows[0]?.cells[0]?.drift?.state).toBe('unreadable');
  });
});

describe('source-gone', () => {
  test('is one finding per tag where W can come from nowhere', () => {
    const gone = row({
      wanted: { kind: 'gone' },
      source: { kind: 'gone' },
      locked: null,
      cells: [cell('eu', present(A)), cell('us', ABSENT)],
    });
    expect(only('source-gone', gone)).toMatchObject({ severity: 'warning', affectedCount: 2 });
    expect(compareRows([gone], CLOCK).rows[0]?.cells.map(({ drift }) => drift?.state)).toEqual([
      'source-gone',
      'source-gone',
    ]);
  });
  test('stands beside the states where a pin or lock still gives W', () => {
    const gone = row({ source: { kind: 'gone' }, cells: [cell('eu', present(A)), cell('us', present(B))] });
    expect(rulesOf(gone).toSorted()).toEqual([
      'fallback-rollback',
      'mirrors-disagree',
      'source-gone',
      'stale',
    ]);
    expect(only('source-gone', gone).message).toContain(`${shortDigest(A)} (lock)`);
  });
  test('is not said of a source that was not asked', () => {
    expect(rulesOf(row({ source: { kind: 'not-known' } }))).toEqual([]);
  });
});

describe('lock-behind', () => {
  const behind = (sinceDays: number) =>
    row({
      wanted: { kind: 'digest', digest: B, by: 'lock' },
      locked: B,
      source: { kind: 'serves', digest: A },
      timeline: timeline([A, C, B], sinceDays),
      cells: [cell('eu', present(B))],
    });
  // C, the first that the lock lacks, is a day older than A
  test.each([
    [0, 'note'],
    [29, 'note'],
    [30, 'warning'],
  ])('moved past %i days ago: %s', (sinceDays, severity) => {
    expect(rulesOf(behind(sinceDays))).toEqual(['lock-behind']);
    expect(only('lock-behind', behind(sinceDays))).toMatchObject({ severity, digest: A });
  });
  test('a source that went back behind the lock is a rollback', () => {
    const back = row({ source: { kind: 'serves', digest: B } });
    expect(rulesOf(back)).toEqual(['tag-rollback']);
    expect(rulesOf({ ...back, allowRollback: true })).toEqual([]);
  });
});

describe('mirrors-disagree', () => {
  test('names the groups', () => {
    const { message, severity, affectedCount } = only(
      'mirrors-disagree',
      row({
        cells: [
          cell('eu', present(A)),
          cell('us', present(X)),
          cell('asia', present(A)),
          cell('old', ABSENT),
        ],
      }),
    );
    expect(severity).toBe('warning');
    expect(affectedCount).toBe(3);
    expect(message).toMatch(
      /eu, asia have sha256:1000.*wanted.*; us has sha256:9000.*never seen at the source/,
    );
  });
  test('does not speak of digests that no tag names, nor of one mirror', () => {
    expect(rulesOf(row({ tag: null, cells: [cell('eu', present(A)), cell('us', ABSENT)] }))).toEqual([
      'missing',
    ]);
    expect(rulesOf(row({ cells: [cell('eu', present(B)), cell('us', present(B))] }))).toEqual([
      'stale',
      'stale',
    ]);
  });
});

describe('fallback-rollback', () => {
  const cells = (...views: readonly MirrorView[]) => views.map((view, at) => cell(`m${at}`, view));
  const rollback = (of: readonly ComparedCell[], more: Partial<ComparedRow> = {}) =>
    findingsOf(row({ cells: of, ...more })).filter((one) => one.rule === 'fallback-rollback');

  test('says which tag, from which digest to which, and how many versions back, in this order', () => {
    const [told] = rollback(cells(present(A), present(C)));
    expect(told).toMatchObject({ severity: 'error', mirror: 'm1', digest: C });
    const parts = ['docker.io/library/redis:7.4', shortDigest(A), shortDigest(C), '2 versions back'];
    const at = parts.map((part) => told?.message.indexOf(part) ?? -1);
    expect(at).toEqual(at.toSorted((one, other) => one - other));
    expect(at).not.toContain(-1);
  });
  test('an order that only goes forward is none', () => {
    expect(rollback(cells(present(C), present(B), present(A)))).toEqual([]);
  });
  test('is one finding per tag, about the deepest fall, over mirrors in between that lack it', () => {
    const [told, ...others] = rollback(cells(present(B), present(A), ABSENT, present(C), present(B)));
    expect(others).toEqual([]);
    expect(told?.message).toContain('from mirror m1');
    expect(told).toMatchObject({ mirror: 'm3', affectedCount: 2 });
  });
  test('of falls as deep the first is told', () => {
    expect(rollback(cells(present(A), present(B), ABSENT, present(C)))).toMatchObject([{ mirror: 'm3' }]);
    expect(rollback(cells(present(A), present(C), present(C)))).toMatchObject([
      { mirror: 'm1', affectedCount: 2 },
    ]);
  });
  test('a digest that was never seen at the source takes no part', () => {
    expect(rollback(cells(present(X), present(A)))).toEqual([]);
    expect(rollback(cells(present(A), present(X)))).toEqual([]);
    expect(rollback(cells(present(A), present(X), present(B)))).toHaveLength(1);
  });
  test.each<[string, ComparedCell['mirror']]>([
    ['filling', mirror('m1', 'filling')],
    ['retired', mirror('m1', 'retired')],
    ['a layout', { name: 'm1', state: 'serving', place: { kind: 'layout', directory: './vault' } }],
  ])('a mirror that is %s is not in the order', (_name, of) => {
    expect(rollback([cell('m0', present(A)), cell('m1', present(C), of)])).toEqual([]);
    expect(rollback([cell('m1', present(A), of), cell('m0', present(C))])).toEqual([]);
  });
  test('nodes cannot fall back to what no tag names', () => {
    expect(rollback(cells(present(A), present(C)), { tag: null })).toEqual([]);
  });

  test('random orders agree with walking all pairs', () => {
    const held = fc.array(fc.option(fc.nat(6)), { maxLength: 6 });
    const versions = fc.uniqueArray(fc.nat(6), { maxLength: 5 });
    fc.assert(
      fc.property(held, versions, (numbers, oldestFirst) => {
        const sightings = oldestFirst.map((number, at) => ({
          digest: digest(number),
          sinceMs: NOW + (at - 99) * DAY,
        }));
        const past = timelineOf({ sightings: sightings.reverse(), sourceNow: null, nowMs: NOW });
        const drops = numbers.flatMap((from, at) =>
          numbers.slice(at + 1).map((to) => {
            const [newer, older] = [oldestFirst.indexOf(from ?? -1), oldestFirst.indexOf(to ?? -1)];
            return newer < 0 || older < 0 ? 0 : newer - older;
          }),
        );
        const worst = Math.max(0, ...drops);
        const views = numbers.map((number) => (number === null ? ABSENT : present(digest(number))));
        const [told] = rollback(cells(...views), { timeline: past });
        expect(told === undefined ? 0 : Number(/(\d+) versions? back$/.exec(told.message)?.[1])).toBe(worst);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('every message names at least 12 hex digits of its digest', () => {
  const rows = [present(B), present(X), ABSENT, present(A, { lack: 'x' })].map((view, at) =>
    row({
      wanted: wantsNow(A),
      source: { kind: at === 0 ? 'gone' : 'serves', digest: B },
      cells: [cell('eu', view), cell('us', present(C))],
    }),
  );
  for (const one of findingsOf(...rows)) {
    if (one.digest !== undefined) expect(one.message).toContain(shortDigest(one.digest));
    expect(one.help).not.toBe('');
    expect(one.message).not.toMatch(/\n|null|undefined/);
  }
});
