/** Connections that read into the same memory over and over, which halves the work of reading. */
import type { OnReadOpts, Socket } from 'node:net';
import { buildConnector } from './undici.ts';

/** Half a megabyte at once: larger reads are hardly faster, smaller ones are slower. Each connection has two of them. */
const READ_BYTES = 512 * 1024;

/**
 * For a pool whose bodies are all taken as they arrive (`tap.ts`): nothing that such a connection has handed out may be
 * looked at later.
 */
export function reusingConnector(options: buildConnector.BuildOptions): buildConnector.connector {
  return (target, callback) => {
    const memory = new SocketMemory();
    const connect = buildConnector({ ...options, onread: memory.onRead });
    connect(target, (...connected) => {
      memory.socket = connected[1];
      callback(...connected);
    });
  };
}

/** What one socket reads into: memory is used again once the socket holds nothing any more that lies in it. */
class SocketMemory {
  /** Null until it is connected; nothing is read before. */
  socket: Socket | null = null;
  readonly onRead: OnReadOpts = {
    buffer: () => this.#current,
    callback: (bytes) => this.#arrived(bytes),
  };
  #current = Buffer.allocUnsafeSlow(READ_BYTES);
  /** Filled before `current`. */
  #previous = Buffer.allocUnsafeSlow(READ_BYTES);

  /** Called for each read, right before `buffer` is asked for where to read to next. False pauses the socket. */
  #arrived(bytes: number): boolean {
    const { socket } = this;
    if (socket === null) return false;
    const chunk = this.#current.subarray(0, bytes);
    const mayReadOn = socket.push(chunk);
    const isPreviousFree = socket.readableLength <= bytes;
    const next = isPreviousFree ? this.#previous : Buffer.allocUnsafeSlow(READ_BYTES);
    this.#previous = this.#current;
    this.#current = next;
    return mayReadOn;
  }
}
