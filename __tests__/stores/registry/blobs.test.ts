/** Reading blobs from servers that break, lie, stall and trickle. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Descriptor } from '../../../src/oci/descriptor.ts';
import { blobOf, collect, randomBlob } from '../../contract/content.ts';
import { type ClientOptions, openClient } from './client-under-test.ts';
import {
  answerErrors,
  type FaultServer,
  type Handler,
  startFaultServer,
  startRawServer,
} from './fault-server.ts';

const signal = new AbortController().signal;
const blob = randomBlob(300_000);
const { bytes } = blob;
const SIZE = bytes.length;

type Read = (
  server: { readonly host: string },
  descriptor?: Descriptor,
  options?: ClientOptions,
  until?: AbortSignal,
) => Promise<Uint8Array>;

const read: Read = ({ host }, descriptor = blob.descriptor, options = {}, until = signal) =>
  collect(openClient(options).open(host, 'a').readBlob(descriptor, until));

/** What has the digest are the bytes, so long as all of them were told of. */
const check: Read = async ({ host }, descriptor = blob.descriptor, options = {}, until = signal) => {
  let toldBytes = 0;
  const onBytes = (more: number) => {
    toldBytes += more;
  };
  await openClient(options).open(host, 'a').checkBlob(descriptor, { onBytes, signal: until });
  expect(toldBytes).toBe(descriptor.size);
  return descriptor.size === 0 ? Buffer.alloc(0) : bytes;
};

const WAYS: [string, Read][] = [
  ['read', read],
  ['checked', check],
];

const firstByte = (range: string | undefined) => Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')?.[1]);

function answerRange(response: ServerResponse, from: number): void {
  if (from === 0) response.writeHead(200, { 'content-length': SIZE });
  else
    response.writeHead(206, {
      'content-range': `bytes ${from}-${SIZE - 1}/${SIZE}`,
      'content-length': SIZE - from,
    });
}

/** Serves ranges correctly but breaks off after `breakAfter` bytes of each of the first `times` answers. */
const breaking = (breakAfter: number, times: number): Handler => {
  let broken = 0;
  return (request, response) => {
    const from = firstByte(request.headers.range);
    answerRange(response, from);
    if (broken++ >= times) response.end(bytes.subarray(from));
    else
      response.write(bytes.subarray(from, from + breakAfter), () => setTimeout(() => response.destroy(), 20));
  };
};

const ranges = ({ received }: FaultServer) => received.map(({ headers }) => headers.range);

describe.each(WAYS)('a broken download (%s)', (_way, read) => {
  test('goes on exactly where it broke', async () => {
    const server = await startFaultServer(breaking(100_000, 1));
    expect(Buffer.compare(await read(server), bytes)).toBe(0);
    expect(ranges(server)).toEqual([undefined, 'bytes=100000-']);
  });

  test('may break more often than there are attempts, as long as it moves', async () => {
    const server = await startFaultServer(breaking(20_000, 14));
    expect(Buffer.compare(await read(server), bytes)).toBe(0);
    expect(server.received).toHaveLength(15);
  });

  test('that never moves ends after the attempts', async () => {
    const server = await startFaultServer((_request, response) => void response.destroy());
    await expect(read(server)).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.received).toHaveLength(4);
  });

  test('that ends early without a length is no success', async () => {
    const server = await startRawServer((head, socket) => {
      const from = firstByte(/range: (\S+)/i.exec(head)?.[1]);
      const status =
        from === 0 ? '200 OK' : `206 Partial Content\r\ncontent-range: bytes ${from}-${SIZE - 1}/${SIZE}`;
      socket.write(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
      socket.end(bytes.subarray(from, from + 170_000));
    });
    expect(Buffer.compare(await read(server), bytes)).toBe(0);
    expect(server.heads).toHaveLength(2);
  });

  test('that breaks after the last byte is complete', async () => {
    const server = await startRawServer((_head, socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      socket.write(`${SIZE.toString(16)}\r\n`);
      socket.write(bytes);
      socket.write('\r\n', () => setTimeout(() => socket.destroy(), 20));
    });
    expect(Buffer.compare(await read(server), bytes)).toBe(0);
    expect(server.heads).toHaveLength(1);
  });

  test('whose server then ignores ranges starts over and drops what it has', async () => {
    const server = await startFaultServer((request, response) => {
      response.writeHead(200, { 'content-length': SIZE });
      if (request.hit === 1)
        response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
      else response.end(bytes);
    });
    expect(Buffer.compare(await read(server), bytes)).toBe(0);
    expect(ranges(server)).toEqual([undefined, 'bytes=100000-']);
  });

  test.each([
    ['starts elsewhere', (from: number) => ({ 'content-range': `bytes ${from - 1}-${SIZE - 1}/${SIZE}` })],
    ['ends elsewhere', (from: number) => ({ 'content-range': `bytes ${from}-${SIZE - 2}/${SIZE}` })],
    ['is of another size', (from: number) => ({ 'content-range': `bytes ${from}-${SIZE - 1}/${SIZE + 1}` })],
    ['has no Content-Range', () => ({})],
    [
      'has two',
      (from: number) => ({ 'content-range': [`bytes ${from}-${SIZE - 1}/${SIZE}`, 'bytes 0-1/2'] }),
    ],
  ])('that is answered with a range which %s is read from the start, once', async (_name, headers) => {
    const server = await startFaultServer((request, response) => {
      const { range } = request.headers;
      if (range !== undefined) response.writeHead(206, headers(firstByte(range))).end('nonsense');
      else if (request.hit === 1) {
        answerRange(response, 0);
        response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
      } else {
        answerRange(response, 0);
        response.end(bytes);
      }
    });
    expect(Buffer.compare(await read(server), bytes)).toBe(0);
    expect(ranges(server)).toEqual([undefined, 'bytes=100000-', undefined]);
  });

  test('is not continued where the blob is gone meanwhile', async () => {
    const server = await startFaultServer((request, response) => {
      if (request.hit > 1) return answerErrors(response, 404, 'BLOB_UNKNOWN');
      answerRange(response, 0);
      response.write(bytes.subarray(0, 1000), () => setTimeout(() => response.destroy(), 20));
    });
    await expect(read(server)).rejects.toMatchObject({ code: 'not-found', registryCodes: ['BLOB_UNKNOWN'] });
    expect(server.received).toHaveLength(2);
  });
});

describe.each(WAYS)('wrong content (%s)', (_way, read) => {
  test('one flipped bit is a digest-mismatch', async () => {
    const wrong = Buffer.from(bytes);
    wrong[150_000] = (wrong[150_000] ?? 0) ^ 4;
    const server = await startFaultServer((_request, response) => void response.end(wrong));
    await expect(read(server)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test.each([-1, 1])('a length that is off by %i is a size-mismatch, seen from the head', async (off) => {
    const server = await startFaultServer((_request, response) => {
      response.writeHead(200, { 'content-length': SIZE + off });
      response.write(bytes.subarray(0, 10));
    });
    await expect(read(server)).rejects.toMatchObject({ code: 'size-mismatch' });
    expect(server.received).toHaveLength(1);
  });

  test('an endless body is cut', async () => {
    let sent = 0;
    const server = await startFaultServer((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    await expect(read(server)).rejects.toMatchObject({ code: 'size-mismatch' });
    expect(sent).toBeLessThan(SIZE + 20_000_000);
  });

  test('compressed by somebody on the way is refused by name', async () => {
    const server = await startFaultServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes);
    });
    await expect(read(server)).rejects.toMatchObject({
      code: 'invalid-response',
      message: expect.stringContaining('gzip'),
    });
    expect(server.received[0]?.headers['accept-encoding']).toBe('identity');
  });
});

const patience = { stallTimeoutMs: 150, minimumBytesPerSecond: 10_000, attempts: 2 };

describe.each(WAYS)('time (%s)', (_way, read) => {
  test('a server that goes silent has stalled', async () => {
    const server = await startFaultServer((_request, response) => {
      answerRange(response, 0);
      response.flushHeaders();
    });
    await expect(read(server, blob.descriptor, { patience })).rejects.toMatchObject({ code: 'stalled' });
    expect(server.received).toHaveLength(2);
  });

  test('after a stall it goes on where it was', async () => {
    const server = await startFaultServer((request, response) => {
      const from = firstByte(request.headers.range);
      answerRange(response, from);
      if (request.hit === 1) response.write(bytes.subarray(0, 70_000));
      else response.end(bytes.subarray(from));
    });
    expect(Buffer.compare(await read(server, blob.descriptor, { patience }), bytes)).toBe(0);
    expect(ranges(server)).toEqual([undefined, 'bytes=70000-']);
  });

  test('a trickle has stalled, too', async () => {
    const server = await startFaultServer((request, response) => {
      const from = firstByte(request.headers.range);
      answerRange(response, from);
      let at = from;
      const timer = setInterval(() => response.write(bytes.subarray(at, ++at)), 20);
      response.on('close', () => clearInterval(timer));
    });
    await expect(read(server, blob.descriptor, { patience })).rejects.toMatchObject({ code: 'stalled' });
    expect(server.received).toHaveLength(2);
  });

  test('an abort ends it at once, and the connection is closed', async () => {
    const server = await startFaultServer((_request, response) => {
      answerRange(response, 0);
      response.write(bytes.subarray(0, 1000));
    });
    const stop = new AbortController();
    const reading = read(server, blob.descriptor, {}, stop.signal);
    setTimeout(() => stop.abort(), 50);
    const before = performance.now();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

test('a slow consumer is not blamed on the server', async () => {
  const server = await startFaultServer((_request, response) => {
    answerRange(response, 0);
    response.end(bytes);
  });
  const stream = openClient({ patience }).open(server.host, 'a').readBlob(blob.descriptor, signal);
  let received = 0;
  for await (const chunk of stream) {
    received += chunk.length;
    await sleep(200);
  }
  expect(received).toBe(SIZE);
  expect(server.received).toHaveLength(1);
});

describe('endpoints', () => {
  const serving: Handler = (_request, response) => void response.end(bytes);

  test('are asked first by digest, and spare the registry', async () => {
    const [endpoint, registry] = [await startFaultServer(serving), await startFaultServer(serving)];
    const settingsOf = (host: string) =>
      host === registry.host ? { endpoints: [`${endpoint.url}/cache`] } : {};
    const client = openClient({ settingsOf });
    await collect(client.openSource(registry.host, 'a').readBlob(blob.descriptor, signal));
    expect(endpoint.asked).toEqual([`GET /cache/v2/a/blobs/${blob.descriptor.digest}`]);
    expect(registry.asked).toEqual([]);
  });

  test('prove nothing about a mirror: opened as one, the registry itself answers for its content', async () => {
    const manifest = blobOf(Buffer.from('{}'));
    const endpoint = await startFaultServer((request, response) => {
      response.end(request.url.includes('/blobs/') ? bytes : manifest.bytes);
    });
    const registry = await startFaultServer((_request, response) => answerErrors(response, 404, 'UNKNOWN'));
    const settingsOf = (host: string) => (host === registry.host ? { endpoints: [endpoint.url] } : {});
    const client = openClient({ settingsOf });
    const { digest } = manifest.descriptor;
    const source = client.openSource(registry.host, 'a');
    expect((await source.readManifest(digest, signal)).descriptor.digest).toBe(digest);
    expect(registry.asked).toEqual([]);
    const askedAsSource = endpoint.asked.length;
    const mirror = client.open(registry.host, 'a');
    await expect(mirror.readManifest(digest, signal)).rejects.toMatchObject({ code: 'not-found' });
    await expect(collect(mirror.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await mirror.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
    expect(endpoint.asked).toHaveLength(askedAsSource);
  });

  test('that fail midway are continued at the registry', async () => {
    const endpoint = await startFaultServer(breaking(100_000, 99));
    await sleep(0);
    const gone = await startFaultServer((request, response) => {
      if (request.hit === 1) return breaking(100_000, 1)(request, response);
      answerErrors(response, 404, 'BLOB_UNKNOWN');
    });
    const registry = await startFaultServer(breaking(0, 0));
    const settingsOf = (host: string) => (host === registry.host ? { endpoints: [gone.url] } : {});
    expect(endpoint.received).toEqual([]);
    const content = await collect(
      openClient({ settingsOf }).openSource(registry.host, 'a').readBlob(blob.descriptor, signal),
    );
    expect(Buffer.compare(content, bytes)).toBe(0);
    expect(ranges(registry)).toEqual(['bytes=100000-']);
  });

  test('that serve wrong content are not asked for it again', async () => {
    const endpoint = await startFaultServer((_request, response) => void response.end(Buffer.alloc(SIZE)));
    const registry = await startFaultServer(serving);
    const settingsOf = (host: string) => (host === registry.host ? { endpoints: [endpoint.url] } : {});
    const repository = openClient({ settingsOf }).openSource(registry.host, 'a');
    await expect(collect(repository.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
    expect(Buffer.compare(await collect(repository.readBlob(blob.descriptor, signal)), bytes)).toBe(0);
    expect(endpoint.received).toHaveLength(1);
  });
});

test.each(WAYS)('a blob of no bytes is %s, too', async (_way, read) => {
  const empty = blobOf(Buffer.alloc(0));
  const server = await startFaultServer((_request, response) => void response.end());
  expect((await read(server, empty.descriptor)).length).toBe(0);
});

test('many reads at once stay within the bound', async () => {
  let running = 0;
  let most = 0;
  const server = await startFaultServer(async (_request, response) => {
    most = Math.max(most, ++running);
    await sleep(5);
    running -= 1;
    response.end(bytes);
  });
  const repository = openClient({ settings: { concurrency: 4 } }).open(server.host, 'a');
  await Promise.all(Array.from({ length: 30 }, () => collect(repository.readBlob(blob.descriptor, signal))));
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
});
