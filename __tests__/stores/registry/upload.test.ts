import { describe, expect, test } from '@jest/globals';
import { inChunks } from '../../contract/content.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type FaultServer, queryOf, type Received } from './fault-server.ts';
import { answerLastByte, blob, sendBlob, startTaking } from './taking-registry.ts';

const signal = new AbortController().signal;

describe('mounts', () => {
  const begin = (server: FaultServer, from: readonly string[]) =>
    openClient().open(server.host, 'to').beginUpload(blob.descriptor, from, signal);

  test('201 is mounted, asked for with digest and repository', async () => {
    const server = await startTaking((request, response) => {
      response.writeHead(201, { location: '/v2/to/blobs/x' }).end();
      return request.method === 'POST';
    });
    expect(await begin(server, ['x/from'])).toEqual({ kind: 'mounted', from: 'x/from' });
    expect(Object.fromEntries(queryOf(server.received[0] ?? ({ url: '' } as Received)))).toEqual({
      mount: blob.descriptor.digest,
      from: 'x/from',
    });
  });

  test('202 is a session, which is used', async () => {
    const server = await startTaking();
    const begun = await begin(server, ['x/from']);
    if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    expect(server.asked).toEqual(['POST /v2/to/blobs/uploads/', 'PUT /upload/1']);
  });

  test.each([400, 401, 403, 404, 405, 500])('%i becomes an upload after two candidates', async (status) => {
    const server = await startTaking((request, response) => {
      if (!queryOf(request).has('mount')) return false;
      response.writeHead(status).end();
      return true;
    });
    expect((await begin(server, ['a', 'b', 'c'])).kind).toBe('upload');
    const posts = server.received.filter(({ method }) => method === 'POST');
    expect(posts.map((each) => queryOf(each).get('from'))).toEqual(['a', 'b', null]);
  });
});

describe('a blob that may be there', () => {
  const open = (server: FaultServer) => {
    const target = openClient().open(server.host, 'to');
    return { target, begin: () => target.beginUpload(blob.descriptor, ['to'], signal) };
  };
  const mountOf = (request: Received | undefined) =>
    queryOf(request ?? ({ url: '' } as Received)).get('mount');

  test('is asked for by the request that opens its upload', async () => {
    const server = await startTaking();
    const begun = await open(server).begin();
    if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    expect(server.asked).toEqual(['POST /v2/to/blobs/uploads/', 'PUT /upload/1']);
    expect(Object.fromEntries(queryOf(server.received[0] ?? ({ url: '' } as Received)))).toEqual({
      mount: blob.descriptor.digest,
      from: 'to',
    });
  });

  test('is claimed where the registry mounts it', async () => {
    const server = await startTaking((request, response) => {
      if (request.method === 'POST') response.writeHead(201, { location: '/v2/to/blobs/x' }).end();
      return request.method === 'POST';
    });
    expect(await open(server).begin()).toEqual({ kind: 'mounted', from: 'to' });
  });

  test('is looked for where the registry refuses such a mount, which is asked once', async () => {
    const server = await startTaking((request, response) => {
      const isRefused = mountOf(request) !== null || request.method === 'GET';
      if (isRefused) response.writeHead(request.method === 'GET' ? 404 : 400).end();
      return isRefused;
    });
    const { begin } = open(server);
    expect([(await begin()).kind, (await begin()).kind]).toEqual(['upload', 'upload']);
    const digest = blob.descriptor.digest;
    const look = `GET /v2/to/blobs/${digest}`;
    const opened = 'POST /v2/to/blobs/uploads/';
    expect(server.asked).toEqual([opened, look, opened, look, opened]);
  });

  test.each([
    ['is there', 206],
    ['is in trouble', 500],
  ])('%s: claimed, and the upload that is open is kept for the next', async (_name, status) => {
    const server = await startTaking((request, response) => {
      if (request.method !== 'GET') return false;
      if (status === 206) answerLastByte(response, blob.descriptor.size);
      else response.writeHead(status).end();
      return true;
    });
    const { target, begin } = open(server);
    await target.checkPush(signal);
    expect(await begin()).toEqual({ kind: 'mounted', from: 'to' });
    await target.beginUpload(blob.descriptor, [], signal);
    expect(server.asked.filter((each) => each.startsWith('POST'))).toHaveLength(1);
    expect(mountOf(server.received[0])).toBeNull();
  });
});

describe('where the registry wants the bytes', () => {
  test.each([
    ['the metadata service', 'http://169.254.169.254/x', 'unsafe'],
    ['a file', 'file:///x', 'unsafe'],
    ['nowhere', undefined, 'invalid-response'],
  ])('%s is refused', async (_name, location, code) => {
    const server = await startTaking((_request, response) => {
      response.writeHead(202, location === undefined ? {} : { location }).end();
      return true;
    });
    await expect(sendBlob(server)).rejects.toMatchObject({ code });
  });
});

describe('checkPush', () => {
  test('costs nothing: its session is used by the first upload', async () => {
    const server = await startTaking();
    const repository = openClient().open(server.host, 'a');
    await repository.checkPush(signal);
    for (let round = 0; round < 2; round += 1) {
      const begun = await repository.beginUpload(blob.descriptor, [], signal);
      if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    }
    expect(server.received.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST', 'PUT']);
  });

  test.each([
    [401, 'unauthorized', 'docker login'],
    [403, 'denied', 'push to'],
    [404, 'not-found', 'create the repository'],
    [507, 'no-space', 'free space'],
  ])('%i is %s', async (status, code, fix) => {
    const server = await startTaking((_request, response) => {
      answerErrors(response, status, 'X');
      return true;
    });
    await expect(openClient().open(server.host, 'a').checkPush(signal)).rejects.toMatchObject({
      code,
      fix: expect.stringContaining(fix),
    });
  });
});

test('closing cancels what was opened and not used, and does not wait long for it', async () => {
  const server = await startTaking((request) => request.method === 'DELETE');
  const client = openClient();
  const repository = client.open(server.host, 'a');
  await repository.checkPush(signal);
  await repository.beginUpload(blob.descriptor, ['b'], signal);
  const before = performance.now();
  await client.close();
  expect(performance.now() - before).toBeLessThan(2500);
  expect(server.asked.filter((each) => each.startsWith('DELETE'))).toHaveLength(2);
});
