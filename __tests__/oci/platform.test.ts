import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatPlatform, type Platform, parsePlatform, platformMatches } from '../../src/oci/platform.ts';

function platform(text: string): Platform {
  const parsed = parsePlatform(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

describe('parsePlatform', () => {
  test.each([
    ['linux/amd64', 'linux/amd64'],
    ['Linux/AMD64', 'linux/amd64'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/x86-64', 'linux/amd64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64/v8'],
    ['linux/arm64/8', 'linux/arm64/v8'],
    ['linux/arm64/v9.0', 'linux/arm64/v9'],
    ['linux/arm64/8.1', 'linux/arm64/v8.1'],
    ['linux/arm', 'linux/arm'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/arm/V6', 'linux/arm/v6'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/armel', 'linux/arm/v6'],
    ['linux/i386', 'linux/386'],
    ['linux/ppc64le', 'linux/ppc64le'],
    ['macos/arm64', 'darwin/arm64'],
    ['windows(10.0.17763)/amd64', 'windows(10.0.17763)/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
  ])('%s is %s', (text, canonical) => {
    expect(formatPlatform(platform(text))).toBe(canonical);
    expect(platform(canonical)).toEqual(platform(text));
  });

  test('leaves an unwritten variant out', () => {
    expect(platform('linux/arm64')).toEqual({ os: 'linux', architecture: 'arm64' });
  });

  test.each([
    '',
    'linux',
    'amd64',
    'linux/',
    '/amd64',
    'linux/arm64/',
    'a/b/c/d',
    'linux amd64',
    'linux/am d64',
    'linux,amd64',
    'linux()/amd64',
    `linux/${'a'.repeat(100_000)}`,
  ])('refuses %.20j', (text) => {
    expect(parsePlatform(text).ok).toBe(false);
  });

  test('never throws, and is its own normal form', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aA8v7_-./(', 'linux', 'arm64'), maxLength: 10 }),
        (text) => {
          const parsed = parsePlatform(text);
          if (parsed.ok) expect(parsePlatform(formatPlatform(parsed.value))).toEqual(parsed);
        },
      ),
    );
  });
});

describe('platformMatches', () => {
  test.each([
    ['linux/amd64', 'linux/amd64'],
    ['linux/arm64', 'linux/arm64/v8'],
    ['linux/arm64', 'linux/arm64/v9'],
    ['linux/arm', 'linux/arm/v6'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64/8'],
    ['linux/arm/v7', 'linux/arm'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/aarch64', 'linux/arm64'],
    ['windows/amd64', 'windows(10.0.17763)/amd64'],
    ['windows(10.0.17763)/amd64', 'windows(10.0.17763.1234)/amd64'],
  ])('%s is satisfied by %s', (wanted, have) => {
    expect(platformMatches(platform(wanted), platform(have))).toBe(true);
  });

  test.each([
    ['linux/amd64', 'linux/arm64'],
    ['linux/amd64', 'windows/amd64'],
    ['linux/arm', 'linux/arm64'],
    ['linux/arm/v6', 'linux/arm/v7'],
    ['linux/arm/v6', 'linux/arm'],
    ['linux/arm64/v9', 'linux/arm64'],
    ['linux/amd64/v3', 'linux/amd64'],
    ['windows(10.0.17763)/amd64', 'windows(10.0.177630)/amd64'],
    ['windows(10.0.17763)/amd64', 'windows/amd64'],
  ])('%s is not satisfied by %s', (wanted, have) => {
    expect(platformMatches(platform(wanted), platform(have))).toBe(false);
  });

  test('reads what indexes write', () => {
    expect(
      platformMatches(platform('linux/arm64/v8'), { os: 'Linux', architecture: 'aarch64', variant: '' }),
    ).toBe(true);
  });
});

test('a platform from outside is formatted without surprises', () => {
  expect(formatPlatform({ os: 'li\nnux', architecture: '::x\u202e' })).toBe('li?nux/??x?');
});
