/** Connections as users have them: TLS, passwords, proxies, and closing. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tag } from '../../../src/oci/reference.ts';
import type { ConnectionSettings } from '../../../src/stores/registry/settings.ts';
import { collect, newImage, push, randomBlob, upload } from '../../contract/content.ts';
import { type CertificateAuthority, makeCertificateAuthority } from '../../servers/certificates.ts';
import { startDockerRegistry } from '../../servers/docker-registry.ts';
import { openClient, USER } from './client-under-test.ts';
import { startFaultServer, startTunnel } from './fault-server.ts';

const signal = new AbortController().signal;
const V1 = 'v1' as Tag;

describe('TLS', () => {
  let authority: CertificateAuthority;
  beforeAll(async () => {
    authority = await makeCertificateAuthority();
  });
  const https = (more: Partial<ConnectionSettings['tls']> = {}): Partial<ConnectionSettings> => ({
    tls: {
      kind: 'https',
      ca: null,
      cert: null,
      key: null,
      skipVerify: false,
      ...more,
    } as ConnectionSettings['tls'],
  });
  const trusted = () => https({ ca: readFileSync(authority.ca, 'utf8') });

  test('with a private CA pushes and pulls', async () => {
    const { host } = await startDockerRegistry({ tls: authority.server });
    const repository = openClient({ settings: trusted() }).open(host, 'a');
    const image = newImage();
    await push(repository, image);
    expect(repository.origin).toBe(`https://${host}`);
    expect(await repository.resolve(image.manifest.descriptor.digest, signal)).toEqual(
      image.manifest.descriptor,
    );
  });

  test('that cannot be verified fails at once, names the remedy, and is not tried in plain text', async () => {
    const { host } = await startDockerRegistry({ tls: authority.server });
    const client = openClient({ settings: https() });
    await expect(client.open(host, 'a').resolve(V1, signal)).rejects.toMatchObject({
      code: 'tls',
      fix: expect.stringContaining('tls.ca'),
    });
    expect(client.traffic.requests).toBe(1);
  });

  test('skipVerify takes any certificate', async () => {
    const { host } = await startDockerRegistry({ tls: authority.server });
    expect(
      await openClient({ settings: https({ skipVerify: true }) })
        .open(host, 'a')
        .resolve(V1, signal),
    ).toBeNull();
  });

  test('a client certificate is shown where it is wanted', async () => {
    const { host } = await startDockerRegistry({ tls: { ...authority.server, clientCa: authority.ca } });
    const [cert, key] = [
      readFileSync(authority.client.cert, 'utf8'),
      readFileSync(authority.client.key, 'utf8'),
    ];
    const ca = readFileSync(authority.ca, 'utf8');
    expect(
      await openClient({ settings: https({ ca, cert, key }) })
        .open(host, 'a')
        .resolve(V1, signal),
    ).toBeNull();
    await expect(
      openClient({ settings: trusted() }).open(host, 'a').resolve(V1, signal),
    ).rejects.toMatchObject({ fix: expect.stringContaining('tls.cert') });
  });

  test('certificates that are none are an error of the settings', async () => {
    const settings = https({ cert: 'no PEM', key: 'no PEM' });
    await expect(openClient({ settings }).open('127.0.0.1:1', 'a').resolve(V1, signal)).rejects.toMatchObject(
      {
        code: 'input',
        fix: expect.stringContaining('tls.cert'),
      },
    );
  });

  test('a registry without it is told apart', async () => {
    const server = await startFaultServer((_request, response) => void response.end());
    await expect(
      openClient({ settings: https() }).open(server.host, 'a').resolve(V1, signal),
    ).rejects.toMatchObject({
      code: 'tls',
      fix: expect.stringContaining('tls: false'),
    });
  });

  test('a registry that has it, spoken to without, is told apart', async () => {
    const { host } = await startDockerRegistry({ tls: authority.server });
    await expect(openClient().open(host, 'a').tags(signal)).rejects.toMatchObject({
      code: 'tls',
      fix: expect.stringContaining('tls: true'),
    });
  });
});

test('docker-registry with a password takes ours, and refuses others with a remedy', async () => {
  const { host } = await startDockerRegistry({ auth: { user: 'alice', password: 'open sesame' } });
  const image = newImage();
  const repository = openClient({ credential: USER }).open(host, 'a/b');
  await push(repository, image);
  await repository.tag(V1, image.manifest, signal);
  expect(await repository.tags(signal)).toEqual([V1]);
  const wrong = openClient({ credential: { ...USER, password: 'wrong' } as typeof USER });
  for (const client of [openClient(), wrong]) {
    await expect(client.open(host, 'a/b').resolve(V1, signal)).rejects.toMatchObject({
      code: 'unauthorized',
      fix: expect.stringContaining(`docker login ${host}`),
    });
  }
});

describe('an HTTP proxy', () => {
  test('is used for other machines, with its own credentials masked', async () => {
    const proxy = await startFaultServer((_request, response) => void response.writeHead(404).end());
    const env = { HTTP_PROXY: `http://user:pass%20word@${proxy.host}` };
    const client = openClient({ env });
    expect(await client.open('registry.example:5000', 'a').resolve(V1, signal)).toBeNull();
    expect(proxy.received.map(({ url, headers }) => [url, headers['proxy-authorization']])).toEqual([
      [
        'http://registry.example:5000/v2/a/manifests/v1',
        `Basic ${Buffer.from('user:pass word').toString('base64')}`,
      ],
    ]);
    expect(client.secrets).toContain('pass word');
  });

  test('is a tunnel for TLS, which is verified at its end', async () => {
    const authority = await makeCertificateAuthority();
    const registry = await startDockerRegistry({ tls: authority.server });
    const tunnels: string[] = [];
    const proxy = await startTunnel((target) => {
      tunnels.push(target);
      return registry.port;
    });
    const env = { https_proxy: `http://${proxy}` };
    const ca = readFileSync(authority.ca, 'utf8');
    const tls = { kind: 'https', ca, cert: null, key: null, skipVerify: false } as const;
    await expect(
      openClient({ env, settings: { tls } }).open('registry.example', 'a').resolve(V1, signal),
    ).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    const lax = openClient({ env, settings: { tls: { ...tls, skipVerify: true } } });
    expect(await lax.open('registry.example', 'a').resolve(V1, signal)).toBeNull();
    expect(tunnels).toEqual(['registry.example:443', 'registry.example:443']);
  });

  test('is not used for loopback, nor for what NO_PROXY names', async () => {
    const proxy = await startFaultServer((_request, response) => void response.writeHead(500).end());
    const server = await startFaultServer((_request, response) => void response.writeHead(404).end());
    const client = openClient({ env: { HTTP_PROXY: proxy.url, NO_PROXY: '.invalid' } });
    expect(await client.open(server.host, 'a').resolve(V1, signal)).toBeNull();
    await expect(client.open('x.invalid:1', 'a').resolve(V1, signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(proxy.received).toEqual([]);
  });
});

test('docker.io is spoken to at its own API host', () => {
  const settings = { tls: { kind: 'https', ca: null, cert: null, key: null, skipVerify: false } } as const;
  const repository = openClient({ settings }).open('docker.io', 'library/redis');
  expect([repository.origin, repository.name]).toEqual([
    'https://registry-1.docker.io',
    'docker.io/library/redis',
  ]);
});

test('traffic is counted per origin and together', async () => {
  const one = await startFaultServer((_request, response) => void response.writeHead(404).end());
  const two = await startFaultServer((_request, response) => void response.writeHead(404).end());
  const client = openClient();
  for (const host of [one.host, one.host, two.host]) await client.open(host, 'a').tags(signal);
  expect([
    client.trafficOf(one.url).requests,
    client.trafficOf(two.url).requests,
    client.traffic.requests,
  ]).toEqual([2, 1, 3]);
});

test('repositories of one registry share its limits and connections', async () => {
  let running = 0;
  let most = 0;
  const server = await startFaultServer((_request, response) => {
    most = Math.max(most, ++running);
    setTimeout(() => {
      running -= 1;
      response.writeHead(404).end();
    }, 5);
  });
  const client = openClient({ settings: { concurrency: 3 } });
  await Promise.all(
    Array.from({ length: 40 }, (_, number) => client.open(server.host, `r${number}`).tags(signal)),
  );
  expect(most).toBe(3);
  expect(server.connections()).toBeLessThanOrEqual(5);
});

test('a closed client makes no new connections, and what is under way ends', async () => {
  const server = await startFaultServer(() => {});
  const client = openClient();
  const repository = client.open(server.host, 'a');
  const waiting = repository.resolve(V1, signal).catch((error: unknown) => error);
  while (server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await client.close();
  expect(await waiting).toMatchObject({ code: 'aborted' });
  await expect(repository.tags(signal)).rejects.toMatchObject({ code: 'aborted' });
  expect(server.received).toHaveLength(1);
});

describe('a process', () => {
  /** Does some work in a process of its own: it must end by itself, without a word. */
  async function runScript(host: string, close: boolean) {
    const root = new URL('../../../src/stores/registry/registries.ts', import.meta.url).href;
    const script = `
      import { createRegistries } from ${JSON.stringify(root)};
      const registries = createRegistries({
        settings: () => ({ tls: { kind: 'plain-http' }, concurrency: 8, endpoints: [] }),
        credentials: async () => null, env: {}, userAgent: 'x', onSecret() {}, onWarning() {},
      });
      const repository = registries.open(${JSON.stringify(host)}, 'a');
      const stop = new AbortController();
      await Promise.all(Array.from({ length: 20 }, () => repository.resolve('v1', stop.signal)));
      const digest = 'sha256:' + '0'.repeat(64);
      const size = 1e9;
      for await (const chunk of repository.readBlob({ mediaType: '', digest, size }, stop.signal)) break;
      const reading = repository.readBlob({ mediaType: '', digest, size }, stop.signal).next();
      const slow = repository.tags(stop.signal);
      setTimeout(() => stop.abort(), 50);
      await Promise.allSettled([reading, slow]);
      if (${close}) await registries.close();
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', script]);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const before = performance.now();
    const code = await new Promise((resolve) => child.on('exit', resolve));
    return { code, output, ms: performance.now() - before };
  }

  test.each([true, false])('ends when its work is done, closed: %s', async (close) => {
    const server = await startFaultServer((request, response) => {
      if (request.url.includes('/tags/')) return;
      if (!request.url.includes('/blobs/')) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-length': 1e9 });
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const { code, output, ms } = await runScript(server.host, close);
    expect({ code, output }).toEqual({ code: 0, output: '' });
    expect(ms).toBeLessThan(5000);
  });
});

test('what is pushed can be read by another client, also large blobs side by side', async () => {
  const { host } = await startDockerRegistry();
  const blobs = Array.from({ length: 6 }, () => randomBlob(2_000_000));
  const repository = openClient({ settings: { concurrency: 2 } }).open(host, 'large');
  await Promise.all(blobs.map((blob) => upload(repository, blob)));
  const reader = openClient({ settings: { concurrency: 2 } }).open(host, 'large');
  const read = await Promise.all(blobs.map((blob) => collect(reader.readBlob(blob.descriptor, signal))));
  expect(read.map((bytes, at) => Buffer.compare(bytes, blobs[at]?.bytes ?? Buffer.alloc(0)))).toEqual([
    0, 0, 0, 0, 0, 0,
  ]);
});
