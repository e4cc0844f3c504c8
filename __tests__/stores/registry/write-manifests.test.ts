/** Writing manifests and tags. */
import { describe, expect, test } from '@jest/globals';
import { DOCKER_MANIFEST, OCI_MANIFEST } from '../../../src/oci/media-type.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { manifestOf, newImage } from '../../contract/content.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type Handler, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
const V1 = 'v1' as Tag;
const { manifest } = newImage();
const { digest, size } = manifest.descriptor;
const OTHER = `sha256:${'0'.repeat(64)}`;

async function at(handler: Handler) {
  const server = await startFaultServer(handler);
  return { server, repository: openClient().open(server.host, 'a') };
}
const FOUND = { 'docker-content-digest': digest, 'content-length': size };

describe('writeManifest', () => {
  test('sends the exact bytes under the digest, once', async () => {
    const { server, repository } = await at(
      (_request, response) => void response.writeHead(201, { 'docker-content-digest': digest }).end(),
    );
    await repository.writeManifest(manifest, signal);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
      method: 'PUT',
      url: `/v2/a/manifests/${digest}`,
      headers: { 'content-type': OCI_MANIFEST },
    });
    expect(Buffer.compare(server.received[0]?.body ?? Buffer.alloc(0), manifest.bytes)).toBe(0);
  });

  test.each([
    ['', DOCKER_MANIFEST, DOCKER_MANIFEST],
    ['application/octet-stream', DOCKER_MANIFEST, DOCKER_MANIFEST],
    ['application/json', OCI_MANIFEST, OCI_MANIFEST],
    ['application/vnd.other+json', OCI_MANIFEST, 'application/vnd.other+json'],
    ['application/octet-stream', undefined, 'application/octet-stream'],
    ['application/json', 'not\r\na: type', 'application/json'],
  ])('served as %j with mediaType %j is sent as %s', async (served, written, sent) => {
    const { server, repository } = await at((_request, response) => void response.writeHead(201).end());
    const odd = manifestOf(served, {
      schemaVersion: 2,
      ...(written === undefined ? {} : { mediaType: written }),
    });
    await repository.writeManifest(odd, signal);
    expect(server.received[0]?.headers['content-type']).toBe(sent);
  });

  test('another digest in the answer is a digest-mismatch', async () => {
    const { repository } = await at(
      (_request, response) => void response.writeHead(201, { 'docker-content-digest': OTHER }).end(),
    );
    await expect(repository.writeManifest(manifest, signal)).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
  });

  test.each([
    ['that the registry stored', 201, { 'docker-content-digest': OTHER }, ''],
    ['that the registry refused', 400, {}, JSON.stringify({ errors: [{ code: 'DIGEST_INVALID' }] })],
  ])('what was changed on the way, %s, is sent again', async (_which, status, headers, body) => {
    const { server, repository } = await at((request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, FOUND).end();
      else if (request.hit < 3) response.writeHead(status, headers).end(body);
      else response.writeHead(201, { 'docker-content-digest': manifest.descriptor.digest }).end();
    });
    await repository.tag(V1, manifest, signal);
    expect(server.received.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'HEAD']);
  });

  test('what was changed on the way, and then changed into nonsense, is sent again', async () => {
    const { server, repository } = await at((request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, FOUND).end();
      else if (request.hit === 1) response.writeHead(201, { 'docker-content-digest': OTHER }).end();
      else if (request.hit === 2)
        response.writeHead(400).end(JSON.stringify({ errors: [{ code: 'MANIFEST_INVALID' }] }));
      else response.writeHead(201, { 'docker-content-digest': digest }).end();
    });
    await repository.tag(V1, manifest, signal);
    expect(server.received.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'HEAD']);
  });

  test('a mirror that changes whatever it is sent is a digest-mismatch after eight writes', async () => {
    const { server, repository } = await at(
      (_request, response) => void response.writeHead(201, { 'docker-content-digest': OTHER }).end(),
    );
    await expect(repository.tag(V1, manifest, signal)).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect(server.received).toHaveLength(8);
  });

  test.each([429, 500, 502, 503])('%i is tried again', async (status) => {
    const { server, repository } = await at(
      (request, response) => void response.writeHead(request.hit < 3 ? status : 201).end(),
    );
    await repository.writeManifest(manifest, signal);
    expect(server.received).toHaveLength(3);
  });

  test('a broken connection is tried again', async () => {
    const { server, repository } = await at((request, response) => {
      if (request.hit === 1) response.destroy();
      else response.writeHead(201).end();
    });
    await repository.writeManifest(manifest, signal);
    expect(server.received).toHaveLength(2);
  });

  test('content that is missing is named, and nothing is tried again', async () => {
    const missing = `sha256:${'b'.repeat(64)}`;
    const { server, repository } = await at((_request, response) => {
      response
        .writeHead(400)
        .end(JSON.stringify({ errors: [{ code: 'MANIFEST_BLOB_UNKNOWN', detail: missing }] }));
    });
    await expect(repository.writeManifest(manifest, signal)).rejects.toMatchObject({
      code: 'refused',
      registryCodes: ['MANIFEST_BLOB_UNKNOWN'],
      unknownDigests: [missing],
    });
    expect(server.received).toHaveLength(1);
  });
});

describe('tag', () => {
  test('that is confirmed is looked up all the same: another writer may have moved it on', async () => {
    const { server, repository } = await at((request, response) => {
      if (request.method === 'PUT') response.writeHead(201, { 'docker-content-digest': digest }).end();
      else response.writeHead(200, FOUND).end();
    });
    await repository.tag(V1, manifest, signal);
    expect(server.asked).toEqual(['PUT /v2/a/manifests/v1', 'HEAD /v2/a/manifests/v1']);
  });

  test('that is confirmed and cannot be looked up is done', async () => {
    const { repository } = await at((request, response) => {
      if (request.method === 'PUT') response.writeHead(201, { 'docker-content-digest': digest }).end();
      else response.writeHead(403).end();
    });
    await repository.tag(V1, manifest, signal);
  });

  test('that a cache still shows as it was is looked up a second time', async () => {
    const { server, repository } = await at(({ method, hit }, response) => {
      const shown = method === 'HEAD' && hit === 1 ? OTHER : digest;
      if (method === 'PUT') response.writeHead(201, { 'docker-content-digest': digest }).end();
      else response.writeHead(200, { ...FOUND, 'docker-content-digest': shown }).end();
    });
    await repository.tag(V1, manifest, signal);
    expect(server.asked).toHaveLength(3);
  });

  test('that is not confirmed is looked up', async () => {
    const { server, repository } = await at((request, response) => {
      if (request.method === 'PUT') response.writeHead(201).end();
      else response.writeHead(200, FOUND).end();
    });
    await repository.tag(V1, manifest, signal);
    expect(server.received.map(({ method }) => method)).toEqual(['PUT', 'HEAD']);
  });

  test('taken but pointing elsewhere is a digest-mismatch', async () => {
    const { repository } = await at((request, response) => {
      if (request.method === 'PUT') response.writeHead(201).end();
      else response.writeHead(200, { ...FOUND, 'docker-content-digest': OTHER }).end();
    });
    await expect(repository.tag(V1, manifest, signal)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test('whose answers are all lost, but that moved, is done', async () => {
    const { repository } = await at((request, response) => {
      if (request.method === 'PUT') response.destroy();
      else response.writeHead(200, FOUND).end();
    });
    await repository.tag(V1, manifest, signal);
  });

  test.each([
    [400, 'TAG_INVALID'],
    [403, 'DENIED'],
    [405, 'UNSUPPORTED'],
    [409, 'ImageTagAlreadyExistsException'],
    [412, 'X'],
  ])('that must not move (%i) is done when it is there already, else refused', async (status, code) => {
    const answering = (found: string) =>
      at((request, response) => {
        if (request.method === 'PUT') answerErrors(response, status, code);
        else response.writeHead(200, { ...FOUND, 'docker-content-digest': found }).end();
      });
    await (await answering(digest)).repository.tag(V1, manifest, signal);
    await expect((await answering(OTHER)).repository.tag(V1, manifest, signal)).rejects.toMatchObject({
      status,
    });
  });

  test('that the registry does not want at all is not looked up', async () => {
    const { server, repository } = await at((_request, response) =>
      answerErrors(response, 404, 'NAME_UNKNOWN'),
    );
    await expect(repository.tag(V1, manifest, signal)).rejects.toMatchObject({ code: 'not-found' });
    expect(server.received).toHaveLength(1);
  });
});
