import { describe, expect, test } from '@jest/globals';
import { CellWork } from '../../../src/mirror/copy/cell-work.ts';
import { CopyFailure, FellBehind } from '../../../src/mirror/copy/failure.ts';
import { outcomeOf, outcomeWithoutWork } from '../../../src/mirror/copy/outcome.ts';
import { makePlan } from '../../../src/mirror/plan.ts';
import type { Proof } from '../../../src/mirror/proofs.ts';
import { resolve } from '../../../src/mirror/resolve.ts';
import type { Cell, Row, Seen, Step, StepAction } from '../../../src/mirror/row.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { OCI_MANIFEST } from '../../../src/oci/media-type.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { failure } from '../../fakes/faulty-target.ts';
import { digestNumber } from '../../fakes/report.ts';
import { manifest, neverAborted, readFile, SOURCE, START_MS, World } from '../world.ts';

const [WANTED, OTHER] = [digestNumber(1) as Digest, digestNumber(2) as Digest];
const present = (digest: Digest): Seen => ({
  kind: 'present',
  root: { mediaType: OCI_MANIFEST, digest, size: 2 },
});
const absent = (digest: Digest | null): Seen => ({
  kind: 'absent',
  root: digest === null ? null : { mediaType: OCI_MANIFEST, digest, size: 2 },
});
const proof: Proof = { kind: 'proven', depth: 'exists', atMs: 5 };

interface Case {
  readonly action?: StepAction;
  readonly cell?: Partial<Cell>;
  readonly row?: Partial<Row>;
}

async function stepOf({ action = 'copy', cell = {}, row = {} }: Case): Promise<Step> {
  const context = new World().context(manifest(['eu'], `  - ${SOURCE}/app@${WANTED}`));
  const { rows } = await resolve(context, neverAborted());
  const [step] = makePlan(rows, context).steps;
  if (step === undefined) throw new Error('no step');
  return { ...step, action, cell: { ...step.cell, ...cell }, row: { ...step.row, ...row } };
}

interface Ended extends Case {
  readonly work?: Partial<Pick<CellWork, 'written' | 'isDone' | 'isProbed' | 'failure'>>;
  readonly mended?: number;
  readonly signal?: AbortSignal;
}

async function ended({ work = {}, mended = 0, signal = neverAborted(), ...rest }: Ended) {
  const done = new CellWork(await stepOf(rest), signal);
  Object.assign(done, { isDone: true }, work);
  for (let count = 0; count < mended; count += 1)
    done.mended.push({ rule: 'blob-missing', digest: WANTED, from: 'x', bytes: 1 });
  return outcomeOf(done, START_MS, signal);
}

describe('a step that succeeded', () => {
  const tag = 'x' as Tag;
  test.each<[string, Ended, string]>([
    ['the mirror had nothing', { cell: { seen: absent(null) }, work: { written: 3 } }, 'copied'],
    ['the tag pointed elsewhere', { cell: { tag, keepTag: null, seen: present(OTHER) } }, 'copied'],
    ['all was there', { cell: { seen: present(WANTED) } }, 'up-to-date'],
    ['something was missing', { cell: { seen: present(WANTED) }, work: { written: 1 } }, 'repaired'],
    ['something was damaged', { cell: { seen: present(WANTED) }, mended: 1 }, 'repaired'],
    ['the image was there without its tag', { cell: { tag, keepTag: null, seen: absent(WANTED) } }, 'copied'],
    ['the image was there without its anchor', { cell: { seen: absent(WANTED) } }, 'repaired'],
    ['it was proven before and gone', { cell: { seen: absent(null), wasProven: true } }, 'repaired'],
    ['a layout listed it again', { action: 'retag', cell: { keepTag: null, proof } }, 'up-to-date'],
  ])('is told by what was there before: %s', async (_name, how, outcome) => {
    expect(await ended(how)).toMatchObject({ outcome, complete: true, found: WANTED, failure: null });
  });

  test('has the proof that it made, as deep as the registry allowed', async () => {
    expect((await ended({})).proof).toEqual({ depth: 'probe', atMs: START_MS, thisRun: true });
    expect((await ended({ work: { isProbed: false } })).proof?.depth).toBe('exists');
  });

  test('has the old proof where a layout only listed it', async () => {
    expect((await ended({ action: 'retag', cell: { proof } })).proof).toEqual({
      depth: 'exists',
      atMs: 5,
      thisRun: false,
    });
  });
});

describe('a step that failed', () => {
  const denied = new CopyFailure('mirror', failure('denied'));

  test('tells what the mirror has, and that it is not complete where it should be', async () => {
    expect(await ended({ work: { failure: denied }, cell: { seen: present(WANTED) } })).toMatchObject({
      outcome: 'failed',
      found: WANTED,
      complete: false,
      proof: null,
      failure: { side: 'mirror', rule: 'copy-failed' },
    });
    expect(await ended({ work: { failure: denied }, cell: { seen: present(OTHER) } })).toMatchObject({
      found: OTHER,
      complete: null,
    });
  });

  test('because of a stop is deferred, before a stop is not', async () => {
    const stop = new AbortController();
    const step = await stepOf({});
    const [before, after] = [new CellWork(step, stop.signal), new CellWork(step, stop.signal)];
    before.fail(denied);
    stop.abort('time budget');
    after.fail(denied);
    after.fail(new CopyFailure('mirror', failure('refused')));
    expect(outcomeOf(before, START_MS, stop.signal).outcome).toBe('failed');
    expect(outcomeOf(after, START_MS, stop.signal)).toMatchObject({ outcome: 'deferred', failure: null });
  });

  test('with an abort of its own is deferred', async () => {
    const aborted = new CopyFailure('source', failure('aborted'));
    expect((await ended({ work: { failure: aborted } })).outcome).toBe('deferred');
  });

  test('in a way that nobody foresaw is a failure all the same', async () => {
    expect(await ended({ work: { failure: new TypeError('x') } })).toMatchObject({
      outcome: 'failed',
      failure: { error: { code: 'internal' } },
    });
    expect((await ended({ work: { failure: new FellBehind() } })).outcome).toBe('failed');
  });
});

test('a step that was never reached is deferred', async () => {
  expect(await ended({ work: { isDone: false }, cell: { seen: present(OTHER) } })).toMatchObject({
    outcome: 'deferred',
    found: OTHER,
    complete: null,
  });
});

describe('a step without work', () => {
  const without = async (how: Case) => outcomeWithoutWork(await stepOf(how));

  test('of a row with a problem ends as the problem says', async () => {
    for (const outcome of ['failed', 'refused', 'deferred'] as const)
      expect(await without({ action: 'refuse', row: { problem: { outcome, reason: 'r' } } })).toMatchObject({
        outcome,
        failure: null,
      });
  });

  test('on a mirror that cannot be read fails with that error', async () => {
    const error = failure('unavailable');
    expect(await without({ action: 'refuse', cell: { seen: { kind: 'unreadable', error } } })).toMatchObject({
      outcome: 'failed',
      found: null,
      failure: { side: 'mirror', error },
    });
  });

  test('that is proven is up to date by its old proof', async () => {
    expect(await without({ action: 'skip', cell: { seen: present(WANTED), proof } })).toMatchObject({
      outcome: 'up-to-date',
      complete: true,
      found: WANTED,
      proof: { thisRun: false, atMs: 5 },
    });
  });

  test('that is refused is refused', async () => {
    expect(await without({ action: 'refuse', cell: { seen: present(OTHER) } })).toMatchObject({
      outcome: 'refused',
      found: OTHER,
    });
  });

  test('on a cache is compared', async () => {
    const file = readFile(
      `version: 1\nmirrors: [{ name: eu, target: eu.example.com, kind: cache }]\nimages: ["${SOURCE}/app@${WANTED}"]\n`,
    );
    const { outcomes } = await new World().sync(file);
    expect(outcomes).toMatchObject([{ outcome: 'compared', complete: null }]);
  });
});
