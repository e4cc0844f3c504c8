import { expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-type.ts';
import { newImage, randomBlob } from '../contract/content.ts';
import { ask, errorCode, pushBlob, pushImage } from './ask.ts';
import { describeOnBackends } from './backends.ts';

describeOnBackends('pulling', (current) => {
  test('answers the version check', async () => {
    const server = current();
    const answer = await ask(server, 'GET', '/v2/');
    expect(answer.status).toBe(200);
    expect(answer.headers['docker-distribution-api-version']).toBe('registry/2.0');
  });

  test('serves a manifest by tag and digest, with the same headers to HEAD', async () => {
    const server = current();
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
    const server = current();
    const digest = digestOf(Buffer.from('nothing'));
    expect(errorCode(await ask(server, 'GET', '/v2/seed/manifests/none'))).toBe('MANIFEST_UNKNOWN');
    expect(errorCode(await ask(server, 'GET', `/v2/seed/manifests/${digest}`))).toBe('MANIFEST_UNKNOWN');
    expect(errorCode(await ask(server, 'GET', `/v2/seed/blobs/${digest}`))).toBe('BLOB_UNKNOWN');
    expect(errorCode(await ask(server, 'GET', '/v2/nobody/tags/list'))).toBe('NAME_UNKNOWN');
    expect((await ask(server, 'HEAD', `/v2/seed/blobs/${digest}`)).status).toBe(404);
  });

  test('serves blobs whole and in ranges', async () => {
    const server = current();
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
    const server = current();
    const { bytes, descriptor } = randomBlob(0);
    expect((await pushBlob(server, 'app/blobs', bytes, descriptor.digest)).status).toBe(201);
    const answer = await ask(server, 'GET', `/v2/app/blobs/blobs/${descriptor.digest}`);
    expect([answer.status, answer.headers['content-length'], answer.isWhole]).toEqual([200, '0', true]);
  });

  test('lists tags in pages whose links lead through all of them', async () => {
    const server = current();
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
    const server = current();
    const answer = await ask(server, 'GET', '/v2/_catalog?last=sed');
    expect(JSON.parse(answer.body.toString())).toEqual({ repositories: ['seed'] });
  });

  test('lists what refers to a digest, by type where asked', async () => {
    const server = current();
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
});
