/** Registries choose their token server (`realm`). Who it is decides whether it sees credentials, or is asked at all. */
import { describe, expect, test } from '@jest/globals';
import { APP_FAILED, type Attack, stage, startAttacker, taken } from './attack.ts';
import { namingRealm, startInternet, syncPublic } from './internet.ts';

describe('ggcr 2243, CVE-2026-48978, distribution cc5d5fa: credentials go to token servers of the same site alone', () => {
  test.each([
    ['docker.io/library/app', 'registry-1.docker.io', 'auth.docker.io', ['authorization']],
    ['x.co.uk/app', 'x.co.uk', 'auth.x.co.uk', ['authorization']],
    ['reg.example.com:5000/app', 'reg.example.com:5000', 'reg.example.com:5001', ['authorization']],
    ['x.co.uk/app', 'x.co.uk', 'evil.co.uk', []],
    ['alice.github.io/app', 'alice.github.io', 'mallory.github.io', []],
    ['reg.example.com/app', 'reg.example.com', 'example.com.evil.io', []],
    ['ghcr.io/app', 'ghcr.io', 'evil-ghcr.io', []],
    ['203.0.113.1/app', '203.0.113.1', '203.0.113.2', []],
  ])('%s at %s naming %s', async (image, registry, realm, seen) => {
    const internet = await startInternet({
      [registry]: namingRealm(`http://${realm}/token`),
      [realm]: (_request, response) => void response.end(JSON.stringify({ token: 'abc' })),
    });
    const loginFor = image.startsWith('docker.io') ? 'https://index.docker.io/v1/' : registry;
    const end = await syncPublic(image, internet, loginFor);
    expect([end.exitCode, end.rules]).toEqual([1, expect.arrayContaining(['copy-failed'])]);
    expect(internet.at(realm).length).toBeGreaterThan(0);
    expect([...new Set(taken(internet.at(realm)))]).toEqual(seen);
  });
});

describe('ggcr 2243, GHSA-28r5, GHSA-xf85: a realm inside of our network is not even asked', () => {
  test.each([
    '0.0.0.0',
    '[::]',
    '127.0.0.1',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    'localhost',
    'a.localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '10.0.0.1',
    '192.168.1.1',
    '[fd00::1]',
    '169.254.169.254',
    '[fe80::1]',
  ])('%s', async (name) => {
    const attacker = await startAttacker();
    const realm = `http://${name}:${attacker.port}/token`;
    const internet = await startInternet({ 'reg.example.com': namingRealm(realm) });
    const end = await syncPublic('reg.example.com/app', internet);
    expect([end.exitCode, end.rules]).toEqual([1, expect.arrayContaining(['copy-failed'])]);
    expect(internet.hosts()).toEqual(['reg.example.com']);
    expect(attacker.received).toEqual([]);
  });
});

describe('a token server', () => {
  /** The source names `realm` to whoever does not show a token. */
  const naming =
    (realm: () => string): Attack =>
    (_request, response) => {
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm()}",service="s"` }).end();
      return true;
    };

  test.each(['http://169.254.169.254/latest', 'OTHER'])(
    'ggcr 2292: that redirects to %s is not followed',
    async (to) => {
      const attacker = await startAttacker();
      const location = to === 'OTHER' ? `${attacker.url}/steal` : to;
      const server = await startAttacker(
        (_request, response) => void response.writeHead(302, { location }).end(),
      );
      const { run } = await stage({ source: naming(() => `${server.url}/token`) });
      expect((await run('sync')).outcomes).toEqual(APP_FAILED);
      expect(attacker.received).toEqual([]);
    },
  );

  test('on another host of this machine is asked without credentials, and its token shown to nobody else', async () => {
    const server = await startAttacker((_request, response) => void response.end('{"token":"poison"}'));
    const shown: (string | undefined)[] = [];
    const source: Attack = (request, response, loggedIn) => {
      shown.push(request.headers.authorization);
      return naming(() => `http://localhost:${server.port}/token`)(request, response, loggedIn);
    };
    const { run } = await stage({ source });
    expect((await run('sync')).outcomes).toEqual(APP_FAILED);
    expect(taken(server.received)).toEqual([]);
    expect([...new Set(shown)]).toEqual([undefined, 'Bearer poison']);
  });

  test.each([
    ['a megabyte of token', JSON.stringify({ token: 'a'.repeat(1024 * 1024) })],
    ['a token that breaks the header', JSON.stringify({ token: 'a\r\nx-injected: 1' })],
    ['a token that is an object', JSON.stringify({ token: { toString: 'x' } })],
    ['a page', '<html>login</html>'],
    ['deep nesting', `{"token":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
    ['a gzip stream', '\u001f\u008b\u0008'],
  ])('ggcr 2296: that answers %s is refused', async (_name, body) => {
    const server = await startAttacker((_request, response) => void response.end(body));
    const seen: string[] = [];
    const source: Attack = (request, response, loggedIn) => {
      seen.push(...Object.keys(request.headers));
      return naming(() => `${server.url}/token`)(request, response, loggedIn);
    };
    const { run } = await stage({ source });
    const end = await run('sync');
    expect(end.outcomes).toEqual(APP_FAILED);
    expect([seen.includes('x-injected'), seen.includes('authorization')]).toEqual([false, false]);
  });
});
