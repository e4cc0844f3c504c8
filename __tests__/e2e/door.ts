/** A TCP door in front of a server, which a test opens and closes: the port stays taken all the time, so nobody else gets it. */
import { connect, createServer, type Socket } from 'node:net';

export interface Door {
  readonly port: number;
  /** Connections that were reset because the door was closed. */
  refused(): number;
  /** From now on connections reach the server. */
  open(): void;
  /** From now on connections are reset, those that are there as well. */
  close(): void;
  /** Gives the port back. */
  remove(): Promise<void>;
}

/** A door to `port` on 127.0.0.1, closed at first. */
export async function startDoor(port: number): Promise<Door> {
  const sockets = new Set<Socket>();
  let isOpen = false;
  let refused = 0;
  const resetAll = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const server = createServer((client) => {
    client.on('error', () => undefined);
    if (!isOpen) {
      refused += 1;
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    sockets.add(client);
    upstream.on('error', () => undefined);
    upstream.on('close', () => client.destroy());
    client.on('close', () => {
      sockets.delete(client);
      upstream.destroy();
    });
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    port: address.port,
    refused: () => refused,
    open: () => {
      isOpen = true;
    },
    close: () => {
      isOpen = false;
      resetAll();
    },
    remove: async () => {
      resetAll();
      await new Promise((closed) => server.close(closed));
    },
  };
}
