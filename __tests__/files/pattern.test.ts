import { describe, expect, test } from '@jest/globals';
import { compilePattern } from '../../src/files/pattern.ts';

function matches(source: string, text: string): boolean {
  const pattern = compilePattern(source);
  if (!pattern.ok) throw new Error(pattern.why);
  return pattern.value.matches(text);
}

describe('a pattern', () => {
  test.each([
    ['4', '7.4.1', true],
    ['^7\\.', '7.4', true],
    ['^7\\.', '17.4', false],
    ['rc', '8.0-rc1', true],
    ['^v?\\d+$', 'v12', true],
    ['(?i)ALPINE', '7-alpine', true],
  ])('%s in %s: %s', (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  test.each([
    '',
    '(',
    '[z-a]',
    '(?=x)',
    '(?<!x)y',
    '(a)\\1',
    'a{1001}',
    'x'.repeat(513),
    'x{1000}'.repeat(60),
  ])('%.20s cannot be used', (source) => {
    expect(compilePattern(source).ok).toBe(false);
  });

  test('that backtracks in other engines is answered in time', () => {
    expect(matches('^(a+)+$', `${'a'.repeat(20_000)}!`)).toBe(false);
  });
});
