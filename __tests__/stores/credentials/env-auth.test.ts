import { describe, expect, test } from '@jest/globals';
import { readConfiguredAuth, refusedVariables } from '../../../src/stores/credentials/env-auth.ts';
import { thrownBy, wholeText } from './support.ts';

const AT = { file: 'mirror.yaml', line: 7, column: 11 };

describe('readConfiguredAuth', () => {
  const env = {
    MIRROR_USER: 'u',
    MIRROR_PASSWORD: 'p',
    GITHUB_TOKEN: 'g',
    MIRROR_EMPTY: '',
    ACTIONS_RUNTIME_TOKEN: 'planted',
  };

  test('reads what MIRROR_ variables hold', () => {
    expect(
      readConfiguredAuth(
        'reg',
        { usernameEnv: 'MIRROR_USER', passwordEnv: 'MIRROR_PASSWORD' },
        { env, allowEnv: [] },
      ),
    ).toEqual({ kind: 'basic', username: 'u', password: 'p' });
  });

  test('reads other variables only when they are allowed', async () => {
    const auth = { usernameEnv: 'MIRROR_USER', passwordEnv: 'GITHUB_TOKEN', at: AT };
    expect(readConfiguredAuth('ghcr.io', auth, { env, allowEnv: ['GITHUB_TOKEN'] })).toMatchObject({
      password: 'g',
    });
    const error = await thrownBy(() => readConfiguredAuth('ghcr.io', auth, { env, allowEnv: [] }));
    expect(error).toMatchObject({ code: 'input', where: 'mirror.yaml:7:11' });
    expect(error.message).toContain('GITHUB_TOKEN');
  });

  test.each(['MIRROR_UNSET', 'MIRROR_EMPTY'])('%s names no value', async (passwordEnv) => {
    const auth = { usernameEnv: 'MIRROR_USER', passwordEnv, at: AT };
    const error = await thrownBy(() => readConfiguredAuth('reg', auth, { env, allowEnv: [] }));
    expect(error).toMatchObject({ code: 'input', where: 'mirror.yaml:7:11' });
    expect(error.message).toContain(passwordEnv);
    expect(error.fix).toContain(passwordEnv);
  });

  test('without a position the registry is the place', async () => {
    const auth = { usernameEnv: 'MIRROR_UNSET', passwordEnv: 'MIRROR_UNSET' };
    expect((await thrownBy(() => readConfiguredAuth('reg', auth, { env, allowEnv: [] }))).where).toBe('reg');
  });

  test('what is inherited is not a variable', async () => {
    const auth = { usernameEnv: 'toString', passwordEnv: 'MIRROR_PASSWORD' };
    const error = await thrownBy(() => readConfiguredAuth('reg', auth, { env, allowEnv: ['toString'] }));
    expect(error.code).toBe('input');
  });
});

describe('refusedVariables', () => {
  test.each([
    ['MIRROR_EU_USER', [], true],
    ['HARBOR_USER', [], false],
    ['HARBOR_USER', ['HARBOR_USER'], true],
    ['HARBOR_USER', ['harbor_user'], false],
    ['mirror_user', [], false],
    ['XMIRROR_USER', [], false],
    ['ACTIONS_RUNTIME_TOKEN', ['ACTIONS_RUNTIME_TOKEN'], false],
    ['actions_id_token_request_token', ['actions_id_token_request_token'], false],
    ['RUNNER_TEMP', ['RUNNER_TEMP'], false],
    ['', [''], false],
    ['MIRROR_A=B', [], false],
  ])('%s with %j allowed', (name, allowEnv, allowed) => {
    const refused = refusedVariables(
      new Map([['reg', { usernameEnv: 'MIRROR_OK', passwordEnv: name }]]),
      allowEnv,
    );
    expect(refused.map((error) => error.code)).toEqual(allowed ? [] : ['input']);
  });

  test('tells all of them at once', () => {
    const auth = { usernameEnv: 'A', passwordEnv: 'B' };
    expect(
      refusedVariables(
        new Map([
          ['reg', auth],
          ['other', auth],
        ]),
        [],
      ),
    ).toHaveLength(4);
  });

  test('a password written in place of a name is not repeated', () => {
    const auth = { usernameEnv: 'MIRROR_OK', passwordEnv: 'p!anted-s3cret' };
    const [error] = refusedVariables(new Map([['reg', auth]]), []);
    expect(error === undefined ? '' : wholeText(error)).toContain('reg');
    expect(error === undefined ? 'p!anted' : wholeText(error)).not.toContain('p!anted');
  });
});
