import { describe, expect, test } from '@jest/globals';
import { Health, isUnreachable } from '../../src/mirror/health.ts';
import { failure } from '../fakes/faulty-target.ts';

const down = failure('unavailable');

const { signal } = new AbortController();

describe('a mirror', () => {
  test('is down after three failures in a row, and not asked again', async () => {
    const health = new Health();
    let asked = 0;
    const ask = () =>
      health
        .guard('eu', signal, async () => {
          asked += 1;
          throw down;
        })
        .catch((error) => error);
    for (let call = 0; call < 5; call += 1) expect(await ask()).toBe(down);
    expect(asked).toBe(3);
    expect(health.whyDown('eu')).toBe(down);
    expect(health.whyDown('us')).toBeNull();
  });

  test('that answers in between is not down', async () => {
    const health = new Health();
    for (let round = 0; round < 3; round += 1) {
      health.fail('eu', down);
      health.fail('eu', down);
      expect(await health.guard('eu', signal, async () => 'answer')).toBe('answer');
    }
    expect(health.whyDown('eu')).toBeNull();
  });

  test('gives all work under one signal the same signal: a run of 30,000 requests makes one, not 30,000', async () => {
    const health = new Health();
    const given = new Set<AbortSignal>();
    const ask = (under: AbortSignal) =>
      health.guard('eu', under, async (guarded) => {
        given.add(guarded);
      });
    for (let call = 0; call < 3; call += 1) await ask(signal);
    expect(given.size).toBe(1);
    await ask(new AbortController().signal);
    expect(given.size).toBe(2);
  });

  test('with a TLS failure is down at once: nothing is tried without it', () => {
    const health = new Health();
    health.fail('eu', failure('tls'));
    expect(health.whyDown('eu')?.code).toBe('tls');
  });

  test('that says no is not down', () => {
    const health = new Health();
    for (const code of ['denied', 'unauthorized', 'refused', 'not-found', 'aborted'] as const)
      for (let call = 0; call < 3; call += 1) health.fail('eu', failure(code));
    expect(health.whyDown('eu')).toBeNull();
  });

  test('has a clean slate once revived', () => {
    const health = new Health();
    for (let call = 0; call < 3; call += 1) health.fail('eu', down);
    health.revive('eu');
    expect(health.whyDown('eu')).toBeNull();
    health.fail('eu', down);
    expect(health.whyDown('eu')).toBeNull();
  });
});

test('only errors of reaching a place count as not reaching it', () => {
  expect(
    ['unavailable', 'stalled', 'tls', 'rate-limited'].every((code) => isUnreachable(failure(code as never))),
  ).toBe(true);
  expect(isUnreachable(failure('denied'))).toBe(false);
  expect(isUnreachable(new Error('anything'))).toBe(false);
});
