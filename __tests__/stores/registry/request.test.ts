/** Waiting, retrying and giving up. */
import { describe, expect, test } from '@jest/globals';
import type { Tag } from '../../../src/oci/reference.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type Handler, startFaultServer, startRawServer } from './fault-server.ts';

const signal = new AbortController().signal;
const V1 = 'v1' as Tag;
const DIGEST = `sha256:${'a'.repeat(64)}`;

const found: Handler = (_request, response) =>
  void response.writeHead(200, { 'docker-content-digest': DIGEST, 'content-length': 5 }).end();

/** Answers `fault` to the first `times` requests. */
const failing =
  (times: number, fault: Handler): Handler =>
  (request, response) =>
    request.hit <= times ? fault(request, response) : found(request, response);

describe('retries', () => {
  test.each([408, 425, 429, 499, 500, 502, 503, 504, 520, 524])('%i is tried again', async (status) => {
    const server = await startFaultServer(
      failing(2, (_request, response) => void response.writeHead(status).end()),
    );
    const client = openClient();
    expect(await client.open(server.host, 'a').resolve(V1, signal)).not.toBeNull();
    expect(client.traffic).toMatchObject({ requests: 3, retries: 2 });
  });

  test.each([400, 403, 405, 410, 413, 415, 418])('%i is not', async (status) => {
    const server = await startFaultServer((_request, response) => void response.writeHead(status).end());
    await expect(openClient().open(server.host, 'a').tags(signal)).rejects.toMatchObject({ status });
    expect(server.received).toHaveLength(1);
  });

  test('end after the attempts, with what was last said', async () => {
    const server = await startFaultServer((_request, response) =>
      answerErrors(response, 503, 'UNAVAILABLE', 'full'),
    );
    await expect(openClient().open(server.host, 'a').tags(signal)).rejects.toMatchObject({
      code: 'unavailable',
      status: 503,
      message: expect.stringContaining('full'),
    });
    expect(server.received).toHaveLength(4);
  });

  test('nobody there is found out soon', async () => {
    const server = await startFaultServer(found);
    await server.stop();
    const client = openClient();
    await expect(client.open(server.host, 'a').resolve(V1, signal)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(new RegExp(`${server.host}.*ECONNREFUSED`)),
    });
    expect(client.traffic.requests).toBe(3);
  });

  test('a name that is none', async () => {
    const client = openClient();
    await expect(client.open('nothing.invalid:5000', 'a').resolve(V1, signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('what is not HTTP is a broken answer', async () => {
    const server = await startRawServer((_head, socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'));
    await expect(openClient().open(server.host, 'a').tags(signal)).rejects.toMatchObject({
      code: 'invalid-response',
    });
    expect(server.heads.length).toBeLessThanOrEqual(2);
  });

  test('no answer in time is tried again', async () => {
    const bytes = Buffer.from('{"schemaVersion":2}');
    const server = await startFaultServer((request, response) => {
      if (request.hit > 1) response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    });
    const repository = openClient({ patience: { headersTimeoutMs: 100 } }).open(server.host, 'a');
    expect(Buffer.from((await repository.readManifest(V1, signal)).bytes)).toEqual(bytes);
    expect(server.asked).toEqual(['GET /v2/a/manifests/v1', 'GET /v2/a/manifests/v1']);
  });

  test('no answer in time to a look-up is final: a registry that hangs must not keep others waiting', async () => {
    const server = await startFaultServer(failing(1, () => {}));
    const repository = openClient({ patience: { headersTimeoutMs: 100 } }).open(server.host, 'a');
    await expect(repository.resolve(V1, signal)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('no answer in time to one look-up among others is tried again: one answer was lost', async () => {
    const server = await startFaultServer((request, response) => {
      if (request.hit > 1 || !request.url.endsWith('/lost')) found(request, response);
    });
    const client = openClient({ patience: { headersTimeoutMs: 500 } });
    await client.open(server.host, 'a').resolve(V1, signal);
    expect(await client.open(server.host, 'b').resolve('lost' as Tag, signal)).not.toBeNull();
    expect(server.asked).toEqual([
      'HEAD /v2/a/manifests/v1',
      'HEAD /v2/b/manifests/lost',
      'HEAD /v2/b/manifests/lost',
    ]);
  });

  test('a registry that falls silent is asked for each look-up twice at most', async () => {
    let isSilent = false;
    const server = await startFaultServer((request, response) => {
      if (!isSilent) found(request, response);
    });
    const repository = openClient({ patience: { headersTimeoutMs: 100 } }).open(server.host, 'a');
    await repository.resolve(V1, signal);
    isSilent = true;
    await expect(repository.resolve(V1, signal)).rejects.toMatchObject({ code: 'unavailable' });
    const asked = server.asked.length;
    expect(asked).toBeLessThanOrEqual(1 + 2);
    await expect(repository.resolve(V1, signal)).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.asked.length - asked).toBeLessThanOrEqual(2);
  });

  test('a kept connection that was closed meanwhile does no harm', async () => {
    const server = await startFaultServer((request, response) => {
      found(request, response);
      response.on('finish', () => setImmediate(() => request.hit % 3 === 0 && response.socket?.destroy()));
    });
    const repository = openClient().open(server.host, 'a');
    for (let round = 0; round < 20; round += 1) expect(await repository.resolve(V1, signal)).not.toBeNull();
  });
});

describe('Retry-After', () => {
  const asking = async (value: string, status = 429) => {
    const server = await startFaultServer(
      failing(1, (_request, response) => void response.writeHead(status, { 'retry-after': value }).end()),
    );
    const repository = openClient().open(server.host, 'a');
    const before = performance.now();
    await repository.resolve(V1, signal);
    return performance.now() - before;
  };

  test('in seconds is waited for', async () => {
    expect(await asking('1')).toBeGreaterThanOrEqual(990);
    expect(await asking('1', 503)).toBeGreaterThanOrEqual(990);
  });

  test('as a date is waited for', async () => {
    const waited = await asking(new Date(Date.now() + 2000).toUTCString());
    expect(waited).toBeGreaterThanOrEqual(900);
    expect(waited).toBeLessThan(3000);
  });

  test.each(['Wed, 21 Oct 2015 07:28:00 GMT', 'garbage', '0'])('%s is an ordinary retry', async (value) => {
    expect(await asking(value)).toBeLessThan(900);
  });

  test('holds back all requests to the host, not to others', async () => {
    const times: number[] = [];
    const server = await startFaultServer((request, response) => {
      times.push(performance.now());
      if (times.length === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else found(request, response);
    });
    const other = await startFaultServer(found);
    const client = openClient();
    const first = client.open(server.host, 'a').resolve(V1, signal);
    while (times.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const before = performance.now();
    await client.open(other.host, 'a').resolve(V1, signal);
    expect(performance.now() - before).toBeLessThan(500);
    await Promise.all([first, client.open(server.host, 'b').resolve(V1, signal)]);
    const [limited = 0, ...later] = times;
    for (const time of later) expect(time - limited).toBeGreaterThanOrEqual(950);
  });

  test('beyond all patience fails at once, names the time, and spares the host further requests', async () => {
    const server = await startFaultServer(
      (_request, response) => void response.writeHead(429, { 'retry-after': '86400' }).end(),
    );
    const repository = openClient().open(server.host, 'a');
    const before = performance.now();
    for (let round = 0; round < 3; round += 1) {
      await expect(repository.resolve(V1, signal)).rejects.toMatchObject({
        code: 'rate-limited',
        message: expect.stringContaining(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)),
      });
    }
    expect(performance.now() - before).toBeLessThan(1000);
    expect(server.received).toHaveLength(1);
  });
});

describe('an abort', () => {
  test.each<[string, Handler, object]>([
    ['while waiting for the answer', () => {}, {}],
    [
      'during a backoff',
      (_request, response) => void response.writeHead(503).end(),
      { backoffBaseMs: 60_000, backoffCapMs: 60_000 },
    ],
    [
      'while the host asks to wait',
      (_request, response) => void response.writeHead(429, { 'retry-after': '4' }).end(),
      {},
    ],
  ])('%s ends it at once', async (_name, handler, patience) => {
    const server = await startFaultServer(handler);
    const stop = new AbortController();
    const asked = openClient({ patience }).open(server.host, 'a').resolve(V1, stop.signal);
    const before = performance.now();
    setTimeout(() => stop.abort(), 60);
    await expect(asked).rejects.toMatchObject({ code: 'aborted' });
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('while connecting ends it at once', async () => {
    const stop = new AbortController();
    const client = openClient({ patience: { connectTimeoutMs: 60_000 } });
    const asked = client
      .open('192.0.2.1:5000', 'a')
      .resolve(V1, stop.signal)
      .catch((error: unknown) => error);
    const before = performance.now();
    setTimeout(() => stop.abort(), 30);
    await asked;
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('leaves nobody else waiting', async () => {
    const server = await startFaultServer(
      (request, response) => void setTimeout(() => found(request, response), 50),
    );
    const repository = openClient({ settings: { concurrency: 1 } }).open(server.host, 'a');
    const stop = new AbortController();
    const first = repository.resolve(V1, stop.signal);
    const second = repository.resolve(V1, signal);
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await second).not.toBeNull();
  });
});

test('warnings of the registry are passed on once', async () => {
  const server = await startFaultServer((_request, response) => {
    response.writeHead(404, { warning: '299 - "this registry\u0009will close"' }).end();
  });
  const client = openClient();
  for (let round = 0; round < 3; round += 1) await client.open(server.host, 'a').tags(signal);
  expect(client.warnings).toEqual([`${server.host} says: this registry will close`]);
});

test('an error body without end is cut', async () => {
  const server = await startFaultServer((_request, response) => {
    response.writeHead(403);
    response.on('drain', () => response.write(Buffer.alloc(65_536, 'x')));
    response.write(Buffer.alloc(262_144, 'x'));
  });
  await expect(openClient().open(server.host, 'a').tags(signal)).rejects.toMatchObject({ code: 'denied' });
});

test('an error body that does not end is not waited for', async () => {
  const server = await startFaultServer((_request, response) => {
    response.writeHead(403, { 'content-length': 5000 }).write('{"errors":');
  });
  const before = performance.now();
  await expect(
    openClient({ patience: { stallTimeoutMs: 60_000 } })
      .open(server.host, 'a')
      .tags(signal),
  ).rejects.toMatchObject({
    code: 'denied',
  });
  expect(performance.now() - before).toBeLessThan(3000);
});
