import { describe, expect, test } from '@jest/globals';
import { proxyFor } from '../../../src/stores/registry/proxy.ts';

const P = 'http://proxy.example:3128';
const through = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env)?.host ?? null;

describe('proxyFor', () => {
  test.each([
    ['https://a.example', { HTTPS_PROXY: P }, 'proxy.example:3128'],
    ['https://a.example', { https_proxy: P, HTTPS_PROXY: 'http://other:1' }, 'proxy.example:3128'],
    ['https://a.example', { HTTP_PROXY: P }, null],
    ['http://a.example', { HTTP_PROXY: P }, 'proxy.example:3128'],
    ['https://a.example', { ALL_PROXY: 'proxy.example:3128' }, 'proxy.example:3128'],
    ['https://a.example', {}, null],
    ['http://127.0.0.1:5000', { HTTP_PROXY: P }, null],
    ['http://127.9.9.9:5000', { ALL_PROXY: P }, null],
    ['http://localhost:5000', { HTTP_PROXY: P }, null],
    ['http://[::1]:5000', { HTTP_PROXY: P }, null],
  ])('%s with %j: %s', (url, env, proxy) => {
    expect(through(url, env as Record<string, string>)).toBe(proxy);
  });

  test.each([
    ['https://a.example', 'a.example', true],
    ['https://b.a.example', 'a.example', true],
    ['https://b.a.example', '.a.example', true],
    ['https://b.a.example', '*.a.example', true],
    ['https://ba.example', 'a.example', false],
    ['https://a.example:5000', 'a.example:5000', true],
    ['https://a.example', 'a.example:443', true],
    ['https://a.example', 'a.example:5000', false],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://a.example', 'x, *', true],
    ['https://a.example', 'x y,, a.example', true],
  ])('%s with NO_PROXY=%s: bypassed %s', (url, list, bypassed) => {
    expect(through(url, { HTTPS_PROXY: P, NO_PROXY: list })).toBe(bypassed ? null : 'proxy.example:3128');
  });

  test('what is no address is an error that does not repeat it', () => {
    const attempt = () => through('https://a.example', { HTTPS_PROXY: 'ftp://user:hunter2@x' });
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'input', message: expect.not.stringContaining('hunter2') }),
    );
  });
});
