import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import {
  attemptsFor,
  backoffMs,
  causeCode,
  patienceWith,
  retryAfterMs,
} from '../../../src/stores/registry/retry.ts';
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
    ['1000000000', 0],
    ['999999999', 999_999_999_000],
    ['1.25', 1250],
    ['Sat 21 Nov 2026 02:00:03 GMT', 3000],
    ['Saturday, 21-Nov-26 02:00:03 GMT', 3000],
    ['5 minutes', null],
    ['at Sat, 21 Nov 2026 02:00:03 GMT', null],
    ['Sat, 41 Nov 2026 02:00:03 GMT', null],
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

describe('patienceWith', () => {
  const serverError = new MirrorError('unavailable', '', { status: 500 });
  const brief = { attempts: 2, backoffBaseMs: 100 };

  test('has less of it for a 500 that the request meets in its own way', () => {
    expect(patienceWith(serverError, () => brief, patience)).toEqual({ ...patience, ...brief });
  });

  test('never has more of it', () => {
    const more = { attempts: 60, backoffBaseMs: 5_000 };
    expect(patienceWith(serverError, () => more, patience)).toEqual(patience);
  });

  test('has all of it for anything else', () => {
    const unavailable = new MirrorError('unavailable', '', { status: 503 });
    expect(patienceWith(unavailable, () => brief, patience)).toBe(patience);
    expect(patienceWith(serverError, () => null, patience)).toBe(patience);
    expect(patienceWith(serverError, undefined, patience)).toBe(patience);
  });
});

describe('attemptsFor', () => {
  const caused = (code: string) => Object.assign(new Error(code), { code });
  const notHttp = Object.assign(new Error(), { name: 'HTTPParserError' });
  test.each([
    ['a 503', new MirrorError('unavailable', '', { status: 503 }), 6],
    ['a 500', new MirrorError('unavailable', '', { status: 500 }), 4],
    ['silence', new MirrorError('unavailable', '', { cause: caused('UND_ERR_HEADERS_TIMEOUT') }), 2],
    ['no HTTP', new MirrorError('invalid-response', '', { cause: notHttp }), 2],
    ['nonsense', new MirrorError('invalid-response', '', { cause: new Error() }), 1],
    ['nonsense without a cause', new MirrorError('invalid-response', ''), 1],
    ['a reset', new MirrorError('unavailable', '', { cause: caused('ECONNRESET') }), 6],
    ['nobody there', new MirrorError('unavailable', '', { cause: caused('ECONNREFUSED') }), 3],
    ['no such name', new MirrorError('unavailable', '', { cause: caused('ENOTFOUND') }), 3],
    ['a stall', new MirrorError('stalled', ''), 6],
    ['429', new MirrorError('rate-limited', '', { status: 429 }), 6],
    ['an origin that was given up', new MirrorError('rate-limited', ''), 1],
    ['TLS trouble', new MirrorError('tls', ''), 1],
    ['404', new MirrorError('not-found', '', { status: 404 }), 1],
    ['403', new MirrorError('denied', '', { status: 403 }), 1],
    ['what was tried enough', new MirrorError('unavailable', '', { status: 503, isFinal: true }), 1],
    ['an abort', new MirrorError('aborted', ''), 1],
  ])('%s', (_name, error, attempts) => {
    expect(attemptsFor(error, patience)).toBe(attempts);
    expect(attemptsFor(error, { ...patience, attempts: 1 })).toBe(1);
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

test('causeCode takes nothing but text for a code, and ends where causes do not', () => {
  expect(causeCode(new Error('x', { cause: null }))).toBe('');
  expect(causeCode({ code: 5, cause: { code: 'ECONNRESET' } })).toBe('ECONNRESET');
  expect(causeCode({ code: 'ECONNRESET', cause: { code: 5 } })).toBe('ECONNRESET');
  const circle = { code: 'A', cause: {} };
  circle.cause = { code: 'B', cause: circle };
  expect(causeCode(circle)).toBe('A');
  const nested = (depth: number): object =>
    depth === 0 ? { code: 'DEEP' } : { code: 'OUTER', cause: nested(depth - 1) };
  expect([causeCode(nested(4)), causeCode(nested(5))]).toEqual(['DEEP', 'OUTER']);
});
