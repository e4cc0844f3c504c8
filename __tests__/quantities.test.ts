import { expect, test } from '@jest/globals';
import {
  formatAge,
  formatBytes,
  formatBytesOf,
  formatCount,
  formatDuration,
  formatElapsed,
  formatMoment,
  formatRate,
} from '../src/quantities.ts';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1_288_490_189, '1.2 GiB'],
  [10 * 1024 ** 2, '10 MiB'],
  [1024 ** 2 - 1, '1.0 MiB'],
  [5 * 1024 ** 6, '5120 PiB'],
])('formatBytes(%d) is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('formatBytesOf uses the unit of the total', () => {
  expect(formatBytesOf(1.2 * 1024 ** 3, 3.5 * 1024 ** 3)).toBe('1.2/3.5 GiB');
  expect(formatBytesOf(0, 12)).toBe('0/12 B');
});

test('formatRate is decimal', () => {
  expect([48_000_000, 999, 1500, 0].map(formatRate)).toEqual(['48 MB/s', '999 B/s', '1.5 kB/s', '0 B/s']);
});

test('formatDuration reads like a stopwatch', () => {
  expect([0, 48_000, 59_999, 723_000, 3_723_000].map(formatDuration)).toEqual([
    '0:00',
    '0:48',
    '1:00',
    '12:03',
    '1:02:03',
  ]);
});

test('formatElapsed names its unit', () => {
  expect(
    [0, 38, 999.6, 4_200, 9_940, 9_960, 48_000, 59_499, 59_500, 723_000, 3_723_000].map(formatElapsed),
  ).toEqual([
    '0 ms',
    '38 ms',
    '1.0 s',
    '4.2 s',
    '9.9 s',
    '10 s',
    '48 s',
    '59 s',
    '1:00 min',
    '12:03 min',
    '1:02:03 h',
  ]);
});

test('formatCount knows one from many', () => {
  expect([
    formatCount(1, 'retry', 'retries'),
    formatCount(3, 'retry', 'retries'),
    formatCount(0, 'image'),
  ]).toEqual(['1 retry', '3 retries', '0 images']);
});

test('formatAge says one unit, and formatMoment a minute', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  expect(
    [-5, 40_900, minute, hour - 1, 26 * hour, 2 * day - 1, 2 * day, 410 * day].map((ms) => formatAge(ms)),
  ).toEqual(['0 s', '40 s', '1 min', '59 min', '26 h', '47 h', '2 d', '410 d']);
  expect(formatMoment(Date.UTC(2026, 10, 21, 2, 0, 59))).toBe('2026-11-21 02:00 UTC');
});
