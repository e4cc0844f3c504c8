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
    ['http://store.example/b', /^refused to follow reg.example: .* plain http: http:\/\/store.example\/b$/],
    ['http://reg.example/b', /plain http/],
    ['file:///etc/passwd', /refers to file:\/\/\/etc\/passwd$/],
    ['https://u:hunter2@store.example/b', /with credentials/],
    ['https://hunter2@store.example/b', /with credentials/],
    ['https://:hunter2@store.example/b', /with credentials/],
  ])('%s is unsafe', (location, why) => {
    const resolve = (): unknown => resolveLocation(from, location);
    expect(resolve).toThrow(expect.objectContaining({ code: 'unsafe', fix: expect.any(String) }));
    expect(resolve).toThrow(why);
    expect(resolve).not.toThrow(/hunter2/);
  });

  test.each([
    ['https://[broken?sig=hunter2', /^reg.example refers to "https:\/\/\[broken" instead/],
    ['', /refers to "" instead/],
    [undefined, /refers to no address instead/],
  ])('%s is no address', (location, why) => {
    const resolve = (): unknown => resolveLocation(from, location);
    expect(resolve).toThrow(expect.objectContaining({ code: 'invalid-response' }));
    expect(resolve).toThrow(why);
  });

  test('without TLS from the start, plain http is followed', () => {
    const plain = new URL('http://reg.example/v2/');
    expect(resolveLocation(plain, 'http://store.example/b').href).toBe('http://store.example/b');
    expect(resolveLocation(plain, 'https://store.example/b').href).toBe('https://store.example/b');
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

test('an address of its own that needs no mending stays as it is, with its port', () => {
  expect(resolveOwnLocation(from, 'https://reg.example:8443/up').href).toBe('https://reg.example:8443/up');
  const plain = new URL('http://reg.example:5000/v2/');
  expect(resolveOwnLocation(plain, 'http://reg.example:6000/up').href).toBe('http://reg.example:6000/up');
  for (const none of [undefined, '', 'http://[broken'])
    expect(() => resolveOwnLocation(from, none)).toThrow(
      expect.objectContaining({ code: 'invalid-response' }),
    );
});

describe('nextHop', () => {
  test('allows ten hops, no more', () => {
    const seen = (hops: number) => Array.from({ length: hops + 1 }, (_, hop) => new URL(`/${hop}`, from));
    expect(nextHop(seen(9), '/next').pathname).toBe('/next');
    const tooMany = (): unknown => nextHop(seen(10), '/next');
    expect(tooMany).toThrow(expect.objectContaining({ code: 'unsafe' }));
    expect(tooMany).toThrow(/more than 10 times$/);
  });

  test('goes on from the address before, and from nowhere not at all', () => {
    const seen = ['https://reg.example/1', 'https://reg.example/2', 'https://store.example/x/y'].map(
      (address) => new URL(address),
    );
    expect(nextHop(seen, 'z').href).toBe('https://store.example/x/z');
    expect(() => nextHop([], 'https://store.example/')).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });

  test('refuses a circle', () => {
    const circle = (): unknown => nextHop([from, new URL('/y', from)], from.href);
    expect(circle).toThrow(expect.objectContaining({ code: 'unsafe' }));
    expect(circle).toThrow(/in a circle$/);
  });
});
