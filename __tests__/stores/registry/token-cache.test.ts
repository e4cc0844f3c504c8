/** Which questions share a token, for how long it is kept, and what a refusal does. Nothing is sent. */
import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import { pullScope, pushScope } from '../../../src/stores/registry/scope.ts';
import { createTokenCache } from '../../../src/stores/registry/token.ts';
import type { TokenAnswer, TokenQuestion } from '../../../src/stores/registry/token-request.ts';
import { SHORT_PATIENCE, USER } from './client-under-test.ts';
import { later } from './later.ts';

const signal = new AbortController().signal;
const MINUTE = 60_000;

function question(parts: Partial<TokenQuestion> = {}): TokenQuestion {
  const realm = { url: new URL('https://auth.example/token'), trusted: true };
  const service = 'reg';
  return { realm, service, scopes: pullScope('a'), credential: null, host: 'reg.example', ...parts };
}

type Answering = (hit: number, signal: AbortSignal) => Promise<Partial<TokenAnswer>> | Partial<TokenAnswer>;

function openCache(answer: Answering = () => ({})) {
  const asked: TokenQuestion[] = [];
  const secrets: string[] = [];
  const retried: number[] = [];
  const cache = createTokenCache({
    request: async (one, stop) => {
      asked.push(one);
      const hit = asked.length;
      return { token: `token-${hit}`, lifetimeMs: 10 * MINUTE, ...(await answer(hit, stop)) };
    },
    patience: SHORT_PATIENCE,
    random: () => 0,
    onSecret: (secret) => secrets.push(secret),
    onRetry: () => retried.push(asked.length),
  });
  const get = (parts: Partial<TokenQuestion> = {}, owner = 'a') => cache.get(owner, question(parts), signal);
  return { cache, get, asked, secrets, retried };
}

describe('a token is used again', () => {
  test('for the same question, and for less than it is good for', async () => {
    const { get, asked, secrets } = openCache();
    const token = await get({ scopes: pushScope('a') });
    expect(await get({ scopes: pushScope('a') })).toBe(token);
    expect(await get({ scopes: pullScope('a') })).toBe(token);
    expect(asked).toHaveLength(1);
    expect(secrets).toEqual(['token-1']);
  });

  test.each([
    ['more scopes', { scopes: pushScope('a') }, 'a'],
    ['another owner', {}, 'b'],
    ['another service', { service: 'other' }, 'a'],
    ['no service', { service: null }, 'a'],
    ['a credential', { credential: USER }, 'a'],
    ['another token server', { realm: { url: new URL('https://auth.example/t'), trusted: true } }, 'a'],
  ])('but not for %s', async (_name, parts, owner) => {
    const { get, asked } = openCache();
    const [one, other] = [await get(), await get(parts, owner)];
    expect(other).not.toBe(one);
    expect(asked).toHaveLength(2);
  });

  test.each([
    [10 * MINUTE, 9.5 * MINUTE],
    [2 * MINUTE, 1.5 * MINUTE],
    [MINUTE, 0.75 * MINUTE],
  ])('one of %i ms until %i ms', async (lifetimeMs, keptMs) => {
    const { get, asked } = openCache(() => ({ lifetimeMs }));
    const token = await get();
    expect(await later(keptMs - 5_000, () => get())).toBe(token);
    expect(await later(keptMs + 1, () => get())).not.toBe(token);
    expect(asked).toHaveLength(2);
  });

  test('of the last thirty-two of one owner', async () => {
    const { get, asked } = openCache();
    for (let number = 0; number < 33; number += 1) await get({ scopes: pullScope(`r${number}`) });
    await get({ scopes: pullScope('r32') });
    await get({ scopes: pullScope('r1') });
    expect(asked).toHaveLength(33);
    await get({ scopes: pullScope('r0') });
    expect(asked).toHaveLength(34);
  });
});

describe('a request under way', () => {
  test('is shared by those whom its token will serve, and by nobody else', async () => {
    const { get, asked } = openCache();
    const [wide, narrow, other] = await Promise.all([
      get({ scopes: pushScope('a') }),
      get({ scopes: pullScope('a') }),
      get({ scopes: pullScope('b') }),
    ]);
    expect(narrow).toBe(wide);
    expect(other.scopes).toEqual(pullScope('b'));
    expect(asked).toHaveLength(2);
  });

  test('that everybody has left is not joined', async () => {
    const { cache, get, asked } = openCache((hit, stop) =>
      hit > 1
        ? {}
        : new Promise((_resolve, reject) => stop.addEventListener('abort', () => reject(stop.reason))),
    );
    const impatient = new AbortController();
    const first = cache.get('a', question(), impatient.signal);
    impatient.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect((await get()).text).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  test('is joined while another one of the same owner ends', async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { get, asked } = openCache(async (hit) => {
      if (hit === 1) await slow;
      return {};
    });
    const first = get({ scopes: pullScope('slow') });
    await get({ scopes: pullScope('quick') });
    await new Promise((resolve) => setImmediate(resolve));
    const second = get({ scopes: pullScope('slow') });
    release();
    expect(await second).toBe(await first);
    expect(asked).toHaveLength(2);
  });

  test('that failed is over', async () => {
    const { get, asked } = openCache((hit) => {
      if (hit === 1) throw new MirrorError('unauthorized', 'no', { status: 401 });
      return {};
    });
    await expect(get()).rejects.toMatchObject({ code: 'unauthorized' });
    await new Promise((resolve) => setImmediate(resolve));
    expect((await get()).text).toBe('token-2');
    expect(asked).toHaveLength(2);
  });
});

describe('a refused token', () => {
  test('is replaced once, and then no more until one was accepted', async () => {
    const { cache, get } = openCache();
    const first = await get();
    expect(cache.refused(first)).toBe(true);
    const second = await get();
    expect(second).not.toBe(first);
    expect(cache.refused(second)).toBe(false);
    expect(await get()).toBe(second);
  });

  test('that was accepted before has only expired early: it is replaced, and counts from the start', async () => {
    const { cache, get } = openCache();
    const first = await get();
    first.accepted = true;
    expect(cache.refused(first)).toBe(true);
    const second = await get();
    expect(cache.refused(second)).toBe(true);
    const third = await get();
    third.accepted = true;
    expect(cache.refused(third)).toBe(true);
    expect(cache.refused(await get())).toBe(true);
  });

  test('takes no token of others with it', async () => {
    const { cache, get } = openCache();
    const [first, second] = [await get({}, 'a'), await get({}, 'b')];
    expect(cache.refused(second)).toBe(true);
    expect(await get({}, 'a')).toBe(first);
  });

  test('that somebody else has had replaced is worth another try', async () => {
    const { cache, get } = openCache();
    const first = await get();
    await get({}, 'b');
    expect([cache.refused(first), cache.refused(first)]).toEqual([true, true]);
  });
});

describe('a token server in trouble', () => {
  const trouble = () => new MirrorError('unavailable', 'down', { status: 503 });

  test('is asked again, which is counted', async () => {
    const { get, retried } = openCache((hit) => {
      if (hit < 3) throw trouble();
      return {};
    });
    expect((await get()).text).toBe('token-3');
    expect(retried).toEqual([1, 2]);
  });

  test('is not asked for ever', async () => {
    const { get, asked } = openCache(() => {
      throw trouble();
    });
    await expect(get()).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).toHaveLength(SHORT_PATIENCE.attempts);
  });

  test('ends with what it said, and nobody tries again', async () => {
    const details = {
      where: 'auth.example',
      fix: 'wait',
      status: 503,
      registryCodes: ['BUSY'],
      cause: new Error(),
    };
    const { get } = openCache(() => {
      throw new MirrorError('unavailable', 'down', details);
    });
    await expect(get()).rejects.toMatchObject({ message: 'down', ...details, isFinal: true });
  });
});
