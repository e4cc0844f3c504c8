import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { OCI_INDEX } from '../../src/oci/media-type.ts';
import { createLayoutBackend } from '../../src/server/layout-backend.ts';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { openLayout } from '../../src/stores/layout/layout.ts';
import { indexOf, jsonBlob, manifestOf, newImage, randomBlob } from '../contract/content.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { ask, errorCode, pushBlob, pushManifest } from './ask.ts';
import { describeOnBackends } from './backends.ts';

describeOnBackends('a registry', (current, records) => {
  test('answers 405 with the methods that there are', async () => {
    const server = current();
    const answer = await ask(server, 'DELETE', '/v2/seed/manifests/v1');
    expect([answer.status, answer.headers.allow, errorCode(answer)]).toEqual([
      405,
      'GET, HEAD, PUT',
      'UNSUPPORTED',
    ]);
  });

  test('tells of every request', async () => {
    const server = current();
    records.length = 0;
    await ask(server, 'HEAD', '/v2/seed/manifests/v1?x=1', { headers: { 'X-Test': 'yes' } });
    expect(records).toEqual([
      {
        method: 'HEAD',
        path: '/v2/seed/manifests/v1?x=1',
        status: 200,
        headers: expect.objectContaining({ 'x-test': 'yes' }),
      },
    ]);
  });
});

describe('a registry that is not writable', () => {
  test('refuses every push with the way out', async () => {
    const server = await createRegistryServer(createMemoryBackend());
    const posted = await ask(server, 'POST', '/v2/app/blobs/uploads/');
    const put = await ask(server, 'PUT', '/v2/app/manifests/v1', { body: '{}' });
    await server.close();
    for (const answer of [posted, put]) {
      expect([answer.status, errorCode(answer)]).toEqual([405, 'UNSUPPORTED']);
      expect(answer.body.toString()).toContain('--writable');
    }
  });
});

describe('a registry that allows sparse indexes', () => {
  test('takes an index without its children, and still no manifest without its blobs', async () => {
    const server = await createRegistryServer(createMemoryBackend(), { writable: true, sparse: true });
    const image = newImage();
    const index = await pushManifest(server, 'app/manifests/v1', indexOf([image]));
    const manifest = await pushManifest(server, 'app/manifests/v2', image.manifest);
    await server.close();
    expect([index.status, manifest.status]).toEqual([201, 400]);
  });

  test('takes a cache index whose children are blobs even when strict', async () => {
    const server = await createRegistryServer(createMemoryBackend(), { writable: true });
    const layer = randomBlob(10);
    const config = jsonBlob({}, 'application/vnd.buildkit.cacheconfig.v0');
    for (const blob of [layer, config]) await pushBlob(server, 'cache', blob.bytes, blob.descriptor.digest);
    const index = manifestOf(OCI_INDEX, {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [layer.descriptor, config.descriptor],
    });
    const answer = await pushManifest(server, 'cache/manifests/v1', index);
    await server.close();
    expect(answer.status).toBe(201);
  });
});

describe('lost blob data', () => {
  test('is still claimed by HEAD and range headers, and breaks off when read', async () => {
    const backend = createMemoryBackend();
    const server = await createRegistryServer(backend, { writable: true });
    const { bytes, descriptor } = randomBlob(5000);
    await pushBlob(server, 'app', bytes, descriptor.digest);
    backend.deleteBlobData(descriptor.digest);
    const path = `/v2/app/blobs/${descriptor.digest}`;
    const head = await ask(server, 'HEAD', path);
    expect([head.status, head.headers['content-length']]).toEqual([200, '5000']);
    const part = await ask(server, 'GET', path, { headers: { Range: 'bytes=4999-4999' } });
    expect([part.status, part.headers['content-range'], part.isWhole]).toEqual([
      206,
      'bytes 4999-4999/5000',
      false,
    ]);
    const whole = await ask(server, 'GET', path);
    expect([whole.status, whole.body.length, whole.isWhole]).toEqual([200, 0, false]);
    await pushBlob(server, 'app', bytes, descriptor.digest);
    expect((await ask(server, 'GET', path)).isWhole).toBe(true);
    await server.close();
  });
});

describe('a server', () => {
  test('that is intercepted lets faults be answered, and the rest pass', async () => {
    const server = await createRegistryServer(createMemoryBackend(), {
      intercept: async (request, response) => {
        if (request.method !== 'HEAD') return false;
        response.writeHead(503, { 'Retry-After': '1' }).end();
        return true;
      },
    });
    const [head, got] = [await ask(server, 'HEAD', '/v2/'), await ask(server, 'GET', '/v2/')];
    await server.close();
    expect([head.status, head.headers['retry-after'], got.status]).toEqual([503, '1', 200]);
  });

  test('that cannot listen says where', async () => {
    const server = await createRegistryServer(createMemoryBackend());
    const refused = createRegistryServer(createMemoryBackend(), { port: server.port });
    await expect(refused).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(String(server.port)),
    });
    await server.close();
  });

  test('closes although a client holds its connection and an upload is open', async () => {
    const directory = join(temporaryDirectory('serve'), 'vault');
    const layout = openLayout(directory);
    const server = await createRegistryServer(createLayoutBackend(layout), { writable: true });
    const path = String((await ask(server, 'POST', '/v2/app/blobs/uploads/')).headers.location);
    await ask(server, 'PATCH', path, { body: 'some bytes', headers: { Connection: 'keep-alive' } });
    await server.close();
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(join(directory, 'blobs', 'sha256'))).toEqual([]);
    await expect(ask(server, 'GET', '/v2/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
