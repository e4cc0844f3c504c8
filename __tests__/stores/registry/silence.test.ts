import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import { Silence } from '../../../src/stores/registry/silence.ts';

const causedBy = (code: string) =>
  new MirrorError('unavailable', '', { cause: Object.assign(new Error(code), { code }) });
/** Asked at 1000 and given up at 1060. */
const UNANSWERED = {
  method: 'HEAD',
  failure: causedBy('UND_ERR_HEADERS_TIMEOUT'),
  askedAtMs: 1_000,
  nowMs: 1_060,
} as const;

function silenceAfter(answeredAtMs: number | null): Silence {
  const silence = new Silence();
  if (answeredAtMs !== null) silence.answered(answeredAtMs);
  return silence;
}

describe('a look-up that stayed unanswered', () => {
  test.each([
    ['has never answered anybody', null, true],
    ['answered others, but longer before than the wait was', 939, true],
    ['answered others just as long before', 940, false],
    ['answered others shortly before', 999, false],
    ['answered others meanwhile', 1_030, false],
  ])('by a registry that %s', (_name, answeredAtMs, isFinal) => {
    expect(silenceAfter(answeredAtMs).isFinal(UNANSWERED)).toBe(isFinal);
  });

  test('is judged by the last answer', () => {
    const silence = silenceAfter(1_030);
    silence.answered(1_050);
    expect(silence.isFinal({ ...UNANSWERED, askedAtMs: 1_100, nowMs: 1_120 })).toBe(true);
    expect(silence.isFinal({ ...UNANSWERED, askedAtMs: 1_100, nowMs: 1_150 })).toBe(false);
  });
});

test('other requests and other failures are never final', () => {
  const silence = silenceAfter(null);
  expect(silence.isFinal({ ...UNANSWERED, method: 'GET' })).toBe(false);
  expect(silence.isFinal({ ...UNANSWERED, failure: causedBy('ECONNRESET') })).toBe(false);
});
