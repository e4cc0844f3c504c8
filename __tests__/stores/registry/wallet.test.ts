import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import type { Credential, CredentialLookup } from '../../../src/stores/registry/credential.ts';
import { createWallet } from '../../../src/stores/registry/wallet.ts';
import { USER } from './client-under-test.ts';
import { later } from './later.ts';

const signal = new AbortController().signal;

function openWallet(credentials: (hit: number, signal: AbortSignal) => ReturnType<CredentialLookup>) {
  const asked: string[] = [];
  const secrets: string[] = [];
  const wallet = createWallet({
    host: 'reg.example',
    credentials: (host, repository, stop) => {
      asked.push(`${host}/${repository}`);
      return credentials(asked.length, stop);
    },
    onSecret: (secret) => secrets.push(secret),
  });
  return { wallet, asked, secrets };
}

test.each<[Credential | null, readonly string[]]>([
  [null, []],
  [USER, ['open sesame', Buffer.from('alice:open sesame').toString('base64')]],
  [{ kind: 'identity-token', token: 'R' }, ['R']],
  [{ kind: 'registry-token', token: 'T' }, ['T']],
])('every form in which a secret travels is told: %j', async (credential, expected) => {
  const { wallet, secrets } = openWallet(async () => credential);
  expect(await wallet.credentialFor('a', signal)).toEqual(credential);
  expect(secrets).toStrictEqual(expected);
});

describe('credentials are looked up', () => {
  test('once per repository, for five minutes', async () => {
    const { wallet, asked } = openWallet(async () => USER);
    for (const repository of ['a', 'b', 'a']) await wallet.credentialFor(repository, signal);
    expect(asked).toEqual(['reg.example/a', 'reg.example/b']);
    await later(4.9 * 60_000, () => wallet.credentialFor('a', signal));
    expect(asked).toHaveLength(2);
    await later(5 * 60_000, () => wallet.credentialFor('a', signal));
    expect(asked).toHaveLength(3);
  });

  test('again after a refusal of what was found, not of what it has replaced', async () => {
    const other: Credential = { ...USER };
    const { wallet, asked } = openWallet(async () => USER);
    await wallet.credentialFor('a', signal);
    wallet.forget('a', other);
    wallet.forget('b', USER);
    await wallet.credentialFor('a', signal);
    expect(asked).toHaveLength(1);
    wallet.forget('a', USER);
    await wallet.credentialFor('a', signal);
    expect(asked).toHaveLength(2);
  });

  test('once while many learn that they need them: a refusal of nothing ends no lookup under way', async () => {
    let found = (_credential: Credential) => {};
    const { wallet, asked } = openWallet(() => new Promise((resolve) => (found = resolve)));
    const waiting = [1, 2, 3].map(() => {
      wallet.forget('a', null);
      return wallet.credentialFor('a', signal);
    });
    found(USER);
    expect(await Promise.all(waiting)).toEqual([USER, USER, USER]);
    expect(asked).toHaveLength(1);
  });

  test('again where it failed', async () => {
    const { wallet, asked } = openWallet(async (hit) => {
      if (hit === 1) throw new MirrorError('input', 'the helper is not there');
      return USER;
    });
    await expect(wallet.credentialFor('a', signal)).rejects.toMatchObject({ code: 'input' });
    expect(await wallet.credentialFor('a', signal)).toBe(USER);
    expect(await wallet.credentialFor('a', signal)).toBe(USER);
    expect(asked).toHaveLength(2);
  });

  test('anew where everybody has left, and what comes of the old one changes nothing', async () => {
    let fail = (_error: Error) => {};
    const { wallet, asked } = openWallet((hit) =>
      hit > 1 ? Promise.resolve(USER) : new Promise((_resolve, reject) => (fail = reject)),
    );
    const impatient = new AbortController();
    const first = wallet.credentialFor('a', impatient.signal);
    impatient.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await wallet.credentialFor('a', signal)).toBe(USER);
    fail(new MirrorError('aborted', 'stopped'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await wallet.credentialFor('a', signal)).toBe(USER);
    expect(asked).toHaveLength(2);
  });
});
