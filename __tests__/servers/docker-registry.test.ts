import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Agent, request } from 'undici';
import { OCI_MANIFEST } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { countRequests } from './access-log.ts';
import { makeCertificateAuthority } from './certificates.ts';
import { startDockerRegistry } from './docker-registry.ts';
import { describeReal } from './tools.ts';

const tree = makeImage({ seed: 'a' });

async function statusOf(url: string, dispatcher = new Agent()): Promise<number> {
  const { statusCode, body } = await request(url, { dispatcher, headers: { accept: OCI_MANIFEST } });
  await body.dump();
  await dispatcher.close();
  return statusCode;
}

describeReal('startDockerRegistry', ['docker-registry', 'htpasswd', 'openssl'], () => {
  test('counts every request exactly, and starts from zero when cleared', async () => {
    const registry = await startDockerRegistry();
    await pushImage(registry.url, 'app', { tag: '1', tree });
    const entries = await registry.accessLog();
    expect(countRequests(entries, { method: 'POST' })).toBe(3); // config and two layers
    expect(countRequests(entries, { method: 'PUT', path: /\/blobs\/uploads\//, status: 201 })).toBe(3);
    expect(countRequests(entries, { method: 'PUT', path: /\/manifests\// })).toBe(2); // by digest and by tag
    await registry.clearAccessLog();
    expect(await statusOf(`${registry.url}/v2/app/manifests/2`)).toBe(404);
    expect(await registry.accessLog()).toMatchObject([
      { method: 'GET', path: '/v2/app/manifests/2', query: '', status: 404 },
    ]);
  });

  test('keeps its storage and port over a restart', async () => {
    const first = await startDockerRegistry();
    await pushImage(first.url, 'app', { tag: '1', tree });
    await first.stop();
    await expect(statusOf(`${first.url}/v2/`)).rejects.toThrow('ECONNREFUSED');
    const again = await startDockerRegistry({ port: first.port, storage: first.storage });
    expect(again.url).toBe(first.url);
    expect(await statusOf(`${again.url}/v2/app/manifests/1`)).toBe(200);
    const hex = tree.root.digest.slice(7);
    expect(
      existsSync(join(again.storage, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data')),
    ).toBe(true);
  });

  test('asks for the password', async () => {
    const auth = { user: 'me', password: 'pass word' };
    const registry = await startDockerRegistry({ auth });
    expect(await statusOf(`${registry.url}/v2/`)).toBe(401);
    await expect(pushImage(registry.url, 'app', { tag: '1', tree })).rejects.toThrow('401');
    await pushImage(registry.url, 'app', { tag: '1', tree, auth });
    const entries = await registry.accessLog();
    expect(countRequests(entries, { method: 'PUT', status: 201 })).toBe(5);
  });

  test('speaks TLS of a private CA, and can demand a client certificate', async () => {
    const authority = await makeCertificateAuthority();
    const open = await startDockerRegistry({ tls: authority.server });
    await pushImage(open.url, 'app', { tag: '1', tree, ca: authority.ca });
    expect(countRequests(await open.accessLog(), { status: 201 })).toBe(5);
    await expect(statusOf(`${open.url}/v2/`)).rejects.toThrow();

    const closed = await startDockerRegistry({ tls: { ...authority.server, clientCa: authority.ca } });
    const ca = readFileSync(authority.ca);
    const client = { cert: readFileSync(authority.client.cert), key: readFileSync(authority.client.key) };
    await expect(statusOf(`${closed.url}/v2/`, new Agent({ connect: { ca } }))).rejects.toThrow();
    expect(await statusOf(`${closed.url}/v2/`, new Agent({ connect: { ca, ...client } }))).toBe(200);
  });

  test('hands environment variables to the registry', async () => {
    const registry = await startDockerRegistry({
      env: { REGISTRY_STORAGE_MAINTENANCE_READONLY: '{"enabled":true}' },
    });
    await expect(pushImage(registry.url, 'app', { tag: '1', tree })).rejects.toThrow('405');
  });
});
