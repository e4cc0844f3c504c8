import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-type.ts';
import { createLayoutBackend } from '../../src/server/layout-backend.ts';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import {
  createRegistryServer,
  type RegistryServer,
  type RequestRecord,
} from '../../src/server/registry-server.ts';
import { openLayout } from '../../src/stores/layout/layout.ts';
import { indexOf, jsonBlob, manifestOf, newImage, randomBlob } from '../contract/content.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { ask, errorCode, pushBlob, pushImage, pushManifest } from './ask.ts';

const backends = {
  memory: () => createMemoryBackend(),
  layout: () => createLayoutBackend(openLayout(join(temporaryDirectory('serve'), 'vault'))),
};

describe.each(Object.entries(backends))('a registry on %s', (_name, newBackend) => {
  let server: RegistryServer;
  const records: RequestRecord[] = [];

  beforeAll(async () => {
    server = await createRegistryServer(newBackend(), {
      writable: true,
      onRequest: (record) => records.push(record),
    });
    await pushImage(server, 'seed', newImage(), 'v1');
  });
  afterAll(() => server.close());

  test('answers the version check', async () => {
    const answer = await ask(server, 'GET', '/v2/');
    expect(answer.status).toBe(200);
    expect(answer.headers['docker-distribution-api-version']).toBe('registry/2.0');
  });

  test('serves a manifest by tag and digest, with the same headers to HEAD', async () => {
    const image = newImage();
    const { digest, size } = image.manifest.descriptor;
    const pushed = await pushImage(server, 'app/one', image, 'v1');
    expect(pushed.status).toBe(201);
    expect(pushed.headers['docker-content-digest']).toBe(digest);
    for (const reference of ['v1', digest]) {
      const got = await ask(server, 'GET', `/v2/app/one/manifests/${reference}`);
      const head = await ask(server, 'HEAD', `/v2/app/one/manifests/${reference}`);
      expect(Buffer.compare(got.body, image.manifest.bytes)).toBe(0);
      for (const answer of [got, head]) {
        expect(answer.status).toBe(200);
        expect(answer.headers['docker-content-digest']).toBe(digest);
        expect(answer.headers['content-type']).toBe(OCI_MANIFEST);
        expect(answer.headers['content-length']).toBe(String(size));
      }
      expect(head.body).toHaveLength(0);
    }
  });

  test('answers 404 with the code of the spec for what is not there', async () => {
    const digest = digestOf(Buffer.from('nothing'));
    expect(errorCode(await ask(server, 'GET', '/v2/seed/manifests/none'))).toBe('MANIFEST_UNKNOWN');
    expect(errorCode(await ask(server, 'GET', `/v2/seed/manifests/${digest}`))).toBe('MANIFEST_UNKNOWN');
    expect(errorCode(await ask(server, 'GET', `/v2/seed/blobs/${digest}`))).toBe('BLOB_UNKNOWN');
    expect(errorCode(await ask(server, 'GET', '/v2/nobody/tags/list'))).toBe('NAME_UNKNOWN');
    expect((await ask(server, 'HEAD', `/v2/seed/blobs/${digest}`)).status).toBe(404);
  });

  test('serves blobs whole and in ranges', async () => {
    const { bytes, descriptor } = randomBlob(600_000);
    await pushBlob(server, 'app/blobs', bytes, descriptor.digest);
    const path = `/v2/app/blobs/blobs/${descriptor.digest}`;
    const whole = await ask(server, 'GET', path);
    expect([whole.status, Buffer.compare(whole.body, bytes)]).toEqual([200, 0]);
    const last = await ask(server, 'GET', path, { headers: { Range: 'bytes=599999-599999' } });
    expect([last.status, last.headers['content-range'], last.body.length]).toEqual([
      206,
      'bytes 599999-599999/600000',
      1,
    ]);
    expect(last.body[0]).toBe(bytes[599_999]);
    const middle = await ask(server, 'GET', path, { headers: { Range: 'bytes=1000-400999' } });
    expect(Buffer.compare(middle.body, bytes.subarray(1000, 401_000))).toBe(0);
    const beyond = await ask(server, 'GET', path, { headers: { Range: 'bytes=600000-' } });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */600000']);
    const head = await ask(server, 'HEAD', path);
    expect([head.status, head.headers['content-length'], head.headers['accept-ranges']]).toEqual([
      200,
      '600000',
      'bytes',
    ]);
  });

  test('serves a blob of no byte', async () => {
    const { bytes, descriptor } = randomBlob(0);
    expect((await pushBlob(server, 'app/blobs', bytes, descriptor.digest)).status).toBe(201);
    const answer = await ask(server, 'GET', `/v2/app/blobs/blobs/${descriptor.digest}`);
    expect([answer.status, answer.headers['content-length'], answer.isWhole]).toEqual([200, '0', true]);
  });

  test('lists tags in pages whose links lead through all of them', async () => {
    const image = newImage();
    const tags = ['a', 'b', 'c', 'd', 'e'];
    for (const tag of tags) await pushImage(server, 'app/pages', image, tag);
    const seen: string[] = [];
    let path: string | undefined = '/v2/app/pages/tags/list?n=2';
    for (let page = 0; path !== undefined && page < 5; page++) {
      const answer = await ask(server, 'GET', path);
      seen.push(...(JSON.parse(answer.body.toString()) as { tags: string[] }).tags);
      path = /^<([^>]+)>; rel="next"$/.exec(String(answer.headers.link ?? ''))?.[1];
    }
    expect(seen).toEqual(tags);
    const none = await ask(server, 'GET', '/v2/app/pages/tags/list?n=0');
    expect(JSON.parse(none.body.toString())).toEqual({ name: 'app/pages', tags: [] });
    expect((await ask(server, 'GET', '/v2/app/pages/tags/list?n=x')).status).toBe(400);
  });

  test('lists repositories', async () => {
    const answer = await ask(server, 'GET', '/v2/_catalog?last=sed');
    expect(JSON.parse(answer.body.toString())).toEqual({ repositories: ['seed'] });
  });

  test('lists what refers to a digest, by type where asked', async () => {
    const image = newImage();
    await pushImage(server, 'app/refers', image, 'v1');
    const more = {
      artifactType: 'application/vnd.test.sbom',
      subject: image.manifest.descriptor,
      annotations: { a: 'b' },
    };
    const sbom = newImage([randomBlob(5)], more);
    const pushed = await pushImage(server, 'app/refers', sbom, sbom.manifest.descriptor.digest);
    expect(pushed.headers['oci-subject']).toBe(image.manifest.descriptor.digest);
    const path = `/v2/app/refers/referrers/${image.manifest.descriptor.digest}`;
    const all = await ask(server, 'GET', path);
    expect(all.headers['content-type']).toBe(OCI_INDEX);
    const { digest, size } = sbom.manifest.descriptor;
    const expected = {
      digest,
      size,
      mediaType: OCI_MANIFEST,
      artifactType: 'application/vnd.test.sbom',
      annotations: { a: 'b' },
    };
    expect((JSON.parse(all.body.toString()) as { manifests: unknown[] }).manifests).toEqual([expected]);
    const filtered = await ask(server, 'GET', `${path}?artifactType=other`);
    expect(filtered.headers['oci-filters-applied']).toBe('artifactType');
    expect((JSON.parse(filtered.body.toString()) as { manifests: unknown[] }).manifests).toEqual([]);
  });

  test('takes a blob in one request', async () => {
    const { bytes, descriptor } = randomBlob(1000);
    const answer = await ask(server, 'POST', `/v2/app/up/blobs/uploads/?digest=${descriptor.digest}`, {
      body: bytes,
    });
    expect([answer.status, answer.headers['docker-content-digest']]).toEqual([201, descriptor.digest]);
    expect((await ask(server, 'GET', `/v2/app/up/blobs/${descriptor.digest}`)).body).toHaveLength(1000);
  });

  test('takes a blob in chunks, tells how far it is, and refuses chunks out of order', async () => {
    const { bytes, descriptor } = randomBlob(1000);
    const begun = await ask(server, 'POST', '/v2/app/up/blobs/uploads/');
    expect([begun.status, begun.headers.range]).toEqual([202, '0-0']);
    const path = String(begun.headers.location);
    const first = await ask(server, 'PATCH', path, {
      body: bytes.subarray(0, 400),
      headers: { 'Content-Range': '0-399' },
    });
    expect([first.status, first.headers.range]).toEqual([202, '0-399']);
    const again = await ask(server, 'PATCH', path, {
      body: bytes.subarray(0, 400),
      headers: { 'Content-Range': '0-399' },
    });
    expect([again.status, again.headers.range]).toEqual([416, '0-399']);
    const status = await ask(server, 'GET', path);
    expect([status.status, status.headers.range]).toEqual([204, '0-399']);
    const last = await ask(server, 'PUT', `${path}?digest=${descriptor.digest}`, {
      body: bytes.subarray(400),
      headers: { 'Content-Range': '400-999' },
    });
    expect(last.status).toBe(201);
    expect((await ask(server, 'GET', path)).status).toBe(404);
    expect(
      Buffer.compare((await ask(server, 'GET', `/v2/app/up/blobs/${descriptor.digest}`)).body, bytes),
    ).toBe(0);
  });

  test('never stores bytes under another digest than theirs', async () => {
    const [wanted, sent] = [randomBlob(1000), randomBlob(1000)];
    const answer = await pushBlob(server, 'app/up', sent.bytes, wanted.descriptor.digest);
    expect([answer.status, errorCode(answer)]).toEqual([400, 'DIGEST_INVALID']);
    for (const { descriptor } of [wanted, sent]) {
      expect((await ask(server, 'HEAD', `/v2/app/up/blobs/${descriptor.digest}`)).status).toBe(404);
    }
  });

  test('gives an upload up when asked, and knows it no more', async () => {
    const path = String((await ask(server, 'POST', '/v2/app/up/blobs/uploads/')).headers.location);
    await ask(server, 'PATCH', path, { body: 'some bytes' });
    expect((await ask(server, 'DELETE', path)).status).toBe(204);
    expect(errorCode(await ask(server, 'PUT', `${path}?digest=${digestOf(Buffer.from('some bytes'))}`))).toBe(
      'BLOB_UPLOAD_UNKNOWN',
    );
    const elsewhere = path.replace('/app/up/', '/app/other/');
    expect((await ask(server, 'DELETE', elsewhere)).status).toBe(404);
  });

  test('an upload without a digest is refused', async () => {
    const path = String((await ask(server, 'POST', '/v2/app/up/blobs/uploads/')).headers.location);
    expect(errorCode(await ask(server, 'PUT', path))).toBe('DIGEST_INVALID');
    expect(errorCode(await ask(server, 'PUT', `${path}?digest=sha256:0`))).toBe('DIGEST_INVALID');
  });

  test('takes an upload of a sha512 digest, known from the start or only at the end', async () => {
    const { bytes } = randomBlob(2000);
    const digest = digestOf(bytes, `sha512:${'0'.repeat(128)}` as ReturnType<typeof digestOf>);
    expect((await pushBlob(server, 'app/five', bytes, digest)).status).toBe(201);
    const path = String((await ask(server, 'POST', '/v2/app/six/blobs/uploads/')).headers.location);
    await ask(server, 'PATCH', path, { body: bytes });
    expect((await ask(server, 'PUT', `${path}?digest=${digest}`)).status).toBe(201);
    expect(Buffer.compare((await ask(server, 'GET', `/v2/app/six/blobs/${digest}`)).body, bytes)).toBe(0);
  });

  test('mounts what is there, and opens an upload for what is not', async () => {
    const { bytes, descriptor } = randomBlob(100);
    await pushBlob(server, 'app/from', bytes, descriptor.digest);
    const mounted = await ask(
      server,
      'POST',
      `/v2/app/to/blobs/uploads/?mount=${descriptor.digest}&from=app/from`,
    );
    expect([mounted.status, mounted.headers.location]).toEqual([
      201,
      `/v2/app/to/blobs/${descriptor.digest}`,
    ]);
    expect((await ask(server, 'HEAD', `/v2/app/to/blobs/${descriptor.digest}`)).status).toBe(200);
    const missing = randomBlob(100).descriptor.digest;
    const refused = await ask(server, 'POST', `/v2/app/to/blobs/uploads/?mount=${missing}&from=app/from`);
    expect([refused.status, typeof refused.headers.location]).toEqual([202, 'string']);
  });

  test('refuses a manifest whose content is missing, one error per digest', async () => {
    const image = newImage([randomBlob(1), randomBlob(2)]);
    await pushBlob(server, 'app/strict', image.config.bytes, image.config.descriptor.digest);
    const answer = await pushManifest(server, 'app/strict/manifests/v1', image.manifest);
    expect(answer.status).toBe(400);
    const { errors } = JSON.parse(answer.body.toString()) as {
      errors: { code: string; detail: { digest: string } }[];
    };
    expect(errors.map(({ code, detail }) => [code, detail.digest])).toEqual(
      image.layers.map((layer) => ['MANIFEST_BLOB_UNKNOWN', layer.descriptor.digest]),
    );
    expect((await ask(server, 'GET', '/v2/app/strict/manifests/v1')).status).toBe(404);
  });

  test('refuses a sparse index', async () => {
    const [there, missing] = [newImage(), newImage()];
    await pushImage(server, 'app/sparse', there, 'v1');
    const answer = await pushManifest(server, 'app/sparse/manifests/all', indexOf([there, missing]));
    expect([answer.status, errorCode(answer)]).toEqual([400, 'MANIFEST_BLOB_UNKNOWN']);
  });

  test('refuses manifests that are not what they are said to be', async () => {
    const image = newImage();
    await pushImage(server, 'app/types', image, 'v1');
    const { bytes, descriptor } = image.manifest;
    const put = (reference: string, headers: Record<string, string>, body: Uint8Array | string = bytes) =>
      ask(server, 'PUT', `/v2/app/types/manifests/${reference}`, { headers, body });
    const oci = { 'Content-Type': OCI_MANIFEST };
    expect(errorCode(await put('x', {}))).toBe('MANIFEST_INVALID');
    expect(errorCode(await put('x', { 'Content-Type': DOCKER_MANIFEST }))).toBe('MANIFEST_INVALID');
    expect(errorCode(await put('x', { 'Content-Type': OCI_INDEX }))).toBe('MANIFEST_INVALID');
    expect(errorCode(await put('x', oci, '{'))).toBe('MANIFEST_INVALID');
    expect(errorCode(await put(digestOf(Buffer.from('other')), oci))).toBe('DIGEST_INVALID');
    expect((await put('x', oci, Buffer.alloc(4 * 1024 * 1024 + 1, 32))).status).toBe(413);
    expect((await ask(server, 'GET', '/v2/app/types/manifests/x')).status).toBe(404);
    expect((await put(descriptor.digest, { 'Content-Type': `${OCI_MANIFEST}; charset=utf-8` })).status).toBe(
      201,
    );
  });

  test('answers 405 with the methods that there are', async () => {
    const answer = await ask(server, 'DELETE', '/v2/seed/manifests/v1');
    expect([answer.status, answer.headers.allow, errorCode(answer)]).toEqual([
      405,
      'GET, HEAD, PUT',
      'UNSUPPORTED',
    ]);
  });

  test('tells of every request', async () => {
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
