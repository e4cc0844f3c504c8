/** Reading manifests and tags from servers that say little, or something else. */
import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import { DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '../../../src/oci/media-type.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { MANIFEST_LIMIT_BYTES } from '../../../src/oci/store.ts';
import { newImage } from '../../contract/content.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type Handler, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
const V1 = 'v1' as Tag;
const { manifest } = newImage();
const { descriptor, bytes } = manifest;
const { digest } = descriptor;
const OTHER = newImage().manifest;
const HEADERS = { 'content-type': OCI_MANIFEST, 'docker-content-digest': digest };

async function at(handler: Handler) {
  const server = await startFaultServer(handler);
  const client = openClient();
  return { server, client, repository: client.open(server.host, 'a/b') };
}
const methods = ({ received }: { readonly received: readonly { readonly method: string }[] }) =>
  received.map(({ method }) => method);

describe('resolve', () => {
  test('is one HEAD that accepts all kinds of manifests', async () => {
    const { server, repository } = await at((_request, response) => {
      response
        .writeHead(200, {
          ...HEADERS,
          'content-type': `${OCI_MANIFEST}; charset=utf-8`,
          'content-length': bytes.length,
        })
        .end();
    });
    expect(await repository.resolve(V1, signal)).toEqual(descriptor);
    expect(methods(server)).toEqual(['HEAD']);
    for (const type of [OCI_INDEX, OCI_MANIFEST, DOCKER_MANIFEST])
      expect(server.received[0]?.headers.accept).toContain(type);
  });

  test('many of them share few connections', async () => {
    const { server, repository } = await at((_request, response) => {
      response.writeHead(200, { ...HEADERS, 'content-length': bytes.length }).end();
    });
    for (let round = 0; round < 30; round += 1) await repository.resolve(V1, signal);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test.each([
    ['without a digest', { 'content-length': bytes.length, 'content-type': OCI_MANIFEST }],
    [
      'with a digest that is none',
      { ...HEADERS, 'docker-content-digest': 'sha256:XYZ', 'content-length': bytes.length },
    ],
    ['without a length', { ...HEADERS, 'transfer-encoding': 'chunked' }],
  ])('a HEAD %s is followed by GET and hashing', async (_name, headers) => {
    const { server, repository } = await at((request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, headers).end();
      else response.writeHead(200, { 'content-type': OCI_MANIFEST }).end(bytes);
    });
    expect(await repository.resolve(V1, signal)).toEqual(descriptor);
    expect(methods(server)).toEqual(['HEAD', 'GET']);
  });

  test.each([405, 501])('HEAD that is answered %i is followed by GET', async (status) => {
    const { repository } = await at((request, response) => {
      if (request.method === 'HEAD') response.writeHead(status).end();
      else response.writeHead(200, HEADERS).end(bytes);
    });
    expect(await repository.resolve(V1, signal)).toEqual(descriptor);
  });

  test('a digest that is answered with another one is read and hashed', async () => {
    const { repository } = await at((request, response) => {
      const headers = { ...HEADERS, 'docker-content-digest': OTHER.descriptor.digest };
      if (request.method === 'HEAD')
        response.writeHead(200, { ...headers, 'content-length': bytes.length }).end();
      else response.writeHead(200, headers).end(bytes);
    });
    expect(await repository.resolve(digest, signal)).toEqual(descriptor);
  });

  test('404 is null, also where GET has to say it', async () => {
    const { repository } = await at(
      (request, response) => void response.writeHead(request.method === 'HEAD' ? 405 : 404).end(),
    );
    expect(await repository.resolve(V1, signal)).toBeNull();
    const other = await at((_request, response) => void response.writeHead(404).end());
    expect(await other.repository.resolve(V1, signal)).toBeNull();
  });

  test.each([
    [403, 'denied'],
    [401, 'unauthorized'],
    [500, 'unavailable'],
    [400, 'refused'],
  ])('%i is %s', async (status, code) => {
    const { repository } = await at((_request, response) => void response.writeHead(status).end());
    await expect(repository.resolve(V1, signal)).rejects.toMatchObject({
      code,
      status,
      where: expect.stringContaining('a/b:v1'),
    });
  });
});

describe('readManifest', () => {
  test('computes what the registry does not say', async () => {
    const { repository } = await at((_request, response) => void response.writeHead(200).end(bytes));
    const read = await repository.readManifest(V1, signal);
    expect(read.descriptor).toEqual({ mediaType: '', digest, size: bytes.length });
    expect(Buffer.compare(read.bytes, bytes)).toBe(0);
  });

  test('another valid manifest under a digest is refused, after a second look', async () => {
    const { server, repository } = await at(
      (_request, response) => void response.writeHead(200, HEADERS).end(OTHER.bytes),
    );
    await expect(repository.readManifest(digest, signal)).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect(server.received).toHaveLength(2);
  });

  test('a short body without a length is read again', async () => {
    const { server, repository } = await at((request, response) => {
      response.writeHead(200, { ...HEADERS, 'content-length': bytes.length });
      if (request.hit > 1) response.end(bytes);
      else response.write(bytes.subarray(0, 10), () => response.destroy());
    });
    expect((await repository.readManifest(V1, signal)).descriptor).toEqual(descriptor);
    expect(server.received).toHaveLength(2);
  });

  test('a digest header that lies about a tag does not count', async () => {
    const { client, repository } = await at((_request, response) => {
      response.writeHead(200, { ...HEADERS, 'docker-content-digest': OTHER.descriptor.digest }).end(bytes);
    });
    expect((await repository.readManifest(V1, signal)).descriptor.digest).toBe(digest);
    expect(client.warnings).toEqual([expect.stringContaining('a/b:v1')]);
  });

  test.each([
    ['a tag', V1],
    ['a digest', digest],
  ])(
    '%s whose content is changed on the way, each time to something else, is read until it is not',
    async (_what, reference) => {
      const { server, repository } = await at((request, response) => {
        const answer = request.hit < 3 ? Buffer.from(`changed ${request.hit}`) : bytes;
        response.writeHead(200, HEADERS).end(answer);
      });
      expect((await repository.readManifest(reference, signal)).descriptor).toEqual(descriptor);
      expect(server.received).toHaveLength(3);
    },
  );

  test.each([
    ['a tag', V1],
    ['a digest', digest],
  ])('%s whose content is never the same is not believed', async (_what, reference) => {
    const { server, client, repository } = await at(
      (request, response) => void response.writeHead(200, HEADERS).end(`changed ${request.hit}`),
    );
    await expect(repository.readManifest(reference, signal)).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
    expect(server.received).toHaveLength(4);
    expect(client.warnings).toEqual([]);
  });

  test('sha512 is checked as sha512', async () => {
    const { createHash } = await import('node:crypto');
    const long = `sha512:${createHash('sha512').update(bytes).digest('hex')}` as Digest;
    const { repository } = await at((_request, response) => void response.writeHead(200, HEADERS).end(bytes));
    expect((await repository.readManifest(long, signal)).descriptor.digest).toBe(long);
    const wrong = await at((_request, response) => void response.writeHead(200).end(OTHER.bytes));
    await expect(wrong.repository.readManifest(long, signal)).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
  });

  test('larger than four megabytes is cut', async () => {
    const { repository } = await at(
      (_request, response) => void response.end(Buffer.alloc(MANIFEST_LIMIT_BYTES + 1, 'x')),
    );
    await expect(repository.readManifest(V1, signal)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('compressed on the way is refused', async () => {
    const { repository } = await at(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end(bytes),
    );
    await expect(repository.readManifest(V1, signal)).rejects.toMatchObject({ code: 'invalid-response' });
  });

  test('a truncated manifest, for which distribution answers 500, is unavailable', async () => {
    const { server, repository } = await at((_request, response) =>
      answerErrors(response, 500, 'UNKNOWN', 'unknown error'),
    );
    await expect(repository.readManifest(digest, signal)).rejects.toMatchObject({
      code: 'unavailable',
      status: 500,
    });
    expect(server.received).toHaveLength(4);
  });

  test('secretive registries: no access, or not there', async () => {
    const { repository } = await at((_request, response) => answerErrors(response, 404, 'MANIFEST_UNKNOWN'));
    await expect(repository.readManifest(V1, signal)).rejects.toMatchObject({
      code: 'not-found',
      registryCodes: ['MANIFEST_UNKNOWN'],
    });
  });
});

describe('tags', () => {
  const pages = (
    ...answers: readonly { readonly body: string; readonly link?: (host: string) => string }[]
  ): Handler => {
    let page = 0;
    return (request, response) => {
      const answer = answers[Math.min(page++, answers.length - 1)];
      const link = answer?.link?.(request.headers.host ?? '');
      response.writeHead(200, link === undefined ? {} : { link }).end(answer?.body);
    };
  };

  test('come from all pages, however narrow', async () => {
    const { server, repository } = await at(
      pages(
        { body: '{"name":"a/b","tags":["a"]}', link: () => '</v2/a/b/tags/list?last=a&n=1>; rel="next"' },
        {
          body: '{"tags":[]}',
          link: (host) => `<http://${host}/v2/a/b/tags/list?last=b>; title="x, y"; rel=next`,
        },
        { body: '{"tags":["c","a"]}' },
      ),
    );
    expect(await repository.tags(signal)).toEqual(['a', 'c']);
    expect(server.received[0]?.url).toBe('/v2/a/b/tags/list?n=1000');
  });

  test('that are no tags are left out', async () => {
    const { repository } = await at(
      pages({ body: '{"tags":["ok",null,7,"sha256:abc","-x","a/b",""],"manifest":{}}' }),
    );
    expect(await repository.tags(signal)).toEqual(['ok']);
  });

  test.each([
    ['null', '{"tags":null}'],
    ['none', '{"name":"a/b"}'],
  ])('%s is an empty list', async (_name, body) => {
    const { repository } = await at(pages({ body }));
    expect(await repository.tags(signal)).toEqual([]);
  });

  test('of a repository that is not there are none', async () => {
    const { repository } = await at((_request, response) => answerErrors(response, 404, 'NAME_UNKNOWN'));
    expect(await repository.tags(signal)).toEqual([]);
  });

  test.each([
    ['a page that leads to itself', () => '</v2/a/b/tags/list?n=1000>; rel="next"'],
    ['a page that leads back', () => '</v2/a/b/tags/list?last=a>; rel="next"'],
  ])('%s ends in an error, not in a loop', async (_name, link) => {
    const { server, repository } = await at(pages({ body: '{"tags":["a"]}', link }));
    await expect(repository.tags(signal)).rejects.toMatchObject({ code: 'invalid-response' });
    expect(server.received.length).toBeLessThanOrEqual(2);
  });

  test.each(['<html>', '[]', '"x"', '{"tags":"a"}'])('%s is no list of tags', async (body) => {
    const { repository } = await at(pages({ body }));
    await expect(repository.tags(signal)).rejects.toMatchObject({ code: 'invalid-response' });
  });

  test('fail as a whole when one page fails', async () => {
    const { repository } = await at((request, response) => {
      if (request.hit > 1) response.writeHead(404).end();
      else response.writeHead(200, { link: '</v2/a/b/tags/list?last=a>; rel="next"' }).end('{"tags":["a"]}');
    });
    await expect(repository.tags(signal)).rejects.toMatchObject({ code: 'not-found' });
  });
});
