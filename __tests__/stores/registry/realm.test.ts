import { describe, expect, test } from '@jest/globals';
import { parseRealm } from '../../../src/stores/registry/realm.ts';

describe('parseRealm', () => {
  test.each([
    ['https://registry-1.docker.io', 'https://auth.docker.io/token', true],
    ['https://ghcr.io', 'https://ghcr.io/token', true],
    ['https://reg.example.com:5000', 'https://reg.example.com:5001/auth', true],
    ['https://registry.gitlab.com', 'https://gitlab.com/jwt/auth', true],
    ['https://x.co.uk', 'https://evil.co.uk/token', false],
    ['https://alice.github.io', 'https://mallory.github.io/token', false],
    ['https://reg.example.com', 'https://example.com.evil.io/token', false],
    ['https://ghcr.io', 'https://evil-ghcr.io/token', false],
    ['https://10.0.0.1', 'https://10.0.0.2/token', false],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5001/token', true],
    ['http://localhost:5000', 'http://127.0.0.1:5000/token', false],
    ['https://registry', 'https://auth/token', false],
    ['https://[::1]:5000', 'https://[::1]:6000/t', true],
  ])('%s naming %s: trusted %s', (registry, realm, trusted) => {
    expect(parseRealm(realm, new URL(registry)).trusted).toBe(trusted);
  });

  test.each([
    ['https://reg.example.com', 'http://reg.example.com/token'],
    ['https://reg.example.com', 'ftp://reg.example.com/token'],
    ['https://reg.example.com', 'file:///etc/passwd'],
    ['https://reg.example.com', 'https://u:p@reg.example.com/token'],
    ['https://reg.example.com', '/token'],
    ['https://reg.example.com', ''],
  ])('%s naming %s is refused', (registry, realm) => {
    expect(() => parseRealm(realm, new URL(registry))).toThrow(expect.objectContaining({ code: 'unsafe' }));
  });
});
