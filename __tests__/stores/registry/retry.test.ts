import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import { attemptsFor, backoffMs, causeCode, retryAfterMs } from '../../../src/stores/registry/retry.ts';
import { SHORT_PATIENCE } from './client-under-test.ts';

const patience = { ...SHORT_PATIENCE, attempts: 6, backoffBaseMs: 500, backoffCapMs: 60_000 };
const NOW = Date.parse('2026-11-21T02:00:00Z');

describe('retryAfterMs', () => {
  test.each([
    ['2', 2000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['86400', 86_400_000],
    ['Sat, 21 Nov 2026 02:00:03 GMT', 3000],
    ['Sat, 21 Nov 2026 01:00:00 GMT', 0],
    [`${NOW / 1000 + 5}`, 5000],
    ['soon', null],
    ['-5', null],
    ['', null],
    [undefined, null],
  ])('%j is %j', (value, expected) => {
    expect(retryAfterMs(value, NOW)).toBe(expected);
  });
});

describe('backoffMs', () => {
  const unavailable = new MirrorError('unavailable', '');
  test('doubles from the base, never less than it, up to the cap', () => {
    const waits = (random: number) =>
      [1, 2, 3, 20].map((failures) => backoffMs(failures, unavailable, { patience, random: () => random }));
    expect(waits(0)).toEqual([500, 1000, 2000, 60_000]);
    expect(waits(0.5)).toEqual([750, 1500, 3000, 60_000]);
  });

  test('starts later when the registry says that it is too much', () => {
    const limited = new MirrorError('rate-limited', '', { status: 429 });
    expect(backoffMs(1, limited, { patience, random: () => 0 })).toBe(2000);
  });
});

describe('attemptsFor', () => {
  const caused = (code: string) => Object.assign(new Error(code), { code });
  test.each([
    ['a 503', new MirrorError('unavailable', '', { status: 503 }), 6],
    ['a reset', new MirrorError('unavailable', '', { cause: caused('ECONNRESET') }), 6],
    ['nobody there', new MirrorError('unavailable', '', { cause: caused('ECONNREFUSED') }), 3],
    ['no such name', new MirrorError('unavailable', '', { cause: caused('ENOTFOUND') }), 3],
    ['a stall', new MirrorError('stalled', ''), 6],
    ['429', new MirrorError('rate-limited', '', { status: 429 }), 6],
    ['an origin that was given up', new MirrorError('rate-limited', ''), 1],
    ['TLS trouble', new MirrorError('tls', ''), 1],
    ['404', new MirrorError('not-found', '', { status: 404 }), 1],
    ['403', new MirrorError('denied', '', { status: 403 }), 1],
    ['an abort', new MirrorError('aborted', ''), 1],
  ])('%s', (_name, error, attempts) => {
    expect(attemptsFor(error, patience)).toBe(attempts);
  });
});

test('causeCode finds the innermost code, also of several addresses tried', () => {
  const inner = Object.assign(new Error(), { code: 'ECONNREFUSED' });
  expect(causeCode(new MirrorError('unavailable', '', { cause: new Error('x', { cause: inner }) }))).toBe(
    'ECONNREFUSED',
  );
  expect(causeCode(new AggregateError([inner]))).toBe('ECONNREFUSED');
  expect(causeCode('text')).toBe('');
});
