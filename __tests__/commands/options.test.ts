import { describe, expect, test } from '@jest/globals';
import { type RawOptions, readOptions } from '../../src/commands/options.ts';
import { MirrorError } from '../../src/errors.ts';

function refusal(raw: RawOptions): MirrorError {
  try {
    readOptions(raw);
  } catch (error) {
    if (error instanceof MirrorError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('the defaults are those of the contract', () => {
  expect(readOptions({})).toEqual({
    manifest: null,
    lockfile: null,
    mirrors: [],
    images: [],
    json: null,
    summary: null,
    html: null,
    sarif: null,
    failOn: ['error'],
    state: null,
    recheck: 'due',
    locked: false,
    timeBudgetMs: null,
    dryRun: false,
    depth: null,
    repair: false,
    runtimes: [],
    oldestFirst: false,
    accept: null,
    reason: null,
    to: null,
    listen: '127.0.0.1:5000',
    writable: false,
    output: null,
    formats: [],
    policies: [],
    base: null,
    report: null,
    neverContactSource: false,
    check: false,
    probe: false,
    allowEnv: [],
    allowPath: [],
    allowPrWrite: false,
    logLevel: 'info',
    quiet: false,
  });
});

test('two renderings cannot share standard output', () => {
  expect(refusal({ json: '-', html: 'page.html', summary: '-' }).message).toBe(
    'only one of --json, --summary can have standard output',
  );
});

test('everything that cannot be used is told at once', () => {
  const error = refusal({
    recheck: 'sometimes',
    timeBudget: 'an hour',
    logLevel: 'loud',
    failOn: ['errors', 'warning,never-heard-of'],
    depth: 'deep',
    runtime: ['containerd', 'rkt@1'],
    image: ['', 'x'.repeat(2000)],
    locked: 'maybe',
  });
  expect(error.code).toBe('usage');
  for (const wrong of [
    '--recheck',
    '"sometimes"',
    '--time-budget',
    '--depth',
    '--runtime containerd',
    '--runtime rkt@1',
    '--log-level',
    '"loud"',
    '"errors"',
    '"never-heard-of"',
    '--locked',
  ])
    expect(error.message).toContain(wrong);
  expect(error.message.match(/--image/g)).toHaveLength(2);
  expect(error.message).not.toContain('"warning"');
});

describe('values', () => {
  test('of --fail-on are severities, rules or never', () => {
    for (const word of ['error', 'warning', 'note', 'never', 'tag-rollback', 'mirror-unreachable'])
      expect(readOptions({ failOn: [word] }).failOn).toEqual([word]);
    expect(readOptions({ failOn: [',', ' '] }).failOn).toEqual(['error']);
  });

  test('of --time-budget are durations', () => {
    expect(readOptions({ timeBudget: '1h30m' }).timeBudgetMs).toBe(5_400_000);
  });

  test('of --image are globs', () => {
    const [glob] = readOptions({ image: ['docker.io/*/redis:7*'] }).images;
    expect(glob?.written).toBe('docker.io/*/redis:7*');
    expect(glob?.matches('docker.io/library/redis:7.4')).toBe(true);
    expect(glob?.matches('docker.io/library/redis:6')).toBe(false);
  });

  test('that are empty are as if not given', () => {
    expect(readOptions({ manifest: '', json: '', recheck: '', mirror: '' })).toEqual(readOptions({}));
  });
});
