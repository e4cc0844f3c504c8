import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Finding, finding, type Rule } from '../../src/finding.ts';
import { toReportFinding } from '../../src/report/report-finding.ts';
import { sortFindings } from '../../src/report/sort.ts';
import { digestNumber } from '../fakes/report.ts';

const IMAGES = ['docker.io/library/zebra:1', 'docker.io/library/ant:1'];
const MIRRORS = ['us', 'eu'];

const arbitrary: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.constantFrom<Rule>('copy-failed', 'no-lock', 'blob-missing', 'sparse-index'),
    source: fc.constantFrom(...IMAGES, 'docker.io/library/unknown:1', undefined),
    mirror: fc.constantFrom(...MIRRORS, undefined),
    digest: fc.constantFrom(digestNumber(1), digestNumber(2), undefined),
    message: fc.constantFrom('a', 'b'),
    line: fc.constantFrom(1, 2, undefined),
  })
  .map(({ rule, source, mirror, digest, message, line }) =>
    finding(rule, {
      message,
      help: '',
      ...(source === undefined ? {} : { source }),
      ...(mirror === undefined ? {} : { mirror }),
      ...(digest === undefined ? {} : { digest }),
      ...(line === undefined ? {} : { at: { file: 'mirror.yaml', line, column: 1 } }),
    }),
  );

test('the order does not depend on the order of discovery', () => {
  const shuffled = fc
    .array(arbitrary, { maxLength: 20 })
    .chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(sortFindings(other, IMAGES, MIRRORS)).toEqual(sortFindings(list, IMAGES, MIRRORS));
    }),
  );
});

test('severity, then manifest order, mirror order, rule and digest', () => {
  const of = (rule: Rule, source: number | null, mirror: string | null, digest: number) =>
    finding(rule, {
      message: 'm',
      help: '',
      digest: digestNumber(digest),
      ...(source === null ? {} : { source: IMAGES[source] ?? '' }),
      ...(mirror === null ? {} : { mirror }),
    });
  const wanted = [
    of('mirror-unreachable', null, 'us', 1),
    of('copy-failed', 0, 'us', 1),
    of('blob-missing', 0, 'eu', 1),
    of('copy-failed', 0, 'eu', 1),
    of('copy-failed', 0, 'eu', 2),
    of('blob-missing', 1, 'us', 1),
    of('no-lock', 0, 'us', 1),
    of('sparse-index', 0, 'us', 1),
  ];
  expect(sortFindings(wanted.toReversed(), IMAGES, MIRRORS)).toEqual(wanted);
});

test('a report finding names at most twenty of what it affects, the same ones always, and counts all', () => {
  const affects = Array.from({ length: 31 }, (_unused, index) => `image-${String(index).padStart(2, '0')}`);
  const one = toReportFinding(
    finding('mirror-unreachable', { message: 'm', help: 'h', affects: affects.toReversed() }),
  );
  expect(one).toEqual({
    rule: 'mirror-unreachable',
    severity: 'error',
    message: 'm',
    help: 'h',
    source: null,
    mirror: null,
    target: null,
    digest: null,
    affectedCount: 31,
    affects: affects.slice(0, 20),
    accepted: false,
    repaired: null,
    file: null,
    line: null,
    column: null,
  });
  expect(
    toReportFinding(finding('copy-failed', { message: 'm', help: 'h', source: 'x' })).affectedCount,
  ).toBe(1);
  expect(
    toReportFinding(finding('no-lock', { message: 'm', help: 'h', at: { file: 'f', line: 2, column: 3 } })),
  ).toMatchObject({
    affectedCount: 0,
    file: 'f',
    line: 2,
    column: 3,
  });
});
