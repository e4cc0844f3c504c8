/** TLS is what makes a registry the registry: where it fails, nothing is sent, and nothing less is tried. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type CertificateAuthority,
  type KeyPair,
  makeCertificateAuthority,
} from '../servers/certificates.ts';
import { describeReal } from '../servers/tools.ts';
import { startAttacker, syncOne } from './attack.ts';

interface TlsServer {
  readonly port: number;
  readonly connections: () => number;
  /** Of each request: path, login, names of the client's certificate. */
  readonly seen: readonly string[];
}

describeReal('TLS', ['openssl'], () => {
  const running: Server[] = [];
  let authority: CertificateAuthority;
  let stranger: CertificateAuthority;

  beforeAll(async () => {
    [authority, stranger] = await Promise.all([makeCertificateAuthority(), makeCertificateAuthority()]);
  });
  afterAll(() => {
    for (const server of running) {
      server.close();
      server.closeAllConnections();
    }
  });

  type Answer = (request: IncomingMessage, response: ServerResponse) => void;
  const wantsLogin: Answer = ({ headers }, response) => {
    const status = headers.authorization === undefined ? 401 : 404;
    response.writeHead(status, { 'www-authenticate': 'Basic realm="x"' }).end();
  };

  async function startTls(pair: KeyPair, answer: Answer = wantsLogin): Promise<TlsServer> {
    const seen: string[] = [];
    let connections = 0;
    const [cert, key] = [readFileSync(pair.cert), readFileSync(pair.key)];
    const options = { cert, key, requestCert: true, rejectUnauthorized: false };
    const server = createServer(options, (request, response) => {
      const { CN = 'no certificate' } = (request.socket as TLSSocket).getPeerCertificate().subject ?? {};
      const login = request.headers.authorization === undefined ? 'anonymous' : 'login';
      seen.push(`${request.url?.split('/')[1]} ${login} ${CN}`);
      answer(request, response);
    });
    server.on('connection', () => {
      connections += 1;
    });
    running.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: (server.address() as AddressInfo).port, connections: () => connections, seen };
  }

  const identity = () => ({ cert: authority.client.cert, key: authority.client.key });
  const trusting = (host: string, more: object = {}) => ({ [host]: { tls: { ca: authority.ca, ...more } } });

  test.each([
    ['of an unknown authority', () => stranger.server, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['that has expired', () => authority.issueServer({ expired: true }), 'CERT_HAS_EXPIRED'],
    [
      'for another host',
      () => authority.issueServer({ names: 'DNS:registry.example' }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
  ])('a certificate %s is refused at once, by name, before anything is sent', async (_name, pair, code) => {
    const server = await startTls(await pair());
    const host = `127.0.0.1:${server.port}`;
    const end = await syncOne({ image: `${host}/app`, registries: trusting(host) });
    expect([end.exitCode, end.rules.includes('copy-failed')]).toEqual([1, true]);
    expect(end.said).toContain(code);
    expect([server.seen, server.connections()]).toEqual([[], 1]);
  });

  test('a registry that does not speak TLS is never spoken to without it', async () => {
    const starts: number[] = [];
    const server = createNetServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        starts.push(bytes[0] ?? 0);
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const end = await syncOne({ image: `${host}/app`, registries: { [host]: { tls: true } } });
    server.close();
    expect(end.exitCode).toBe(1);
    expect(end.said).toContain('does not speak TLS');
    expect(starts).toEqual([0x16]); // one ClientHello
  });

  test.each(['a redirect', 'a token server'])('ggcr 2243: %s from https to http is refused', async (kind) => {
    const attacker = await startAttacker();
    const server = await startTls(authority.server, ({ headers }, response) => {
      if (kind === 'a redirect' && headers.authorization !== undefined)
        response.writeHead(307, { location: attacker.url }).end();
      else if (kind === 'a redirect') wantsLogin({ headers } as IncomingMessage, response);
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="${attacker.url}/token"` }).end();
    });
    const host = `127.0.0.1:${server.port}`;
    const end = await syncOne({ image: `${host}/app`, registries: trusting(host) });
    expect([end.exitCode, attacker.received]).toEqual([1, []]);
  });

  test('a client certificate is shown to the registry it is for', async () => {
    const server = await startTls(authority.server);
    const host = `127.0.0.1:${server.port}`;
    await syncOne({ image: `${host}/app`, registries: trusting(host, identity()) });
    expect(server.seen).toContain('v2 login mirror-action test');
  });

  test('a registry cannot make us show a client certificate: not its own elsewhere, nor one that another host has', async () => {
    const vault = await startTls(authority.server, (_request, response) => void response.end('secret'));
    const elsewhere = `localhost:${vault.port}`;
    const server = await startTls(authority.server, (request, response) => {
      if (request.headers.authorization === undefined) wantsLogin(request, response);
      else response.writeHead(307, { location: `https://${elsewhere}/vault` }).end();
    });
    const host = `127.0.0.1:${server.port}`;
    const registries = { ...trusting(host, identity()), ...trusting(elsewhere, identity()) };
    await syncOne({ image: `${host}/app`, registries });
    expect([...new Set(vault.seen)]).toEqual(['vault anonymous no certificate']);
  });

  test('skipVerify of a registry does not count for where it sends us', async () => {
    const attacker = await startTls(stranger.server);
    const server = await startTls(authority.server, (_request, response) => {
      response.writeHead(307, { location: `https://localhost:${attacker.port}/x` }).end();
    });
    const host = `127.0.0.1:${server.port}`;
    const end = await syncOne({
      image: `${host}/app`,
      registries: { [host]: { tls: { skipVerify: true } } },
    });
    expect([end.exitCode, attacker.seen]).toEqual([1, []]);
  });
});
