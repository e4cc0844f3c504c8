import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { needsTrustedRoot, parsePublicKey, parseTrustedRoot } from '../../src/signatures/trust.ts';
import { readSourceFiles } from '../architecture/source-file.ts';
import { keyless, keySigner, policy } from './judging.ts';
import { keyPair, pemOf, SigningKit } from './signing-kit.ts';

function rsa(modulusLength: number): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

function ed25519(): { readonly publicPem: string; readonly privatePem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    privatePem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

describe('a public key', () => {
  test.each([
    ['ECDSA', pemOf(keyPair())],
    ['RSA', rsa(2048)],
    ['Ed25519', ed25519().publicPem],
  ])('%s', (_kind, pem) => {
    expect(parsePublicKey(pem).ok).toBe(true);
  });

  test.each([
    ['a private key', ed25519().privatePem, 'private key'],
    ['both', pemOf(keyPair()) + ed25519().privatePem, 'private key'],
    ['two', pemOf(keyPair()) + pemOf(keyPair()), 'not one public key'],
    ['a short RSA key', rsa(1024), '1024 bits'],
    [
      'a key for something else',
      generateKeyPairSync('x25519').publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      'neither',
    ],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'not one public key'],
    ['rubbish in PEM', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'cannot be read'],
    ['nothing', '', 'not one public key'],
  ])('not %s', (_what, pem, why) => {
    expect(parsePublicKey(pem)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });
});

describe('a trust root', () => {
  test('is read', async () => {
    expect(await parseTrustedRoot((await SigningKit.create()).trustedRoot())).toMatchObject({ ok: true });
  });

  test.each([
    ['no JSON', 'x'],
    ['no object', 'null'],
    ['another document', '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}'],
    ['no log', '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}'],
    [
      'a log without key',
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{}]}',
    ],
  ])('not %s', async (_what, text) => {
    expect(await parseTrustedRoot(text)).toMatchObject({ ok: false });
  });

  test.each([
    [[keySigner('k', 'ignored')], false],
    [[keySigner('k', 'ignored'), keySigner('k')], true],
    [[keyless()], true],
  ])('is needed for certificates and logs only', (signers, isNeeded) => {
    expect(needsTrustedRoot({ policies: [policy(signers)] })).toBe(isNeeded);
  });
});

test("sigstore's packages are loaded only when they are used", () => {
  const project = join(import.meta.dirname, '..', '..');
  const lines = readSourceFiles(project, 'src').flatMap(({ path }) =>
    readFileSync(join(project, path), 'utf8')
      .split('\n')
      .filter((line) => line.includes("'@sigstore/")),
  );
  expect(lines.filter((line) => line.includes(' import('))).toHaveLength(4);
  expect(lines.filter((line) => !line.startsWith('import type ') && !line.includes(' import('))).toEqual([]);
});
