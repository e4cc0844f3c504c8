import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '../../src/files/duration.ts';

test.each([
  ['7d', 604_800_000],
  ['26h', 93_600_000],
  ['30m', 1_800_000],
  ['90s', 90_000],
  ['500ms', 500],
  ['1d12h', 129_600_000],
  ['1h30m15s5ms', 5_415_005],
  ['0s', 0],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toEqual({ ok: true, value: ms });
});

test.each([
  '',
  'd',
  '7',
  '7 d',
  '7D',
  '1.5h',
  '-1d',
  '12h1d',
  '1d1d',
  '1w',
  '36501d',
  `${'9'.repeat(50)}d`,
  '1d\n',
])('%j is no duration', (text) => {
  expect(parseDuration(text).ok).toBe(false);
});

test('every number of milliseconds is written so that it is read again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 36_500 * 86_400_000 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toEqual({ ok: true, value: ms });
    }),
  );
});
