import { expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-type.ts';
import { indexOf, newImage, randomBlob } from '../contract/content.ts';
import { ask, errorCode, pushBlob, pushImage, pushManifest } from './ask.ts';
import { describeOnBackends } from './backends.ts';

describeOnBackends('pushing', (current) => {
  test('takes a blob in one request', async () => {
    const server = current();
    const { bytes, descriptor } = randomBlob(1000);
    const answer = await ask(server, 'POST', `/v2/app/up/blobs/uploads/?digest=${descriptor.digest}`, {
      body: bytes,
    });
    expect([answer.status, answer.headers['docker-content-digest']]).toEqual([201, descriptor.digest]);
    expect((await ask(server, 'GET', `/v2/app/up/blobs/${descriptor.digest}`)).body).toHaveLength(1000);
  });

  test('takes a blob in chunks, tells how far it is, and refuses chunks out of order', async () => {
    const server = current();
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
    const server = current();
    const [wanted, sent] = [randomBlob(1000), randomBlob(1000)];
    const answer = await pushBlob(server, 'app/up', sent.bytes, wanted.descriptor.digest);
    expect([answer.status, errorCode(answer)]).toEqual([400, 'DIGEST_INVALID']);
    for (const { descriptor } of [wanted, sent]) {
      expect((await ask(server, 'HEAD', `/v2/app/up/blobs/${descriptor.digest}`)).status).toBe(404);
    }
  });

  test('gives an upload up when asked, and knows it no more', async () => {
    const server = current();
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
    const server = current();
    const path = String((await ask(server, 'POST', '/v2/app/up/blobs/uploads/')).headers.location);
    expect(errorCode(await ask(server, 'PUT', path))).toBe('DIGEST_INVALID');
    expect(errorCode(await ask(server, 'PUT', `${path}?digest=sha256:0`))).toBe('DIGEST_INVALID');
  });

  test('takes an upload of a sha512 digest, known from the start or only at the end', async () => {
    const server = current();
    const { bytes } = randomBlob(2000);
    const digest = digestOf(bytes, `sha512:${'0'.repeat(128)}` as ReturnType<typeof digestOf>);
    expect((await pushBlob(server, 'app/five', bytes, digest)).status).toBe(201);
    const path = String((await ask(server, 'POST', '/v2/app/six/blobs/uploads/')).headers.location);
    await ask(server, 'PATCH', path, { body: bytes });
    expect((await ask(server, 'PUT', `${path}?digest=${digest}`)).status).toBe(201);
    expect(Buffer.compare((await ask(server, 'GET', `/v2/app/six/blobs/${digest}`)).body, bytes)).toBe(0);
  });

  test('mounts what is there, and opens an upload for what is not', async () => {
    const server = current();
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
    const server = current();
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
    const server = current();
    const [there, missing] = [newImage(), newImage()];
    await pushImage(server, 'app/sparse', there, 'v1');
    const answer = await pushManifest(server, 'app/sparse/manifests/all', indexOf([there, missing]));
    expect([answer.status, errorCode(answer)]).toEqual([400, 'MANIFEST_BLOB_UNKNOWN']);
  });

  test('refuses manifests that are not what they are said to be', async () => {
    const server = current();
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
});
