/** What proxies see of registries, and registries of proxies. */
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeCertificateAuthority } from '../servers/certificates.ts';
import { describeReal } from '../servers/tools.ts';
import { openClient, USER } from '../stores/registry/client-under-test.ts';
import { startFaultServer, startTunnel } from '../stores/registry/fault-server.ts';
import { ALL_COPIED, newHost, runIn, stage, startAttacker } from './attack.ts';
import { startInternet, syncPublic } from './internet.ts';

const PROXY_LOGIN = 'proxy-user:pr0xy-passw%C3%B6rd';

describe('CVE-2024-30260: a proxy', () => {
  test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])(
    'is never between us and loopback, whatever %s says',
    async (variable) => {
      const proxy = await startAttacker();
      const { run } = await stage({ host: { env: { [variable]: `http://${PROXY_LOGIN}@${proxy.host}` } } });
      expect((await run('sync')).outcomes).toEqual(ALL_COPIED);
      expect(proxy.received).toEqual([]);
    },
  );

  test('login is for the proxy alone: who is reached without it does not see it', async () => {
    const registry = await startAttacker();
    const proxy = await startAttacker();
    const env = { HTTP_PROXY: `http://${PROXY_LOGIN}@${proxy.host}`, NO_PROXY: '127.0.0.0/8' };
    const client = openClient({ env, credential: USER });
    const signal = AbortSignal.timeout(5000);
    await client
      .open(registry.host, 'a')
      .tags(signal)
      .catch(() => {});
    await client
      .open('reg.example.com', 'a')
      .tags(signal)
      .catch(() => {});
    expect(proxy.received.map(({ headers }) => headers['proxy-authorization'])).toContain(
      `Basic ${Buffer.from(decodeURIComponent(PROXY_LOGIN)).toString('base64')}`,
    );
    expect(registry.received.some(({ headers }) => 'proxy-authorization' in headers)).toBe(false);
    expect(client.secrets).toContain('pr0xy-passwörd');
  });

  test('password is in no output, also when it cannot be decoded', async () => {
    const text =
      'version: 1\nmirrors: [{ name: us, target: 127.0.0.1:9 }]\nimages: [reg.example.com/app:1]\n';
    const env = { HTTPS_PROXY: 'http://user:half%-secret@127.0.0.1:9' };
    const end = await runIn(newHost({ files: { 'mirror.yaml': text }, env }), 'sync');
    expect([end.exitCode, end.said.includes('half')]).toEqual([1, false]);
    expect(end.report.findings.some(({ message }) => message.includes('https_proxy'))).toBe(true);
    expect(end.said).not.toContain('unexpected failure');
  });

  test('does not make a public registry trusted with what is on this machine', async () => {
    const attacker = await startAttacker();
    const internet = await startInternet({
      'reg.example.com': (_request, response) =>
        void response.writeHead(307, { location: `${attacker.url}/x` }).end(),
    });
    const end = await syncPublic('reg.example.com/app', internet);
    expect([end.exitCode, end.rules.includes('copy-failed')]).toEqual([1, true]);
    expect(attacker.received).toEqual([]);
  });
});

describeReal('through a proxy, with TLS', ['openssl'], () => {
  const servers: { close(): void }[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  test('the proxy sees no credentials of the registry, the registry none of the proxy', async () => {
    const authority = await makeCertificateAuthority();
    const [cert, key] = [authority.server.cert, authority.server.key].map((path) => readFileSync(path));
    const seen: unknown[] = [];
    const registry = createTlsServer({ cert, key }, ({ headers }, response) => {
      seen.push([headers.authorization !== undefined, headers['proxy-authorization']]);
      const status = headers.authorization === undefined ? 401 : 404;
      response.writeHead(status, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    servers.push(registry);
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
    const tunnels: string[] = [];
    const tunnel = await startTunnel((target) => {
      tunnels.push(target);
      return (registry.address() as AddressInfo).port;
    });
    const plain = await startFaultServer((_request, response) => void response.writeHead(404).end());
    const tls = { kind: 'https', ca: null, cert: null, key: null, skipVerify: true } as const;
    const env = { HTTPS_PROXY: `http://${PROXY_LOGIN}@${tunnel}`, HTTP_PROXY: plain.url };
    const client = openClient({ env, credential: USER, settings: { tls } });
    expect(await client.open('reg.example.com', 'a').tags(AbortSignal.timeout(5000))).toEqual([]);
    expect([...new Set(tunnels)]).toEqual(['reg.example.com:443']);
    expect(seen).toEqual([
      [false, undefined],
      [true, undefined],
    ]);
    expect(plain.received).toEqual([]);
  });
});
