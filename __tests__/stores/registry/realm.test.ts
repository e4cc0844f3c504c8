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
    // a site on a domain of many owners is still one site
    ['https://registry.alice.github.io', 'https://auth.alice.github.io/token', true],
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
    ['http://reg.example.com/token', /without TLS: http:\/\/reg.example.com\/token$/],
    ['ftp://reg.example.com/token', /not an address: "ftp:/],
    ['file:///etc/passwd', /not an address/],
    ['https://u:hunter2@reg.example.com/token', /credentials in its address/],
    ['https://hunter2@reg.example.com/token', /credentials in its address/],
    ['https://:hunter2@reg.example.com/token', /credentials in its address/],
    ['/token', /not an address: "\/token"$/],
    ['', /not an address/],
  ])('https://reg.example.com naming %s is refused', (realm, why) => {
    const refused = { code: 'unsafe', where: 'reg.example.com', fix: expect.any(String) };
    const refusal = (): unknown => parseRealm(realm, new URL('https://reg.example.com'));
    expect(refusal).toThrow(expect.objectContaining(refused));
    expect(refusal).toThrow(why);
    expect(refusal).not.toThrow(/hunter2/);
  });
});
