import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { reusingConnector } from '../../../src/stores/registry/socket-memory.ts';
import { randomBlob } from '../../contract/content.ts';

const { bytes } = randomBlob(3_000_000);
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A connection to a server that sends `bytes` in pieces. */
async function connectToSender(pieceBytes: number): Promise<Socket> {
  const server = createServer(async (far) => {
    far.on('error', () => {});
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      far.write(bytes.subarray(at, at + pieceBytes));
      await sleep(1);
    }
    far.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  reusingConnector({})({ hostname: '127.0.0.1', protocol: 'http:', port: `${port}` }, (error, socket) =>
    socket === null ? reject(error) : resolve(socket),
  );
  const socket = await promise;
  ends.push(
    () => socket.destroy(),
    () => server.close(),
  );
  return socket;
}

test('what has been read at once is written over: two pieces of memory are enough', async () => {
  const socket = await connectToSender(40_000);
  const memories = new Set<unknown>();
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    memories.add(chunk.buffer);
    received.push(Buffer.from(chunk));
  });
  await once(socket, 'end');
  expect(Buffer.compare(Buffer.concat(received), bytes)).toBe(0);
  expect(memories.size).toBeLessThanOrEqual(2);
});

test('what has not been read yet is not written over', async () => {
  const socket = await connectToSender(10_000);
  const received: Buffer[] = [];
  let isOver = false;
  socket.on('end', () => {
    isOver = true;
  });
  socket.on('readable', () => {});
  while (!isOver) {
    await sleep(15); // several pieces come meanwhile
    const chunk: Buffer | null = socket.read();
    if (chunk !== null) received.push(Buffer.from(chunk));
  }
  expect(received.length).toBeGreaterThan(3);
  expect(Buffer.compare(Buffer.concat(received), bytes)).toBe(0);
});

test('a connection that cannot be made is told', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  const failed = new Promise((resolve) => {
    const target = { hostname: '127.0.0.1', protocol: 'http:', port: `${port}` };
    reusingConnector({})(target, (...[error]) => resolve(error));
  });
  expect(await failed).toMatchObject({ code: 'ECONNREFUSED' });
});
