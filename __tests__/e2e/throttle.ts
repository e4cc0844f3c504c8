/** A TCP proxy that lets through only so many bytes per second, or none: a slow network in front of a registry. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SlowProxy {
  readonly port: number;
  /** Bytes that clients have sent so far. */
  sentBytes(): number;
  close(): Promise<void>;
}

/** What clients send to `port` passes at `bytesPerSecond` per connection; answers pass at once. */
export async function startSlowProxy(port: number, bytesPerSecond: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>();
  let sentBytes = 0;
  const count = (bytes: number): void => {
    sentBytes += bytes;
  };
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(throttle(bytesPerSecond, count)).pipe(upstream);
    upstream.pipe(client);
  });
  return {
    port: await listen(server),
    sentBytes: () => sentBytes,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function throttle(bytesPerSecond: number, count: (bytes: number) => void): Transform {
  return new Transform({
    highWaterMark: 64 * 1024,
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      count(chunk.length);
      void sleep((chunk.length / bytesPerSecond) * 1000, undefined, { ref: false }).then(() =>
        done(null, chunk),
      );
    },
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return address.port;
}
