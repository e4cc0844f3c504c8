/** What counts as proof that an upload arrived. */
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { type Blob, blobOf, inChunks } from '../../contract/content.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type FaultServer } from './fault-server.ts';
import { answerLastByte, blob, sendBlob, startTaking } from './taking-registry.ts';

const signal = new AbortController().signal;
const BLOB = `/v2/a/blobs/${blob.descriptor.digest}`;
const OTHER_ALGORITHM = { 'docker-content-digest': `sha512:${'0'.repeat(128)}` };
const absent = (response: ServerResponse) => answerErrors(response, 404, 'BLOB_UNKNOWN');
const served = (response: ServerResponse) => answerLastByte(response, blob.descriptor.size);

interface Faults {
  readonly put: (response: ServerResponse) => void;
  readonly get: (response: ServerResponse, hit: number) => void;
}

/** HEAD always says that the blob is there, whole. */
const startDoubtful = ({ put, get }: Faults) =>
  startTaking((request, response) => {
    if (request.method === 'PUT') put(response);
    else if (request.method === 'HEAD')
      response.writeHead(200, { 'content-length': blob.descriptor.size }).end();
    else if (request.method === 'GET') get(response, request.hit);
    else return false;
    return true;
  });
const looks = ({ asked }: FaultServer) => asked.filter((each) => each === `GET ${BLOB}`).length;

describe.each([
  ['without a digest', {}],
  ['with the digest of another algorithm', OTHER_ALGORITHM],
])('a 201 %s', (_name, headers) => {
  const put = (response: ServerResponse) => void response.writeHead(201, headers).end();

  test('is proven by the last byte', async () => {
    const server = await startDoubtful({ put, get: served });
    await sendBlob(server);
    expect(looks(server)).toBe(1);
    const look = server.received.find(({ method }) => method === 'GET');
    expect(look?.headers.range).toBe('bytes=399999-399999');
  });

  test('is none where the blob is not there', async () => {
    const server = await startDoubtful({ put, get: absent });
    await expect(sendBlob(server)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is none where the blob is of another size', async () => {
    const server = await startDoubtful({ put, get: (response) => answerLastByte(response, 17) });
    await expect(sendBlob(server)).rejects.toMatchObject({ code: 'invalid-response' });
  });

  test('is given a moment', async () => {
    const server = await startDoubtful({
      put,
      get: (response, hit) => (hit === 1 ? absent(response) : served(response)),
    });
    await sendBlob(server);
    expect(looks(server)).toBe(2);
  });
});

test('a 201 with our digest costs no further request', async () => {
  const server = await startTaking();
  await sendBlob(server);
  expect(server.asked).toEqual(['POST /v2/a/blobs/uploads/', 'PUT /upload/1']);
});

test('a lost answer is not settled by a HEAD: a blob that is not served is a failure', async () => {
  const server = await startDoubtful({ put: (response) => response.destroy(), get: absent });
  await expect(sendBlob(server)).rejects.toMatchObject({ code: 'unavailable' });
  expect(looks(server)).toBe(2);
});

test('a lost answer whose blob is promised and not delivered is a failure', async () => {
  const server = await startDoubtful({
    put: (response) => response.destroy(),
    get: (response) => {
      response.writeHead(206, { 'content-range': 'bytes 399999-399999/400000', 'content-length': 1 });
      response.flushHeaders();
      setTimeout(() => response.destroy(), 5);
    },
  });
  await expect(sendBlob(server)).rejects.toMatchObject({ code: 'unavailable' });
});

test('a blob of no bytes is proven by HEAD where the 201 names no digest', async () => {
  const empty: Blob = blobOf(Buffer.alloc(0));
  const start = (status: number) =>
    startTaking((request, response) => {
      if (request.method === 'PUT') response.writeHead(201).end();
      else if (request.method === 'HEAD') response.writeHead(status, { 'content-length': 0 }).end();
      else return false;
      return true;
    });
  await sendBlob(await start(200), empty);
  await expect(sendBlob(await start(404), empty)).rejects.toMatchObject({ code: 'not-found' });
});

test('an upload in chunks whose last 201 names no digest is proven by the last byte, too', async () => {
  const start = async (get: Faults['get']) => {
    const server = await startTaking((request, response) => {
      if (request.method === 'GET') get(response, request.hit);
      else if (request.method !== 'PUT') return false;
      else if (request.body.length > 0) answerErrors(response, 413, 'SIZE_INVALID');
      else response.writeHead(201).end();
      return true;
    });
    const repository = openClient().open(server.host, 'a');
    const upload = async () => {
      const begun = await repository.beginUpload(blob.descriptor, [], signal);
      if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    };
    await expect(upload()).rejects.toMatchObject({ code: 'too-large' });
    return { server, upload };
  };
  const good = await start(served);
  await good.upload();
  expect(looks(good.server)).toBe(1);
  await expect((await start(absent)).upload()).rejects.toMatchObject({ code: 'not-found' });
});
