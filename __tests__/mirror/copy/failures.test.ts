import { describe, expect, test } from '@jest/globals';
import { type ErrorCode, MirrorError } from '../../../src/errors.ts';
import { findingsOfFailures } from '../../../src/mirror/copy/failures.ts';
import { outcomeWithoutWork } from '../../../src/mirror/copy/outcome.ts';
import { makePlan } from '../../../src/mirror/plan.ts';
import { resolve } from '../../../src/mirror/resolve.ts';
import type { CellOutcome, Failure, Step } from '../../../src/mirror/row.ts';
import { failure } from '../../fakes/faulty-target.ts';
import { digestNumber } from '../../fakes/report.ts';
import { manifest, neverAborted, SOURCE, World } from '../world.ts';

/** Steps for `repositories` × tags 1 and 2 × mirrors a and b, in this order. */
async function steps(...repositories: readonly string[]): Promise<readonly Step[]> {
  const images = repositories.map(
    (name, number) =>
      `  - { source: ${SOURCE}/${name}, tags: ["1@${digestNumber(number * 2)}", "2@${digestNumber(number * 2 + 1)}"] }`,
  );
  const context = new World().context(manifest(['a', 'b'], images.join('\n')));
  const { rows } = await resolve(context, neverAborted());
  return makePlan(rows, context).steps;
}

function failed(
  all: readonly Step[],
  parts: Partial<Failure> & { readonly code?: ErrorCode } = {},
): CellOutcome[] {
  const { code = 'denied', ...rest } = parts;
  return all.map((step) => ({
    ...outcomeWithoutWork(step),
    outcome: 'failed',
    failure: { side: 'mirror', error: failure(code), rule: 'copy-failed', ...rest },
  }));
}

const shape = (outcomes: readonly CellOutcome[]) =>
  findingsOfFailures(outcomes).map(({ rule, mirror, source, affectedCount }) => ({
    rule,
    mirror,
    source,
    affectedCount,
  }));

describe('one cause is one finding', () => {
  test.each<ErrorCode>(['unavailable', 'stalled', 'tls', 'rate-limited'])(
    'a mirror that does not answer (%s), whatever it was asked for',
    async (code) => {
      expect(shape(failed(await steps('app', 'web'), { code }))).toEqual([
        { rule: 'mirror-unreachable', mirror: 'a', source: undefined, affectedCount: 4 },
        { rule: 'mirror-unreachable', mirror: 'b', source: undefined, affectedCount: 4 },
      ]);
    },
  );

  test('a mirror whose disk is full, whatever was to be written there', async () => {
    const outcomes = failed(await steps('app', 'web'), { code: 'no-space' });
    expect(shape(outcomes).map(({ mirror, affectedCount }) => [mirror, affectedCount])).toEqual([
      ['a', 4],
      ['b', 4],
    ]);
  });

  test('a mirror whose disk is full, also where it says no more than 500; a 500 of another mirror is its own', async () => {
    const all = await steps('app', 'web');
    const wordless = new MirrorError('unavailable', 'answered 500', { status: 500 });
    const outcomes = failed(all, { error: wordless }).map((outcome, index) =>
      index === 2 ? { ...outcome, ...failed(all.slice(2, 3), { code: 'no-space' })[0] } : outcome,
    );
    const told = findingsOfFailures(outcomes).map(({ mirror, affectedCount, message }) => ({
      mirror,
      affectedCount,
      isFull: message.includes(failure('no-space').message),
    }));
    expect(told).toEqual([
      { mirror: 'a', affectedCount: 4, isFull: true },
      { mirror: 'b', affectedCount: 2, isFull: false },
      { mirror: 'b', affectedCount: 2, isFull: false },
    ]);
  });

  test.each<ErrorCode>(['unauthorized', 'denied'])(
    'a repository of a mirror that refuses (%s)',
    async (code) => {
      const outcomes = failed(await steps('app', 'web'), { code });
      expect(shape(outcomes).map(({ mirror, affectedCount }) => [mirror, affectedCount])).toEqual([
        ['a', 2],
        ['b', 2],
        ['a', 2],
        ['b', 2],
      ]);
    },
  );

  test('an image that a mirror refuses', async () => {
    expect(
      shape(failed(await steps('app'), { code: 'refused' })).map(({ affectedCount }) => affectedCount),
    ).toEqual([1, 1, 1, 1]);
  });

  test('a source repository that cannot be reached, for all tags and mirrors', async () => {
    const outcomes = failed(await steps('app', 'web'), { side: 'source', code: 'unavailable' });
    expect(shape(outcomes)).toEqual([
      { rule: 'copy-failed', mirror: undefined, source: `${SOURCE}/app:1`, affectedCount: 2 },
      { rule: 'copy-failed', mirror: undefined, source: `${SOURCE}/web:1`, affectedCount: 2 },
    ]);
  });

  test('an image that is broken at its source, for all mirrors', async () => {
    const outcomes = failed(await steps('app'), { side: 'source', code: 'digest-mismatch' });
    expect(shape(outcomes).map(({ source, affectedCount }) => [source, affectedCount])).toEqual([
      [`${SOURCE}/app:1`, 1],
      [`${SOURCE}/app:2`, 1],
    ]);
  });

  test('but two causes are two findings', async () => {
    const all = await steps('app');
    const outcomes = [
      ...failed(all.slice(0, 2), { code: 'denied' }),
      ...failed(all.slice(2), { code: 'unauthorized' }),
    ];
    expect(shape(outcomes)).toHaveLength(4);
    const rules = failed(all.slice(0, 1), { rule: 'blob-missing', code: 'refused' });
    expect(shape([...rules, ...failed(all.slice(0, 1), { code: 'refused' })])).toHaveLength(2);
  });
});

test('what succeeded is no finding', async () => {
  expect(findingsOfFailures((await steps('app')).map(outcomeWithoutWork))).toEqual([]);
});

test('a finding has the place in the mirror manifest and what the error says can be done', async () => {
  const [step] = await steps('app');
  const error = failure('denied', { fix: 'log in' });
  const [found] = findingsOfFailures(failed(step === undefined ? [] : [step], { error }));
  expect(found).toMatchObject({ help: 'log in', at: { file: 'mirror.yaml' }, digest: digestNumber(0) });
  expect(found?.message).toContain(digestNumber(0).slice(0, 'sha256:'.length + 12));
});
