/**
 * Patterns that make other engines try for ever (CVE-2026-33671, CVE-2026-33672, GHSA-3ppc-4f35-3m26), wherever a file of a pull
 * request may hold one. Linear time is shown by growth, not by a clock: four times the text costs about four times as much.
 */
import { describe, expect, test } from '@jest/globals';
import { compileGlob, compilePathGlob } from '../../src/files/glob.ts';
import { compilePattern, PATTERN_LIMIT, type Pattern } from '../../src/files/pattern.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { compileSubjectPattern } from '../../src/files/read-subject.ts';
import type { Parsed } from '../../src/oci/reference.ts';
import { processorMs } from '../policy/reading.ts';

const EVIL: Readonly<Record<string, readonly [pattern: string, unit: string, end: string]>> = {
  'nested repetition': ['^(a+)+$', 'a', '!'],
  'nested stars': ['^(a*)*$', 'a', '!'],
  'three levels': ['^((a+)+)+$', 'a', '!'],
  'an alternation with itself': ['^(a|a)*$', 'a', '!'],
  'an alternation that overlaps': ['^(a|aa|aaa)+$', 'a', '!'],
  'many stars': [`^${'a*'.repeat(60)}b$`, 'a', '!'],
  'many optional parts': [`^${'a?'.repeat(100)}${'a'.repeat(100)}$`, 'a', '!'],
  'a version of a thousand parts': ['^v?(\\d+\\.?)+$', '1.', 'x'],
  'an address': ['^([a-zA-Z0-9_.-]+)+@([a-z]+\\.)+[a-z]+$', 'a.', '!'],
  'white space at the end': ['^(\\s|.)*\\s+$', ' x', 'x'],
  'lazy parts': ['^(.*?,){30}P$', '1,', 'x'],
  'any character, often': ['(.*)*(.*)*(.*)*(.*)*x', 'a', 'b'],
  'counted in counted': ['^((a{1,20}){1,20})$', 'a', '!'],
};
const GLOBS: readonly (readonly [glob: string, unit: string])[] = [
  [`${'*a'.repeat(100)}b`, 'a'],
  [`${'**a'.repeat(100)}b`, 'a/'],
  [`${'**/*a'.repeat(80)}b`, 'a/'],
  [`${'?*'.repeat(100)}b`, 'a'],
  [`${'*'.repeat(PATTERN_LIMIT - 1)}b`, 'a'],
  [`${'**/'.repeat(100)}b`, 'a/'],
];

function compiled(parsed: Parsed<Pattern>): Pattern {
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

/** The least processor time of some tries, in milliseconds. */
function costOf(pattern: Pattern, text: string): number {
  const tries = [0, 1, 2].map(() => processorMs(() => expect(pattern.matches(text)).toBe(false)));
  return Math.max(Math.min(...tries), 0.5);
}

/** Sixteen times would be quadratic, and backtracking would not come back. */
const MOST_GROWTH = 12;

function expectLinear(pattern: Pattern, unit: string, end: string): void {
  const text = (length: number): string => unit.repeat(length / unit.length) + end;
  let length = 4_000;
  while (length < 64_000 && costOf(pattern, text(length)) < 4) length *= 2; // long enough to be measured
  expect(costOf(pattern, text(4 * length)) / costOf(pattern, text(length))).toBeLessThan(MOST_GROWTH);
}

describe('a pattern (include, exclude, immutable, subjectPattern)', () => {
  test.each(Object.keys(EVIL))('%s takes linear time', (name) => {
    const [source, unit, end] = EVIL[name] ?? ['', '', ''];
    const pattern = compilePattern(source);
    if (!pattern.ok) return expect(pattern.why).toContain('repetitions');
    expectLinear(pattern.value, unit, end);
    if (source.startsWith('^') && source.endsWith('$'))
      expectLinear(compiled(compileSubjectPattern(source)), unit, end);
  });

  test('the cases are dear in an engine that goes back', () => {
    const backtracking = /^(a+)+$/;
    const cost = (length: number): number =>
      processorMs(() => expect(backtracking.test(`${'a'.repeat(length)}!`)).toBe(false));
    expect(cost(23) / Math.max(cost(17), 0.05)).toBeGreaterThan(MOST_GROWTH);
  });

  test.each([
    ['longer than is allowed', 'a'.repeat(PATTERN_LIMIT + 1)],
    ['as long, in characters of two units', '😀'.repeat(PATTERN_LIMIT)],
    ['of repetitions in repetitions', '(((a{1,1000}){1,1000}){1,1000})'],
    ['of large repetitions', '(a{1000}b{1000}){1000}'],
    ['of many large repetitions', 'x{1000}'.repeat(70)],
    ['of many classes', '[\\p{L}\\p{N}]{500}'.repeat(20)],
    ['with a look-around', '(?=a)b'],
    ['with a back-reference', '(a)\\1'],
    ['nested deeply', `${'('.repeat(250)}a${')'.repeat(250)}`],
  ])('%s is refused, or small: compiling and matching it takes no time', (_what, source) => {
    const spent = processorMs(() => {
      const pattern = compilePattern(source);
      if (pattern.ok) pattern.value.matches('a'.repeat(128));
    });
    expect(spent).toBeLessThan(5_000);
  });
});

describe('a glob (--image, images of policies and accept, files)', () => {
  test.each(GLOBS)('%.24s… takes linear time', (glob, unit) => {
    expectLinear(compiled(compileGlob(glob)), unit, '!');
    expectLinear(compiled(compilePathGlob(glob)), unit, '!');
  });

  test('characters that patterns know are only characters', () => {
    for (const glob of ['(a+)+$', '[a-z]', 'a{1,9999}', '\\Qa', '^a|b', '(?i)a', '\\'])
      for (const compile of [compileGlob, compilePathGlob]) {
        expect(compiled(compile(glob)).matches(glob)).toBe(true);
        expect(compiled(compile(glob)).matches('a')).toBe(false);
      }
  });

  test('longer than is allowed is refused', () => {
    for (const compile of [compileGlob, compilePathGlob])
      expect(compile('a'.repeat(PATTERN_LIMIT + 1)).ok).toBe(false);
  });
});

test('every pattern of a mirror manifest is compiled by that engine: none with a look-around passes', () => {
  const lookAround = '(?=x)a';
  const places = [
    `images: [{ source: redis, tags: ["1"], immutable: "${lookAround}" }]`,
    `images: [{ source: redis, select: { include: "${lookAround}" } }]`,
    `images: [{ source: redis, select: { include: ".", exclude: "${lookAround}" } }]`,
    `images: []\nsignatures: { policies: [{ image: "**", signedBy: [{ issuer: "https://a.example", subjectPattern: "^${lookAround}$" }] }] }`,
  ];
  for (const place of places) {
    const head = 'version: 1\nmirrors: [{ name: a, target: a.example.com }]\n';
    expect(readMirrorFile(`${head}${place.replace(lookAround, 'xa')}`, 'm.yaml').file).not.toBeNull();
    expect(readMirrorFile(`${head}${place}`, 'm.yaml').file).toBeNull();
  }
});
