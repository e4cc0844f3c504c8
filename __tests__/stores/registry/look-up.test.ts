/** HEAD requests against real sockets: what they give, that they keep their connection, and how they are broken off. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { Agent } from 'undici';
import { lookUp } from '../../../src/stores/registry/look-up.ts';

const agents: Agent[] = [];
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.destroy()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Listening {
  readonly url: URL;
  connections(): number;
  dropped(): number;
}

async function listen(answer: RequestListener): Promise<Listening> {
  let [connections, dropped] = [0, 0];
  const server = createServer(answer);
  server.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => {
      dropped += 1;
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const url = new URL(`http://127.0.0.1:${port}/v2/app/manifests/v1?x=1`);
  return { url, connections: () => connections, dropped: () => dropped };
}

function ask(url: URL, signal: AbortSignal, answerTimeoutMs = 10_000) {
  const dispatcher = agents[0] ?? new Agent({ pipelining: 1, connections: 1 });
  if (agents.length === 0) agents.push(dispatcher);
  return lookUp({ dispatcher, url, headers: { accept: 'a/b' }, answerTimeoutMs }, signal);
}

const { signal } = new AbortController();

test('give status and headers, one after the other over one connection', async () => {
  const seen: string[] = [];
  const server = await listen((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.accept}`);
    response.writeHead(200, { 'content-length': 1234, 'x-digest': 'abc', 'x-line': ['one', 'two'] }).end();
  });
  for (let round = 0; round < 3; round += 1) {
    const { statusCode, headers } = await ask(server.url, signal);
    expect([statusCode, headers['content-length'], headers['x-digest']]).toEqual([200, '1234', 'abc']);
    expect(headers['x-line']).toEqual(['one', 'two']);
  }
  expect(seen).toEqual(Array(3).fill('HEAD /v2/app/manifests/v1?x=1 a/b'));
  expect(server.connections()).toBe(1);
});

test('wait for the answer that counts where others only announce it', async () => {
  const server = await listen((_request, response) => {
    response.writeEarlyHints({ link: '</a>; rel=preload' }, () => response.writeHead(404).end());
  });
  expect((await ask(server.url, signal)).statusCode).toBe(404);
});

test('are broken off by the signal, with their connection', async () => {
  const controller = new AbortController();
  const server = await listen(() => controller.abort('stop'));
  await expect(ask(server.url, controller.signal)).rejects.toMatchObject({ code: 'aborted' });
  for (let turn = 0; turn < 200 && server.dropped() === 0; turn += 1) await new Promise(setImmediate);
  expect(server.dropped()).toBe(1);
});

test('that wait for a connection are broken off too, and are never sent', async () => {
  const answers: (() => void)[] = [];
  const server = await listen((_request, response) => answers.push(() => response.end()));
  const first = ask(server.url, signal);
  const controller = new AbortController();
  const second = ask(server.url, controller.signal);
  controller.abort();
  await expect(second).rejects.toMatchObject({ code: 'aborted' });
  while (answers.length === 0) await new Promise(setImmediate);
  answers[0]?.();
  expect((await first).statusCode).toBe(200);
  await new Promise((done) => setTimeout(done, 50));
  expect(answers).toHaveLength(1);
});

test('are not sent under a signal that has fired', async () => {
  const server = await listen((_request, response) => response.end());
  await expect(ask(server.url, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  expect(server.connections()).toBe(0);
});

test('end with what the HTTP library says when no answer comes, and when the connection breaks', async () => {
  const silent = await listen(() => undefined);
  await expect(ask(silent.url, signal, 1_100)).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
  const rude = await listen((request) => request.socket.destroy());
  await expect(ask(rude.url, signal)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});
