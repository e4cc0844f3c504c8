/** What one registry's challenges teach, step by step. Token servers are a list of what they were asked. */
import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import {
  type Authorization,
  createAuthorizer,
  type Need,
  NOTHING,
} from '../../../src/stores/registry/authorize.ts';
import type { Credential } from '../../../src/stores/registry/credential.ts';
import { pullScope, pushScope, type Scopes } from '../../../src/stores/registry/scope.ts';
import type { Token } from '../../../src/stores/registry/token.ts';
import type { TokenQuestion } from '../../../src/stores/registry/token-request.ts';
import { USER } from './client-under-test.ts';
import { BASIC } from './token-registry.ts';

const signal = new AbortController().signal;
const BEARER = 'Bearer realm="https://auth.example.com/token",service="reg"';

function token(scopes: Scopes): Token {
  return { text: 'T', scopes, goodUntil: performance.now() + 60_000, refusals: 0, accepted: false };
}

interface Setup {
  readonly credentials?: (hit: number) => Promise<Credential | null>;
  readonly answer?: (question: TokenQuestion) => Token;
}

function open({ credentials = async () => USER, answer }: Setup = {}) {
  const questions: TokenQuestion[] = [];
  const refusedTokens: Token[] = [];
  const warnings: string[] = [];
  let lookups = 0;
  const authorizer = createAuthorizer({
    host: 'reg.example.com',
    registry: new URL('https://reg.example.com'),
    credentials: () => {
      lookups += 1;
      return credentials(lookups);
    },
    tokens: {
      get: async (_owner, question) => {
        questions.push(question);
        return answer === undefined ? token(question.scopes) : answer(question);
      },
      refused: (one) => {
        refusedTokens.push(one);
        return false;
      },
    },
    onSecret: () => {},
    onWarning: (message) => warnings.push(message),
  });
  const authorize = (need: Need) => authorizer.authorize(need, signal);
  const refuse = (need: Need, lines: readonly string[], used: Authorization = NOTHING) =>
    authorizer.refused(used, lines, need);
  return { authorizer, authorize, refuse, questions, refusedTokens, warnings, lookups: () => lookups };
}

const needOf = (repository: string, scopes: Scopes = pullScope(repository)): Need => ({ repository, scopes });
const [A, B] = [needOf('a'), needOf('b')];

describe('challenges', () => {
  test('nothing is shown and nothing known before the first', async () => {
    const { authorizer, authorize, refuse } = open();
    expect(await authorize(A)).toBe(NOTHING);
    expect(authorizer.knowsChallenge).toBe(false);
    expect(refuse(A, [])).toBe(false);
    expect(refuse(A, ['Negotiate'])).toBe(false);
    expect(authorizer.knowsChallenge).toBe(false);
    expect(refuse(A, ['Basic realm="x"'])).toBe(true);
    expect(authorizer.knowsChallenge).toBe(true);
    expect((await authorize(A)).header).toBe(BASIC);
  });

  test('of another repository are taken for one that has none, be it that a 401 comes without', async () => {
    const { authorize, refuse } = open();
    refuse(A, ['Basic realm="x"']);
    expect((await authorize(B)).header).toBe(BASIC);
    expect(refuse(B, [])).toBe(true);
    expect((await authorize(B)).header).toBe(BASIC);
  });

  test('of a repository are its own', async () => {
    const { authorize, refuse } = open();
    refuse(A, [BEARER]);
    refuse(B, ['Basic realm="x"']);
    expect((await authorize(A)).header).toBe('Bearer T');
    expect((await authorize(B)).header).toBe(BASIC);
  });

  test.each<[string, Credential | null]>([
    ['nothing', null],
    ['an identity token', { kind: 'identity-token', token: 'R' }],
  ])('for a password are met with nothing where there is %s', async (_name, credential) => {
    const { authorize, refuse } = open({ credentials: async () => credential });
    refuse(A, ['Basic realm="x"']);
    expect(await authorize(A)).toBe(NOTHING);
  });

  test('name the service that the token is for, or none', async () => {
    const { authorize, refuse, questions } = open();
    refuse(A, [BEARER]);
    await authorize(A);
    refuse(A, ['Bearer realm="https://auth.example.com/token"']);
    await authorize(A);
    expect(questions.map(({ service }) => service)).toEqual(['reg', null]);
  });

  test('that name no usable token server give way to those of others', async () => {
    const { authorize, refuse } = open();
    refuse(B, ['Basic realm="x"']);
    refuse(A, ['Bearer realm="nonsense"']);
    await expect(authorize(A)).rejects.toMatchObject({ code: 'unsafe' });
    expect((await authorize(A)).header).toBe(BASIC);
    expect((await authorize(needOf('c'))).header).toBe(BASIC);
  });

  test('that came while credentials were looked up outlive an unusable one', async () => {
    let found = (_credential: Credential) => {};
    const credentials = () => new Promise<Credential>((resolve) => (found = resolve));
    const { authorize, refuse } = open({ credentials });
    refuse(B, [BEARER]);
    refuse(A, ['Bearer realm="nonsense"']);
    const unsafe = authorize(A);
    refuse(A, ['Basic realm="x"']);
    refuse(B, [BEARER]);
    found(USER);
    await expect(unsafe).rejects.toMatchObject({ code: 'unsafe' });
    expect((await authorize(A)).header).toBe(BASIC);
    const third = authorize(needOf('c'));
    found(USER);
    expect((await third).header).toBe('Bearer T');
  });
});

describe('a token server', () => {
  const foreign = 'Bearer realm="https://auth.other.org/token"';

  test.each<[string, Credential | null, string, Credential | null, number]>([
    ['of the same site gets the credentials', USER, BEARER, USER, 0],
    ['of another site does not, which is said once', USER, foreign, null, 1],
    ['of another site is asked without a word where there are none', null, foreign, null, 0],
  ])('%s', async (_name, credential, challenge, shown, warned) => {
    const { authorize, refuse, questions, warnings } = open({ credentials: async () => credential });
    for (const need of [A, B]) {
      refuse(need, [challenge]);
      await authorize(need);
    }
    expect(questions.map((question) => question.credential)).toEqual([shown, shown]);
    expect(warnings).toHaveLength(warned);
    for (const warning of warnings) expect(warning).toMatch(/^reg.example.com names auth.other.org /);
  });

  test.each([
    ['unauthorized', 2],
    ['denied', 2],
    ['unavailable', 1],
  ] as const)('that answers %s: credentials are looked up %i times for two tries', async (code, expected) => {
    const { authorize, refuse, lookups } = open({
      answer: () => {
        throw new MirrorError(code, 'no');
      },
    });
    refuse(A, [BEARER]);
    for (let round = 0; round < 2; round += 1) await expect(authorize(A)).rejects.toMatchObject({ code });
    expect(lookups()).toBe(expected);
  });
});

describe('a refusal', () => {
  test('of a password has it looked up again', async () => {
    const { authorize, refuse, lookups, refusedTokens } = open();
    refuse(A, ['Basic realm="x"']);
    expect(refuse(A, ['Basic realm="x"'], await authorize(A))).toBe(true);
    await authorize(A);
    expect(lookups()).toBe(2);
    expect(refusedTokens).toEqual([]);
  });

  test('of a token asks whoever keeps tokens, and leaves the credentials alone', async () => {
    const { authorize, refuse, lookups, refusedTokens } = open();
    refuse(A, [BEARER]);
    const used = await authorize(A);
    expect(refuse(A, [BEARER], used)).toBe(false);
    expect(refusedTokens).toEqual([used.token]);
    await authorize(A);
    expect(lookups()).toBe(1);
  });

  test('of a token of the registry itself asks for no other scopes, but for new credentials', async () => {
    const credential: Credential = { kind: 'registry-token', token: 'R' };
    const { authorize, refuse, lookups } = open({ credentials: async () => credential });
    refuse(A, [BEARER]);
    const used = await authorize(A);
    expect(used).toEqual({ header: 'Bearer R', token: null, credential });
    expect(refuse(A, [`${BEARER},scope="repository:other:pull"`], used)).toBe(true);
    await authorize(A);
    expect(lookups()).toBe(2);
  });
});

describe('scopes that a registry wants on top', () => {
  const push = needOf('a', pushScope('a', 'b'));

  test('are asked for from then on, by what they were wanted for', async () => {
    const { authorize, refuse, questions, refusedTokens } = open();
    refuse(push, [BEARER]);
    expect(refuse(push, [`${BEARER},scope="repository:real/a:pull"`], await authorize(push))).toBe(true);
    await authorize(push);
    await authorize(A);
    expect(questions.map(({ scopes }) => scopes)).toEqual([
      push.scopes,
      [...push.scopes, 'repository:real/a:pull'],
      A.scopes,
    ]);
    expect(refusedTokens).toEqual([]);
  });

  test('are asked for at once where the first challenge names them', async () => {
    const { authorize, refuse, questions } = open();
    expect(refuse(A, [`${BEARER},scope="repository:real/a:pull"`])).toBe(true);
    await authorize(A);
    expect(questions.map(({ scopes }) => scopes)).toEqual([[...A.scopes, 'repository:real/a:pull']]);
  });

  test.each(['repository:a:pull', 'repository:real/a:pull'])(
    'that the token was asked for are not the reason: %s',
    async (scope) => {
      const { authorize, refuse, refusedTokens } = open();
      const lines = [`${BEARER},scope="${scope}"`];
      refuse(A, lines);
      expect(refuse(A, lines, await authorize(A))).toBe(false);
      expect(refusedTokens).toHaveLength(1);
    },
  );

  test('are sixteen at most, however often it asks for others', async () => {
    const { authorize, refuse, questions } = open();
    refuse(A, [BEARER]);
    for (const round of ['x', 'y']) {
      const scopes = Array.from({ length: 16 }, (_unused, at) => `repository:${round}${at}:pull`);
      refuse(A, [`${BEARER},scope="${scopes.join(' ')}"`], await authorize(A));
    }
    await authorize(A);
    expect(questions.at(-1)?.scopes).toHaveLength(17);
  });
});

describe('an authorization', () => {
  test('is fresh while its token is, and always without one', () => {
    const { authorizer } = open();
    const withToken = (goodUntil: number): Authorization => ({
      ...NOTHING,
      token: { ...token(A.scopes), goodUntil },
    });
    expect(authorizer.isFresh(NOTHING)).toBe(true);
    expect(authorizer.isFresh(withToken(performance.now() + 1_000))).toBe(true);
    expect(authorizer.isFresh(withToken(performance.now() - 1))).toBe(false);
  });

  test('that was accepted marks its token', () => {
    const { authorizer } = open();
    const used = { ...NOTHING, token: token(A.scopes) };
    authorizer.accepted(used);
    expect(used.token.accepted).toBe(true);
    authorizer.accepted(NOTHING);
  });
});

describe('scouting', () => {
  /** Whether `scout` lets the caller go ahead without waiting. */
  async function goesAhead(scouting: Promise<() => void>): Promise<boolean> {
    const turns = new Promise((resolve) => setImmediate(resolve));
    return await Promise.race([scouting.then(() => true), turns.then(() => false)]);
  }

  test('lets one go, and the others when it is back', async () => {
    const { authorizer } = open();
    const end = await authorizer.scout(signal);
    const second = authorizer.scout(signal);
    expect(await goesAhead(second)).toBe(false);
    end();
    expect(await goesAhead(second)).toBe(true);
    // it found nobody: one goes ahead again
    await authorizer.scout(signal);
    expect(await goesAhead(authorizer.scout(signal))).toBe(false);
  });

  test('is over for its own scout only', async () => {
    const { authorizer } = open();
    const end = await authorizer.scout(signal);
    end();
    await authorizer.scout(signal);
    end();
    expect(await goesAhead(authorizer.scout(signal))).toBe(false);
  });

  test.each(['accepted', 'refused'] as const)('is of no use once something was %s', async (how) => {
    const { authorizer, refuse } = open();
    await authorizer.scout(signal);
    if (how === 'accepted') authorizer.accepted(NOTHING);
    else refuse(A, []);
    expect(await goesAhead(authorizer.scout(signal))).toBe(true);
  });

  test('can be waited for no longer', async () => {
    const { authorizer } = open();
    await authorizer.scout(signal);
    await expect(authorizer.scout(AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });
});
