import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import { SharedAnswers } from '../../../src/stores/credentials/shared-answers.ts';
import { NEVER, thrownBy } from './support.ts';

function answers() {
  const clock = { nowMs: 0 };
  const shared = new SharedAnswers<number>({ keepMs: 100, keepFailureMs: 10, now: () => clock.nowMs });
  return { clock, shared };
}

describe('SharedAnswers', () => {
  test('all who wait share one question', async () => {
    const { shared } = answers();
    const { promise, resolve } = Promise.withResolvers<number>();
    let asked = 0;
    const ask = () => {
      asked += 1;
      return promise;
    };
    const all = Promise.all([
      shared.get('a', NEVER, ask),
      shared.get('a', NEVER, ask),
      shared.get('a', NEVER, ask),
    ]);
    resolve(7);
    expect(await all).toEqual([7, 7, 7]);
    expect(asked).toBe(1);
  });

  test('keys have answers of their own', async () => {
    const { shared } = answers();
    expect(await shared.get('a', NEVER, async () => 1)).toBe(1);
    expect(await shared.get('b', NEVER, async () => 2)).toBe(2);
  });

  test('an answer is kept for its time and no longer, counted from when it came', async () => {
    const { clock, shared } = answers();
    const { promise, resolve } = Promise.withResolvers<number>();
    const first = shared.get('a', NEVER, () => promise);
    clock.nowMs = 50;
    resolve(1);
    await first;
    clock.nowMs = 149;
    expect(await shared.get('a', NEVER, async () => 2)).toBe(1);
    clock.nowMs = 150;
    expect(await shared.get('a', NEVER, async () => 2)).toBe(2);
  });

  test('a failure is shared and kept for its own, shorter time', async () => {
    const { clock, shared } = answers();
    const fail = async () => {
      throw new MirrorError('input', 'no');
    };
    await thrownBy(() => shared.get('a', NEVER, fail));
    clock.nowMs = 9;
    expect((await thrownBy(() => shared.get('a', NEVER, async () => 1))).message).toBe('no');
    clock.nowMs = 10;
    expect(await shared.get('a', NEVER, async () => 1)).toBe(1);
  });

  test('one who leaves does not take the answer from the others', async () => {
    const { shared } = answers();
    const { promise, resolve } = Promise.withResolvers<number>();
    const stop = new AbortController();
    let stopped = false;
    const ask = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        stopped = true;
      });
      return promise;
    };
    const leaving = thrownBy(() => shared.get('a', stop.signal, ask));
    const staying = shared.get('a', NEVER, ask);
    stop.abort();
    expect((await leaving).code).toBe('aborted');
    expect(stopped).toBe(false);
    resolve(3);
    expect(await staying).toBe(3);
  });

  test('when all have left, the question is stopped and the next one asks anew', async () => {
    const { shared } = answers();
    const stop = new AbortController();
    let stopped = 0;
    const ask = (signal: AbortSignal) =>
      new Promise<number>((_, reject) => {
        signal.addEventListener('abort', () => {
          stopped += 1;
          reject(new Error('stopped'));
        });
      });
    const leaving = [
      thrownBy(() => shared.get('a', stop.signal, ask)),
      thrownBy(() => shared.get('a', stop.signal, ask)),
    ];
    stop.abort();
    expect((await Promise.all(leaving)).map((error) => error.code)).toEqual(['aborted', 'aborted']);
    expect(stopped).toBe(1);
    expect(await shared.get('a', NEVER, async () => 5)).toBe(5);
  });

  test('a signal that has fired asks nothing', async () => {
    const { shared } = answers();
    const error = await thrownBy(() =>
      shared.get('a', AbortSignal.abort(), () => Promise.reject(new Error('asked'))),
    );
    expect(error.code).toBe('aborted');
  });
});
