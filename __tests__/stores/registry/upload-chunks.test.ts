/** Blobs in chunks, where one piece is too large. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { type Blob, inChunks, randomBlob } from '../../contract/content.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type FaultServer, type Received } from './fault-server.ts';
import { answerLastByte, blob, LOCATION, startTaking } from './taking-registry.ts';

const signal = new AbortController().signal;

describe('too large for one piece', () => {
  const LIMIT = 150_000;
  /** A proxy before the registry: bodies over the limit are refused (413), or the connection is broken. */
  const limiting = (refuse: (response: ServerResponse, request: IncomingMessage) => void) => {
    const faults: Parameters<typeof startTaking>[0] = (request, response) => {
      if (request.method !== 'GET') return false;
      response.writeHead(404).end();
      return true;
    };
    return startTaking(faults, (request, response) => {
      if (Number(request.headers['content-length'] ?? 0) <= LIMIT) return false;
      refuse(response, request);
      return true;
    });
  };
  const chunksOf = ({ received }: FaultServer) => received.filter(({ method }) => method === 'PATCH');

  test('413 makes the next upload go in chunks', async () => {
    const server = await limiting((response) => answerErrors(response, 413, 'SIZE_INVALID'));
    const client = openClient();
    const upload = async () => {
      const begun = await client.open(server.host, 'a').beginUpload(blob.descriptor, [], signal);
      if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    };
    await expect(upload()).rejects.toMatchObject({ code: 'too-large' });
    await upload();
    const chunks = chunksOf(server);
    expect(chunks.map(({ headers }) => headers['content-range'])).toEqual([
      '0-99999',
      '100000-199999',
      '200000-299999',
      '300000-399999',
    ]);
    expect(Buffer.concat(chunks.map(({ body }) => body)).equals(blob.bytes)).toBe(true);
    expect(server.received.at(-1)).toMatchObject({ method: 'PUT', headers: { 'content-length': '0' } });
  });

  test('small blobs still go in one piece', async () => {
    const server = await limiting((response) => answerErrors(response, 413, 'SIZE_INVALID'));
    const client = openClient();
    const upload = async ({ descriptor, bytes }: Blob) => {
      const begun = await client.open(server.host, 'a').beginUpload(descriptor, [], signal);
      if (begun.kind === 'upload') await begun.upload.send(inChunks(bytes), signal);
    };
    await expect(upload(blob)).rejects.toMatchObject({ code: 'too-large' });
    await upload(randomBlob(1000));
    expect(chunksOf(server)).toEqual([]);
  });

  test('a connection that breaks twice in the middle means the same', async () => {
    const server = await limiting((response, request) => {
      request.once('data', () => response.destroy());
    });
    const client = openClient();
    const upload = async () => {
      const begun = await client.open(server.host, 'a').beginUpload(blob.descriptor, [], signal);
      if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    };
    await expect(upload()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(upload()).rejects.toMatchObject({ code: 'unavailable' });
    await upload();
    expect(Buffer.concat(chunksOf(server).map(({ body }) => body)).equals(blob.bytes)).toBe(true);
  });
});

describe('chunks', () => {
  /** The first PUT with a body is refused, so that the second upload is cut into chunks of 100 000 bytes. */
  async function sendChunked(faults: Parameters<typeof startTaking>[0], minimum = '0') {
    const server = await startTaking((request, response) => {
      if (faults?.(request, response) === true) return true;
      if (request.method === 'POST') {
        response.writeHead(202, { location: LOCATION, 'oci-chunk-min-length': minimum }).end();
      } else if (request.method === 'PUT' && request.body.length > 0) {
        answerErrors(response, 413, 'SIZE_INVALID');
      } else {
        return false;
      }
      return true;
    });
    const client = openClient();
    const upload = async () => {
      const begun = await client.open(server.host, 'a').beginUpload(blob.descriptor, [], signal);
      if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), signal);
    };
    await upload().catch(() => {});
    await upload();
    return server.received.filter(({ method }) => method === 'PATCH');
  }
  const rangesOf = (chunks: readonly Received[]) => chunks.map(({ headers }) => headers['content-range']);

  test('are at least as long as the registry wants', async () => {
    const chunks = await sendChunked(undefined, '250000');
    expect(rangesOf(chunks)).toEqual(['0-249999', '250000-399999']);
  });

  test('of which a part was taken are continued', async () => {
    const chunks = await sendChunked((request, response) => {
      if (request.headers['content-range'] !== '100000-199999') return false;
      response.writeHead(202, { location: LOCATION, range: '0-149999' }).end();
      return true;
    });
    expect(rangesOf(chunks)).toEqual([
      '0-99999',
      '100000-199999',
      '150000-199999',
      '200000-299999',
      '300000-399999',
    ]);
    expect(Buffer.compare(chunks[2]?.body ?? Buffer.alloc(0), blob.bytes.subarray(150_000, 200_000))).toBe(0);
  });

  test.each([
    ['the connection broke', (response: ServerResponse) => response.destroy()],
    ['the registry had a bad moment', (response: ServerResponse) => response.writeHead(502).end()],
    ['the order was wrong', (response: ServerResponse) => response.writeHead(416).end()],
  ])('after which %s are continued where the registry is', async (_name, fail) => {
    const chunks = await sendChunked((request, response) => {
      if (request.method === 'GET') {
        response.writeHead(204, { location: `${LOCATION}&new`, range: '0-119999' }).end();
      } else if (request.headers['content-range'] === '100000-199999') {
        fail(response);
      } else {
        return false;
      }
      return true;
    });
    expect(rangesOf(chunks)).toEqual([
      '0-99999',
      '100000-199999',
      '120000-199999',
      '200000-299999',
      '300000-399999',
    ]);
    expect(chunks[2]?.url).toBe(`${LOCATION}&new`);
  });

  test('with wrong ranges in the answers are believed to be taken', async () => {
    const chunks = await sendChunked((request, response) => {
      if (request.method !== 'PATCH') return false;
      response.writeHead(202, { location: LOCATION, range: '0-99999' }).end();
      return true;
    });
    expect(rangesOf(chunks)).toEqual(['0-99999', '100000-199999', '200000-299999', '300000-399999']);
  });

  test('completed by a PATCH: a failing PUT is settled by looking', async () => {
    const chunks = await sendChunked((request, response) => {
      if (request.method === 'PATCH') response.writeHead(201, { location: LOCATION }).end();
      else if (request.method === 'PUT' && request.body.length === 0)
        answerErrors(response, 404, 'BLOB_UPLOAD_UNKNOWN');
      else if (request.method === 'GET') answerLastByte(response, 400_000);
      else return false;
      return true;
    });
    expect(chunks.length).toBe(4);
  });
});
