/** Probing blobs: what is promised, and what is there. */
import { rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Blob, blobOf, randomBlob, upload } from '../../contract/content.ts';
import { type DockerRegistry, startDockerRegistry } from '../../servers/docker-registry.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type Handler, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
const blob = randomBlob(5000);
const LAST = `bytes 4999-4999/5000`;

async function probe(handler: Handler, of: Blob = blob) {
  const server = await startFaultServer(handler);
  const repository = openClient().open(server.host, 'a');
  return {
    server,
    result: await repository.probeBlob(of.descriptor, signal).catch((error: unknown) => error),
  };
}

describe('probeBlob', () => {
  test('reads the last byte', async () => {
    const { server, result } = await probe((_request, response) => {
      response.writeHead(206, { 'content-range': LAST, 'content-length': 1 }).end('x');
    });
    expect(result).toEqual({ kind: 'present', proven: true });
    expect(server.received.map(({ method, headers }) => [method, headers.range])).toEqual([
      ['GET', 'bytes=4999-4999'],
    ]);
  });

  test('keeps the connection', async () => {
    const server = await startFaultServer((_request, response) => {
      response.writeHead(206, { 'content-range': LAST, 'content-length': 1 }).end('x');
    });
    const repository = openClient().open(server.host, 'a');
    for (let round = 0; round < 5; round += 1) await repository.probeBlob(blob.descriptor, signal);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test('promised twice and not delivered is missing, the second time on a fresh connection', async () => {
    const { server, result } = await probe((_request, response) => {
      response.writeHead(206, { 'content-range': LAST, 'content-length': 1 });
      response.flushHeaders();
      setTimeout(() => response.destroy(), 10);
    });
    expect(result).toEqual({ kind: 'damaged', reason: 'missing' });
    expect(server.received).toHaveLength(2);
    expect(server.connections()).toBe(2);
  });

  test('promised, and delivered the second time, is present', async () => {
    const { result } = await probe((request, response) => {
      response.writeHead(206, { 'content-range': LAST, 'content-length': 1 });
      response.flushHeaders();
      if (request.hit === 1) setTimeout(() => response.destroy(), 10);
      else response.end('x');
    });
    expect(result).toEqual({ kind: 'present', proven: true });
  });

  test.each([
    [
      'of another size',
      206,
      { 'content-range': 'bytes 4999-4999/6000' },
      'x',
      { kind: 'damaged', reason: 'size', actualSize: 6000 },
    ],
    [
      'too short, told by 416',
      416,
      { 'content-range': 'bytes */77' },
      '',
      { kind: 'damaged', reason: 'size', actualSize: 77 },
    ],
    ['absent', 404, {}, '', { kind: 'absent' }],
    [
      'there, but ranges are ignored',
      200,
      { 'content-length': '5000' },
      'x'.repeat(5000),
      { kind: 'present', proven: false },
    ],
    [
      'of another size, ranges ignored',
      200,
      { 'content-length': '3' },
      'xyz',
      { kind: 'damaged', reason: 'size', actualSize: 3 },
    ],
    [
      'answered with another range',
      206,
      { 'content-range': 'bytes 0-0/5000' },
      'x',
      { kind: 'present', proven: false },
    ],
  ])('%s', async (_name, status, headers, body, expected) => {
    const { result } = await probe(
      (_request, response) => void response.writeHead(status, headers).end(body),
    );
    expect(result).toEqual(expected);
  });

  test('416 that does not tell the size is looked up', async () => {
    const { server, result } = await probe((request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, { 'content-length': 42 }).end();
      else response.writeHead(416).end();
    });
    expect(result).toEqual({ kind: 'damaged', reason: 'size', actualSize: 42 });
    expect(server.received.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
  });

  test('a large blob without ranges is not downloaded', async () => {
    let sent = 0;
    const large = { descriptor: { ...blob.descriptor, size: 1e9 }, bytes: blob.bytes };
    const { result } = await probe((_request, response) => {
      response.writeHead(200, { 'content-length': 1e9 });
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    }, large);
    expect(result).toEqual({ kind: 'present', proven: false });
    expect(sent).toBeLessThan(50_000_000);
  });

  test.each([403, 404])('%i at the blob store behind a redirect is missing', async (status) => {
    const store = await startFaultServer(
      (_request, response) => void response.writeHead(status).end('<Error/>'),
    );
    const { result } = await probe((_request, response) => {
      response.writeHead(307, { location: `${store.url}/x?sig=1` }).end();
    });
    expect(result).toEqual({ kind: 'damaged', reason: 'missing' });
    expect(store.received[0]?.headers.range).toBe('bytes=4999-4999');
  });

  test.each([
    [403, 'denied'],
    [401, 'unauthorized'],
    [500, 'unavailable'],
  ])('%i of the registry is no answer about the blob', async (status, code) => {
    const { result } = await probe((_request, response) => answerErrors(response, status, 'X'));
    expect(result).toMatchObject({ code });
  });

  test('a blob without bytes is asked for by HEAD', async () => {
    const empty = blobOf(Buffer.alloc(0));
    const { server, result } = await probe((_request, response) => void response.end(), empty);
    expect(result).toEqual({ kind: 'present', proven: true });
    expect(server.received.map(({ method }) => method)).toEqual(['HEAD']);
  });
});

describe('with docker-registry, whose descriptor cache believes in lost files', () => {
  let registry: DockerRegistry;
  beforeAll(async () => {
    registry = await startDockerRegistry();
  });

  const dataOf = ({ descriptor }: Blob) => {
    const hex = descriptor.digest.slice(7);
    return join(registry.storage, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data');
  };

  test('a removed file is missing', async () => {
    const repository = openClient().open(registry.host, 'probe/lost');
    const lost = randomBlob(9000);
    await upload(repository, lost);
    expect(await repository.probeBlob(lost.descriptor, signal)).toEqual({ kind: 'present', proven: true });
    rmSync(dataOf(lost));
    expect(await repository.probeBlob(lost.descriptor, signal)).toEqual({
      kind: 'damaged',
      reason: 'missing',
    });
    await upload(repository, lost);
    expect(await repository.probeBlob(lost.descriptor, signal)).toEqual({ kind: 'present', proven: true });
  });

  test('a cut file is damaged', async () => {
    const repository = openClient().open(registry.host, 'probe/cut');
    const cut = randomBlob(9000);
    await upload(repository, cut);
    truncateSync(dataOf(cut), 4000);
    expect(await repository.probeBlob(cut.descriptor, signal)).toMatchObject({ kind: 'damaged' });
  });

  test('uploads that were opened and not used are cancelled on closing', async () => {
    const client = openClient();
    const repository = client.open(registry.host, 'probe/uploads');
    await repository.checkPush(signal);
    await repository.beginUpload(randomBlob(5).descriptor, ['not/there'], signal);
    await registry.clearAccessLog();
    await client.close();
    const log = await registry.accessLog();
    expect(log.map(({ method, status }) => [method, status])).toEqual([
      ['DELETE', 204],
      ['DELETE', 204],
    ]);
  });
});

describe('readSmallBlob', () => {
  const small = randomBlob(300);
  const read = async (handler: Handler) => {
    const server = await startFaultServer(handler);
    const result = await openClient()
      .open(server.host, 'a')
      .readSmallBlob(small.descriptor, signal)
      .catch((error: unknown) => error);
    return { server, result };
  };
  const WHOLE = { 'content-range': 'bytes 0-299/300', 'content-length': '300' };

  test('asks for the whole as a range, once', async () => {
    const { server, result } = await read((_request, response) => {
      response.writeHead(206, WHOLE).end(small.bytes);
    });
    expect(result).toMatchObject({ kind: 'read', bytes: Buffer.from(small.bytes) });
    expect(server.received.map(({ method, headers }) => [method, headers.range])).toEqual([
      ['GET', 'bytes=0-299'],
    ]);
  });

  test('takes a whole body where ranges are ignored', async () => {
    const { result } = await read((_request, response) => {
      response.writeHead(200, { 'content-length': '300' }).end(small.bytes);
    });
    expect(result).toMatchObject({ kind: 'read', bytes: Buffer.from(small.bytes) });
  });

  test('cut twice is missing, the second time on a fresh connection', async () => {
    const { server, result } = await read((_request, response) => {
      response.writeHead(206, WHOLE);
      response.write(small.bytes.subarray(0, 100));
      setTimeout(() => response.destroy(), 10);
    });
    expect(result).toEqual({ kind: 'damaged', reason: 'missing' });
    expect(server.connections()).toBe(2);
  });

  test.each([
    ['of another size', 206, { 'content-range': 'bytes 0-99/100' }, 'x'.repeat(100), 100],
    ['too short, told by 416', 416, { 'content-range': 'bytes */0' }, '', 0],
    ['of another size, ranges ignored', 200, { 'content-length': '3' }, 'xyz', 3],
    ['longer than told', 200, { 'transfer-encoding': 'chunked' }, 'x'.repeat(400), 400],
  ])('%s', async (_name, status, headers, body, actualSize) => {
    const { result } = await read((_request, response) => void response.writeHead(status, headers).end(body));
    expect(result).toEqual({ kind: 'damaged', reason: 'size', actualSize });
  });

  test('absent', async () => {
    const { result } = await read((_request, response) => void response.writeHead(404).end());
    expect(result).toEqual({ kind: 'absent' });
  });
});
