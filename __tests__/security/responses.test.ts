/** Answers that are made to confuse, to keep us waiting, or to fill the memory: each ends as an error, soon and small. */
import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { MirrorError } from '../../src/errors.ts';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { openClient } from '../stores/registry/client-under-test.ts';
import { startFaultServer, startRawServer } from '../stores/registry/fault-server.ts';
import { ALL_COPIED, APP_FAILED, type Attack, asksFor, EU_FAILED, stage, startAttacker } from './attack.ts';

const TAG = '1' as Tag;
const HURRY = { attempts: 2, headersTimeoutMs: 500, stallTimeoutMs: 500, minimumBytesPerSecond: 1 };
const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.oci.image.manifest.v1+json\r\n';
const A = digestOf(Buffer.from('a'));
const B = digestOf(Buffer.from('b'));

/** Writes `start`, and then `piece` as often and as fast as the peer takes it. */
function pour(socket: Socket, piece: string, start = ''): void {
  socket.write(start);
  const bytes = piece.repeat(Math.ceil(65_536 / piece.length));
  const next = (): void => {
    if (!socket.destroyed) socket.write(bytes, () => setImmediate(next));
  };
  next();
}

/** What reading the manifest of a tag ends with, and what it took. */
async function readingFrom(answer: (socket: Socket) => void) {
  const server = await startRawServer((_head, socket) => answer(socket));
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const client = openClient({ patience: HURRY });
  const end = await client
    .open(server.host, 'app')
    .readManifest(TAG, AbortSignal.timeout(20_000))
    .then(
      ({ bytes }) => `read ${Buffer.from(bytes)}`,
      (error: MirrorError) => error.code,
    );
  await server.stop();
  const [tookMs, grownBytes] = [performance.now() - startedAt, process.memoryUsage().rss - before];
  return { end, isSoon: tookMs < 8000, isSmall: grownBytes < 200e6, requests: server.heads.length };
}

const ended = (...codes: readonly string[]) => ({
  end: expect.stringMatching(new RegExp(`^(?:${codes.join('|')})$`)),
  isSoon: true,
  isSmall: true,
});

describe('smuggled answers: an answer with two lengths is no answer', () => {
  test.each([
    ['two Content-Lengths', 'Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}abc'],
    ['the same Content-Length twice', 'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}'],
    ['a list of Content-Lengths', 'Content-Length: 2, 5\r\n\r\n{}abc'],
    [
      'Transfer-Encoding and Content-Length',
      'Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'Content-Length and Transfer-Encoding',
      'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'Transfer-Encoding that is not understood',
      'Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}',
    ],
    ['a Content-Length below nothing', 'Content-Length: -1\r\n\r\n{}'],
    ['a Content-Length without measure', `Content-Length: ${'9'.repeat(40)}\r\n\r\n{}`],
    ['a Content-Length in hexadecimal', 'Content-Length: 0x2\r\n\r\n{}'],
    ['a header that is folded', 'X-A: b\r\n Content-Length: 9\r\nContent-Length: 2x\r\n\r\n{}'],
    ['a NUL in a header', 'X-A: \u0000\r\nContent-Length: 2\r\n\r\n{}'],
    ['a chunk of unheard-of size', 'Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n{}'],
  ])('%s', async (_name, rest) => {
    const result = await readingFrom((socket) => socket.end(OK + rest));
    expect(result).toMatchObject(ended('unavailable', 'invalid-response', 'stalled'));
    expect(result.requests).toBeLessThanOrEqual(2);
  });
});

describe('endless answers are given up', () => {
  test.each([
    ['headers', (socket: Socket) => pour(socket, 'X-A: aaaaaaaaaaaaaaa\r\n', OK)],
    ['one header', (socket: Socket) => pour(socket, `${OK}X-A: `)],
    ['a status line', (socket: Socket) => pour(socket, 'HTTP/1.1 200 aaaaaaaaaaaaaaa')],
    [
      'trailers',
      (socket: Socket) =>
        pour(socket, 'X-A: b\r\n', `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`),
    ],
    [
      'a chunk extension',
      (socket: Socket) => pour(socket, 'aaaaaaaa', `${OK}Transfer-Encoding: chunked\r\n\r\n2;`),
    ],
    ['a body', (socket: Socket) => pour(socket, '{"a":1}    ', `${OK}\r\n`)],
    ['nothing', () => undefined],
  ])('%s', async (_name, answer) => {
    expect(await readingFrom(answer)).toMatchObject(
      ended('unavailable', 'invalid-response', 'stalled', 'too-large'),
    );
  });

  test.each([
    ['a flood of 102', (socket: Socket) => pour(socket, 'HTTP/1.1 102 Processing\r\n\r\n')],
    [
      'a drip of 103',
      (socket: Socket) => {
        const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'), 50);
        socket.on('close', () => clearInterval(drip));
      },
    ],
    ['one 103', (socket: Socket) => void socket.write('HTTP/1.1 103 Early Hints\r\n\r\n')],
    [
      'an upgrade',
      (socket: Socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'),
    ],
  ])('interim answers are no answer, and do not keep us: %s', async (_name, answer) => {
    expect(await readingFrom(answer)).toMatchObject(ended('unavailable', 'stalled'));
  });

  test('an answer after interim ones counts', async () => {
    const { end } = await readingFrom((socket) => {
      socket.write(
        `HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n${OK}Content-Length: 2\r\n\r\n{}`,
      );
    });
    expect(end).toBe('read {}');
  });

  test.each([
    ['endless', (socket: Socket) => pour(socket, 'no ', 'HTTP/1.1 403 No\r\n\r\n')],
    [
      'trickling',
      (socket: Socket) => {
        socket.write('HTTP/1.1 403 No\r\n\r\n');
        const drip = setInterval(() => socket.write('n'), 100);
        socket.on('close', () => clearInterval(drip));
      },
    ],
  ])('ggcr 2328: an error body: %s', async (_name, answer) => {
    expect(await readingFrom(answer)).toMatchObject(ended('denied'));
  });
});

describe('CVE-2026-48931: an answer that nobody asked for', () => {
  const answer = (digest: Digest) => `${OK}Content-Length: 9\r\nDocker-Content-Digest: ${digest}\r\n\r\n`;

  test.each([
    ['right behind the first', 0],
    ['later, on the idle connection', 40],
  ])('is the answer to no later request: %s', async (_name, delayMs) => {
    const server = await startRawServer((_head, socket, hit) => {
      if (hit > 1) socket.write(answer(A));
      else if (delayMs === 0) socket.write(answer(A) + answer(B));
      else {
        socket.write(answer(A));
        setTimeout(() => socket.write(answer(B)), delayMs);
      }
    });
    const repository = openClient({ patience: HURRY, settings: { concurrency: 1 } }).open(server.host, 'app');
    const signal = AbortSignal.timeout(10_000);
    const first = await repository.resolve(TAG, signal);
    await new Promise((resolve) => setTimeout(resolve, 2 * delayMs + 20));
    const second = await repository.resolve(TAG, signal);
    expect([first?.digest, second?.digest]).toEqual([A, A]);
  });

  test('of one registry is never the answer of another: connections are not shared', async () => {
    const evil = await startRawServer((_head, socket) => void socket.write(answer(B) + answer(B)));
    const good = await startRawServer((_head, socket) => void socket.write(answer(A)));
    const client = openClient({ patience: HURRY });
    const signal = AbortSignal.timeout(10_000);
    await client.open(evil.host, 'app').resolve(TAG, signal);
    expect((await client.open(good.host, 'app').resolve(TAG, signal))?.digest).toBe(A);
  });
});

describe('CVE-2026-22036, ggcr 2296: a compressed answer is not decompressed', () => {
  test.each(['manifests', 'blobs'])('%s', async (what) => {
    const source: Attack = (request, response, loggedIn) => {
      if (!loggedIn || !asksFor(request, what)) return false;
      response.writeHead(200, { 'content-encoding': 'gzip, gzip, gzip, gzip, gzip, gzip' }).end('bomb');
      return true;
    };
    expect((await (await stage({ source })).run('sync')).outcomes).toEqual(APP_FAILED);
  });
});

test('CVE-2022-31151: cookies are never kept, whoever sets them', async () => {
  const cookies: unknown[] = [];
  const look: Attack = ({ headers }) => {
    cookies.push(headers.cookie);
    return false;
  };
  const { run } = await stage({ source: look, mirror: look });
  expect((await run('sync')).outcomes).toEqual(ALL_COPIED);
  await run('verify');
  expect([...new Set(cookies)]).toEqual([undefined]);
});

test('an error detail that nests without end is a failure of the mirror, not of the program', async () => {
  const detail = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  const mirror: Attack = (request, response, loggedIn) => {
    if (!loggedIn || request.method !== 'PUT' || !asksFor(request, 'manifests')) return false;
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(`{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","detail":${detail}}]}`);
    return true;
  };
  const end = await (await stage({ mirror })).run('sync');
  expect(end.outcomes).toEqual(EU_FAILED);
  expect(end.said).not.toContain('unexpected failure');
});

test('a registry cannot fill the log with warnings', async () => {
  const attacker = await startAttacker();
  const source: Attack = (_request, response) => {
    response.setHeader(
      'warning',
      Array.from({ length: 40 }, (_, at) => `299 - "${at} ${attacker.host}${Math.random()}"`),
    );
    return false;
  };
  const { run, host } = await stage({ source });
  await run('sync');
  expect(host.messages('warning').filter((text) => text.includes(attacker.host)).length).toBeLessThanOrEqual(
    20,
  );
  expect(attacker.received).toEqual([]);
});

test('CVE-2026-1525: no request of ours has two lengths', async () => {
  const lengths: string[] = [];
  const look: Attack = ({ rawHeaders, method }) => {
    const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    const given = names.filter((name) => name === 'content-length' || name === 'transfer-encoding');
    if (given.length > 0) lengths.push(`${method} ${given.join()}`);
    return false;
  };
  await (await stage({ source: look, mirror: look })).run('sync');
  expect([...new Set(lengths)].sort()).toEqual(['POST content-length', 'PUT content-length']);
});

test('headers that we send are ours alone, whatever a registry says', async () => {
  const server = await startFaultServer((request, response) => {
    if (request.url === '/moved') response.end('{}');
    else
      response
        .writeHead(307, { location: '/moved', 'x-echo': 'a', 'access-control-allow-headers': '*' })
        .end();
  });
  await openClient().open(server.host, 'app').readManifest(TAG, AbortSignal.timeout(5000));
  const names = new Set(server.received.flatMap(({ headers }) => Object.keys(headers)));
  expect([...names].sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
});
