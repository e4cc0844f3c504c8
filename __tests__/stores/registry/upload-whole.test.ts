/** Blobs in one piece: answers that get lost, sources that fail, time. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { blobOf, inChunks, randomBlob } from '../../contract/content.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors } from './fault-server.ts';
import {
  answerLastByte,
  answerPut,
  blob,
  LOCATION,
  openUpload,
  putBody,
  sendBlob,
  startTaking,
} from './taking-registry.ts';

const signal = new AbortController().signal;

describe('one piece', () => {
  test('is POST and PUT, with the state of the location kept as it came', async () => {
    const server = await startTaking();
    await sendBlob(server);
    expect(server.asked).toEqual(['POST /v2/a/blobs/uploads/', 'PUT /upload/1']);
    const put = server.received[1];
    expect(put?.url).toBe(`${LOCATION}&digest=${encodeURIComponent(blob.descriptor.digest)}`);
    expect(put?.headers).toMatchObject({
      'content-length': '400000',
      'content-type': 'application/octet-stream',
    });
    expect(put?.headers['transfer-encoding']).toBeUndefined();
    expect(putBody(server).equals(blob.bytes)).toBe(true);
  });

  test('one chunk larger than the socket takes arrives whole', async () => {
    const server = await startTaking();
    const large = randomBlob(3_000_000);
    await (await openUpload(server, large)).send(inChunks(large.bytes, 3_000_000), signal);
    expect(putBody(server).equals(large.bytes)).toBe(true);
  });

  test('no bytes', async () => {
    const server = await startTaking();
    await sendBlob(server, blobOf(Buffer.alloc(0)));
    expect(server.received.at(-1)?.headers['content-length']).toBe('0');
  });

  test.each([200, 202, 204])('%i is no confirmation', async (status) => {
    const server = await startTaking((request, response) => {
      if (request.method !== 'PUT') return false;
      response.writeHead(status).end();
      return true;
    });
    await expect(sendBlob(server)).rejects.toMatchObject({ code: 'invalid-response' });
  });

  test('a confirmation of other content is a digest-mismatch', async () => {
    const server = await startTaking((request, response) => {
      if (request.method !== 'PUT') return false;
      response.writeHead(201, { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }).end();
      return true;
    });
    await expect(sendBlob(server)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test('what it counts is what was sent', async () => {
    const server = await startTaking();
    const client = openClient();
    const begun = await client.open(server.host, 'a').beginUpload(blob.descriptor, [], signal);
    if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    expect(client.trafficOf(server.url)).toMatchObject({ requests: 2, bytesSent: 400_000 });
  });
});

describe('a source that fails', () => {
  test('ends the upload with its own error, completes nothing and cancels', async () => {
    const server = await startTaking();
    const broken = new Error('the source broke');
    async function* source() {
      yield blob.bytes.subarray(0, 100_000);
      throw broken;
    }
    await expect((await openUpload(server)).send(source(), signal)).rejects.toBe(broken);
    while (!server.asked.includes('DELETE /upload/1')) await sleep(5);
    expect(putBody(server).length).toBeLessThan(400_000);
  });

  test('an upload that cannot be finished lets go of the source', async () => {
    const server = await startTaking(undefined, (request, response) => {
      if (request.method !== 'PUT') return false;
      answerErrors(response, 403, 'DENIED');
      return true;
    });
    let released = false;
    async function* source() {
      try {
        for (;;) {
          yield Buffer.alloc(1000);
          await sleep(1);
        }
      } finally {
        released = true;
      }
    }
    await expect((await openUpload(server)).send(source(), signal)).rejects.toMatchObject({ code: 'denied' });
    await sleep(20);
    expect(released).toBe(true);
  });
});

describe('lost answers', () => {
  /** Takes the whole body, then breaks the connection; the blob is there afterwards with `size`, or is not. */
  const losing = (
    size: number | null,
    answer: (response: ServerResponse) => void = (response) => response.destroy(),
  ) =>
    startTaking((request, response) => {
      if (request.method === 'PUT') answer(response);
      else if (request.method === 'GET' && size === null) response.writeHead(404).end();
      else if (request.method === 'GET') answerLastByte(response, size ?? 0);
      else return false;
      return true;
    });

  test('after the last byte are settled by reading the last byte there', async () => {
    const server = await losing(400_000);
    await sendBlob(server);
    expect(server.asked.filter((each) => each.startsWith('PUT'))).toHaveLength(1);
  });

  test('of something between us and the registry, too', async () => {
    await sendBlob(await losing(400_000, (response) => response.writeHead(504).end()));
  });

  test.each([
    ['not there', null],
    ['of another size', 17],
  ])('when the blob is %s are a failure', async (_name, size) => {
    await expect(sendBlob(await losing(size))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a registry that never confirms has stalled', async () => {
    const server = await startTaking((request) => request.method === 'PUT' || request.method === 'GET');
    const patience = { commitTimeoutMs: 100, headersTimeoutMs: 100, attempts: 1 };
    await expect(sendBlob(server, blob, { patience })).rejects.toMatchObject({ code: 'stalled' });
  });
});

describe('time', () => {
  const patience = { stallTimeoutMs: 150, headersTimeoutMs: 150 };
  const large = randomBlob(20_000_000);

  test('a registry that takes no bytes has stalled', async () => {
    const server = await startTaking(undefined, (request) => request.method === 'PUT');
    await expect(sendBlob(server, large, { patience })).rejects.toMatchObject({ code: 'stalled' });
  });

  test('a slow source is not blamed on the registry', async () => {
    const server = await startTaking();
    async function* slowly() {
      for await (const chunk of inChunks(blob.bytes, 100_000)) {
        await sleep(200);
        yield chunk;
      }
    }
    await (await openUpload(server, blob, { patience })).send(slowly(), signal);
    expect(putBody(server).equals(blob.bytes)).toBe(true);
  });

  test('a slow confirmation is waited for', async () => {
    const server = await startTaking((request, response) => {
      if (request.method !== 'PUT') return false;
      setTimeout(() => answerPut(request, response), 400);
      return true;
    });
    await sendBlob(server, blob, { patience });
  });

  test('an abort ends it at once', async () => {
    const server = await startTaking(undefined, (request) => request.method === 'PUT');
    const stop = new AbortController();
    const sending = (await openUpload(server, large)).send(inChunks(large.bytes), stop.signal);
    setTimeout(() => stop.abort(), 50);
    const before = performance.now();
    await expect(sending).rejects.toMatchObject({ code: 'aborted' });
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
