import { describe, expect, test } from '@jest/globals';
import type { Acceptance } from '../../src/files/mirrorfile.ts';
import { type Finding, finding, type Rule, type RuleLevel } from '../../src/finding.ts';
import {
  applyRules,
  failsOn,
  fillingMirrors,
  isOk,
  type JudgeOptions,
  whyNotFailOn,
} from '../../src/report/judge.ts';
import { aFinding, anImage, aReport, aRow } from '../fakes/report.ts';

const AT = { file: 'mirror.yaml', line: 30, column: 5 };

function judge(findings: readonly Finding[], parts: Partial<JudgeOptions> = {}): readonly Finding[] {
  return applyRules(findings, {
    rules: new Map(),
    accept: [],
    today: '2026-11-21',
    mirrors: [
      { name: 'eu', state: 'serving' },
      { name: 'new', state: 'filling' },
    ],
    matches: (glob, reference) => glob === reference,
    ...parts,
  });
}

function rules(...levels: readonly (readonly [Rule, RuleLevel])[]): ReadonlyMap<Rule, RuleLevel> {
  return new Map(levels);
}

function acceptance(parts: Partial<Acceptance> = {}): Acceptance {
  return {
    rule: 'copy-failed',
    image: null,
    mirror: null,
    until: '2026-11-21',
    reason: 'known',
    at: AT,
    ...parts,
  };
}

const failed = finding('copy-failed', {
  message: 'm',
  help: 'h',
  source: 'docker.io/library/redis:7',
  mirror: 'eu',
});

describe('rules', () => {
  test('set the severity or switch the finding off', () => {
    expect(judge([failed], { rules: rules(['copy-failed', 'note']) })[0]?.severity).toBe('note');
    expect(judge([failed], { rules: rules(['copy-failed', 'off']) })).toEqual([]);
    expect(judge([failed], { rules: rules(['no-lock', 'error']) })[0]?.severity).toBe('error');
  });
  test('a mirror that is filling has nothing worse than a warning, whatever the rules say', () => {
    const filling = { ...failed, mirror: 'new' };
    expect(
      judge([filling, failed], { rules: rules(['copy-failed', 'error']) }).map((one) => one.severity),
    ).toEqual(['warning', 'error']);
    expect(judge([{ ...filling, severity: 'note' }])[0]?.severity).toBe('note');
  });
  test('what was mended stays a note', () => {
    const mended: Finding = { ...failed, severity: 'note', repaired: { from: 'eu', bytes: 1 } };
    expect(judge([mended], { rules: rules(['copy-failed', 'error']) })[0]?.severity).toBe('note');
  });
});

describe('accept', () => {
  test('covers by rule, image and mirror, to the end of its last day', () => {
    const accepted = (entry: Partial<Acceptance>) =>
      judge([failed], { accept: [acceptance(entry)] })[0]?.accepted === true;
    expect(accepted({})).toBe(true);
    expect(accepted({ image: 'docker.io/library/redis:7', mirror: 'eu' })).toBe(true);
    expect(accepted({ image: 'docker.io/library/nginx:1' })).toBe(false);
    expect(accepted({ mirror: 'new' })).toBe(false);
    expect(accepted({ rule: 'no-lock' })).toBe(false);
    expect(accepted({ until: '2026-11-20' })).toBe(false);
  });
  test('that names an image does not cover a finding without one', () => {
    const everywhere = finding('copy-failed', { message: 'm', help: 'h' });
    expect(judge([everywhere], { accept: [acceptance({ image: 'x' })] })[0]?.accepted).toBeUndefined();
    expect(judge([everywhere], { accept: [acceptance()] })[0]?.accepted).toBe(true);
  });
  test('of one image does not hide what others lack by the same cause', () => {
    const [one, other] = ['docker.io/library/redis:7', 'docker.io/library/nginx:1'] as const;
    const shared = { ...failed, source: one, affects: [one, other] };
    const accepted = (...images: readonly (string | null)[]) =>
      judge([shared], { accept: images.map((image) => acceptance({ image })) })[0]?.accepted === true;
    expect(accepted(one)).toBe(false);
    expect(accepted(other)).toBe(false);
    expect(accepted(one, other)).toBe(true);
    expect(accepted(null)).toBe(true);
  });
  test('that has ended is a finding at its own place, which rules can weigh', () => {
    const ended = { accept: [acceptance({ until: '2026-11-20' })] };
    expect(judge([], ended)).toMatchObject([{ rule: 'accept-expired', severity: 'error', at: AT }]);
    expect(judge([], { ...ended, rules: rules(['accept-expired', 'off']) })).toEqual([]);
  });
});

test('fillingMirrors names them', () => {
  expect([
    ...fillingMirrors([
      { name: 'a', state: 'filling' },
      { name: 'b', state: 'retired' },
    ]),
  ]).toEqual(['a']);
});

const withRow = (outcome: 'failed' | 'refused' | 'deferred' | 'copied', mirror = 'eu') =>
  aReport({ images: [anImage({ mirrors: [aRow({ outcome, mirror })] })] });
const withFinding = (...parts: Parameters<typeof aFinding>) => aReport({ findings: [aFinding(...parts)] });

describe('isOk', () => {
  test.each([
    ['nothing', aReport(), true],
    ['a warning', withFinding({ severity: 'warning' }), true],
    ['an error', withFinding({}), false],
    ['an accepted error', withFinding({ accepted: true }), true],
    ['a failed row', withRow('failed'), false],
    ['a refused row', withRow('refused'), false],
    ['a deferred row', withRow('deferred'), true],
    ['no run at all', aReport({ error: { code: 'input', message: 'm', help: null } }), false],
  ])('with %s', (_name, report, ok) => {
    expect(isOk(report)).toBe(ok);
  });
  test('a failed row on a mirror that is filling does not count', () => {
    expect(isOk(withRow('failed', 'new'), new Set(['new']))).toBe(true);
    expect(isOk(withRow('failed', 'eu'), new Set(['new']))).toBe(false);
  });
});

describe('failsOn', () => {
  const warning = withFinding({ rule: 'no-lock', severity: 'warning' });
  test.each<[string, ReturnType<typeof aReport>, readonly string[], boolean]>([
    ['error on an error', withFinding({}), ['error'], true],
    ['error on a warning', warning, ['error'], false],
    ['warning on a warning', warning, ['warning'], true],
    ['warning on an error', withFinding({}), ['warning'], true],
    ['note on a warning', warning, ['note'], true],
    ['a rule on its finding', warning, ['no-lock'], true],
    ['a rule on another', withFinding({}), ['no-lock'], false],
    ['a rule beside a severity', warning, ['error', 'no-lock'], true],
    ['a rule on an accepted finding', withFinding({ accepted: true }), ['copy-failed'], false],
    [
      'a rule on a mended finding',
      withFinding({ severity: 'note', repaired: { from: 'x', bytes: 1 } }),
      ['copy-failed'],
      false,
    ],
    ['error on an accepted error', withFinding({ accepted: true }), ['error'], false],
    ['error on a failed row', withRow('failed'), ['error'], true],
    ['note on a refused row', withRow('refused'), ['note'], true],
    ['error on a deferred row', withRow('deferred'), ['error'], false],
    ['a rule on a failed row', withRow('failed'), ['no-lock'], false],
    ['never on anything', withFinding({}), ['never'], false],
    ['never beside error', withRow('failed'), ['error', 'never'], false],
    ['nothing at all', withFinding({}), [], false],
  ])('%s', (_name, report, failOn, fails) => {
    expect(failsOn(report, failOn)).toBe(fails);
  });
  test('a failed row on a mirror that is filling lets the run pass', () => {
    expect(failsOn(withRow('failed', 'new'), ['error'], new Set(['new']))).toBe(false);
  });
  test('words are checked', () => {
    expect(['error', 'note', 'never', 'tag-rollback'].map(whyNotFailOn)).toEqual([null, null, null, null]);
    expect(whyNotFailOn('errors')).toContain('"errors"');
    expect(whyNotFailOn('constructor')).not.toBeNull();
  });
});
