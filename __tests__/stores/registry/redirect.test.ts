import { describe, expect, test } from '@jest/globals';
import {
  isRedirect,
  nextHop,
  resolveLocation,
  resolveOwnLocation,
} from '../../../src/stores/registry/redirect.ts';

const from = new URL('https://reg.example/v2/a/blobs/x?q=1');

test('the five redirects', () => {
  expect([200, 300, 301, 302, 303, 304, 305, 307, 308, 400].filter(isRedirect)).toEqual([
    301, 302, 303, 307, 308,
  ]);
});

describe('resolveLocation', () => {
  test.each([
    ['/other', 'https://reg.example/other'],
    ['y', 'https://reg.example/v2/a/blobs/y'],
    ['//store.example/b', 'https://store.example/b'],
    ['https://store.example/b?sig=a%2Fb&x#f', 'https://store.example/b?sig=a%2Fb&x'],
  ])('%s', (location, expected) => {
    expect(resolveLocation(from, location).href).toBe(expected);
  });

  test.each([
    ['http://store.example/b', 'unsafe'],
    ['http://reg.example/b', 'unsafe'],
    ['file:///etc/passwd', 'unsafe'],
    ['https://u:p@store.example/b', 'unsafe'],
    ['https://[broken', 'invalid-response'],
    ['', 'invalid-response'],
    [undefined, 'invalid-response'],
  ])('%s is %s', (location, code) => {
    expect(() => resolveLocation(from, location)).toThrow(expect.objectContaining({ code }));
  });

  test('a query does not get into the message', () => {
    expect(() => resolveLocation(from, 'http://store.example/b?sig=secret')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});

test('a registry that names itself without TLS is still spoken to with TLS', () => {
  expect(resolveOwnLocation(from, 'http://reg.example/up?s=1').href).toBe('https://reg.example/up?s=1');
  expect(resolveOwnLocation(from, 'http://reg.example:80/up').href).toBe('https://reg.example/up');
  expect(() => resolveOwnLocation(from, 'http://other.example/up')).toThrow(
    expect.objectContaining({ code: 'unsafe' }),
  );
});

describe('nextHop', () => {
  test('allows ten hops, no more', () => {
    const seen = (hops: number) => Array.from({ length: hops + 1 }, (_, hop) => new URL(`/${hop}`, from));
    expect(nextHop(seen(9), '/next').pathname).toBe('/next');
    expect(() => nextHop(seen(10), '/next')).toThrow(expect.objectContaining({ code: 'unsafe' }));
  });

  test('refuses a circle', () => {
    expect(() => nextHop([from, new URL('/y', from)], from.href)).toThrow(
      expect.objectContaining({ code: 'unsafe' }),
    );
  });
});
