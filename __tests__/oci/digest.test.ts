import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  digestAlgorithm,
  digestHex,
  digestOf,
  hashFor,
  isDigest,
  keepTagOf,
  parseDigest,
  shortDigest,
  whyNotDigest,
} from '../../src/oci/digest.ts';
import { EMPTY_JSON_DIGEST } from '../../src/oci/graph.ts';
import { isTag } from '../../src/oci/reference.ts';
import { ANY_TEXT } from './documents.ts';

const EMPTY_SHA256 = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const ONE_LINE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u;

describe('digests', () => {
  test('are computed and taken apart', () => {
    const digest = digestOf(new Uint8Array());
    expect(digest).toBe(EMPTY_SHA256);
    expect(digestAlgorithm(digest)).toBe('sha256');
    expect(digestHex(digest)).toBe(EMPTY_SHA256.slice(7));
    expect(shortDigest(digest)).toBe('sha256:e3b0c44298fc');
    expect(hashFor(digest).digest('hex')).toBe(digestHex(digest));
    expect(digestOf(new TextEncoder().encode('{}'))).toBe(EMPTY_JSON_DIGEST);
  });

  test('follow the algorithm of the digest they are compared with', () => {
    const sha512 = parseDigest(`sha512:${'0'.repeat(128)}`);
    expect(sha512 !== null && digestOf(new Uint8Array(), sha512)).toMatch(
      /^sha512:cf83e1357eef[0-9a-f]{116}$/,
    );
  });

  test.each([
    '',
    ':',
    'sha256',
    'sha256:',
    EMPTY_SHA256.slice(0, -1),
    `${EMPTY_SHA256}0`,
    EMPTY_SHA256.toUpperCase(),
    EMPTY_SHA256.replace('b855', 'B855'),
    EMPTY_SHA256.replace('b855', 'g855'),
    `${EMPTY_SHA256}\n`,
    ` ${EMPTY_SHA256}`,
    `constructor:${'0'.repeat(64)}`,
    `sha512:${'0'.repeat(64)}`,
  ])('%j is none', (text) => {
    expect(isDigest(text)).toBe(false);
    expect(parseDigest(text)).toBeNull();
    expect(whyNotDigest(text)).not.toBeNull();
  });

  test.each([
    [':', /ALGORITHM:HEX/],
    [`x:${'a'.repeat(64)}`, /"x" is not known/],
    [EMPTY_SHA256.replace('b855', 'B855'), /lower case/],
    [EMPTY_SHA256.replace('b855', 'g855'), /0-9 and a-f/],
    [EMPTY_SHA256.slice(0, -1), / 64 .* 63$/],
    [`sha512:${'a'.repeat(150)}`, / 128 .* 150$/],
  ])('%.14s... is told what is wrong with it', (text, reason) => {
    expect(whyNotDigest(text)).toMatch(reason);
  });

  test('a refusal is one printable line', () => {
    fc.assert(
      fc.property(ANY_TEXT, fc.string(), (algorithm, hex) => {
        expect(whyNotDigest(`${algorithm}:${hex}`)).toMatch(ONE_LINE);
      }),
    );
  });

  test.each([
    [`sha256:${'a'.repeat(64)}`, `keep-sha256-${'a'.repeat(64)}`],
    [`sha384:${'b'.repeat(96)}`, `keep-sha384-${'b'.repeat(96)}`],
    [`sha512:${'c'.repeat(128)}`, `keep-sha512-${'c'.repeat(116)}`],
  ])('the keep tag of %.10s is a tag', (text, tag) => {
    const digest = parseDigest(text);
    expect(digest !== null && keepTagOf(digest)).toBe(tag);
    expect(isTag(tag)).toBe(true);
  });
});
