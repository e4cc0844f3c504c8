/** HTTP servers on 127.0.0.1 that misbehave as told, and remember what they were asked. Stopped after each test file. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createNetServer,
  type Server,
  type Socket,
} from 'node:net';
import { afterAll } from '@jest/globals';

export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Numbers the connections of the server. */
  readonly connection: number;
}

export interface FaultServer {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly url: string;
  readonly port: number;
  /** In order of arrival; entries of requests whose body is still coming are not in yet. */
  readonly received: readonly Received[];
  /** The received requests as `METHOD /path`, without query. */
  readonly asked: readonly string[];
  connections(): number;
  /** Connections that are open now. */
  open(): number;
  stop(): Promise<void>;
}

/** Answers one request; `hit` counts the requests with this method and path from 1. */
export type Handler = (
  request: Received & { readonly hit: number },
  response: ServerResponse,
) => void | Promise<void>;

export interface FaultServerOptions {
  /** Called before the body is read; true: the request is dealt with. */
  readonly onHead?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly address?: string;
}

const started = new Set<{ readonly server: Server; readonly sockets: Set<Socket> }>();

afterAll(async () => {
  for (const each of started) await stopServer(each);
});

async function stopServer(each: { readonly server: Server; readonly sockets: Set<Socket> }): Promise<void> {
  started.delete(each);
  for (const socket of each.sockets) socket.destroy();
  await new Promise((resolve) => each.server.close(resolve));
}

export async function startFaultServer(
  handler: Handler,
  options: FaultServerOptions = {},
): Promise<FaultServer> {
  const received: Received[] = [];
  const hits = new Map<string, number>();
  const numbers = new WeakMap<Socket, number>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    response.on('error', () => {});
    request.on('error', () => {});
    if (options.onHead?.(request, response) === true) return;
    void readBody(request).then((body) => {
      const { method = '', url = '', headers, socket } = request;
      const entry = { method, url, headers, body, connection: numbers.get(socket) ?? 0 };
      received.push(entry);
      const key = `${method} ${pathOf(url)}`;
      const hit = (hits.get(key) ?? 0) + 1;
      hits.set(key, hit);
      void handler({ ...entry, hit }, response);
    });
  });
  let connections = 0;
  let open = 0;
  server.on('connection', (socket: Socket) => {
    numbers.set(socket, ++connections);
    open += 1;
    socket.on('close', () => {
      open -= 1;
    });
  });
  const { port, stop } = await listen(server, options.address);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    port,
    url: `http://${host}`,
    received,
    get asked() {
      return received.map(({ method, url }) => `${method} ${pathOf(url)}`);
    },
    connections: () => connections,
    open: () => open,
    stop,
  };
}

/** A server that is given the bare socket once the head of the first request has come. */
export async function startRawServer(
  onRequest: (head: string, socket: Socket, hit: number) => void,
): Promise<{ readonly host: string; readonly heads: readonly string[]; stop(): Promise<void> }> {
  const heads: string[] = [];
  const server = createNetServer((socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end);
        text = text.slice(end + 4);
        heads.push(head);
        onRequest(head, socket, heads.length);
      }
    });
  });
  const { port, stop } = await listen(server);
  return { host: `127.0.0.1:${port}`, heads, stop };
}

/** An HTTP proxy that connects every tunnel to the local port that `portFor` names. Returns its `HOST:PORT`. */
export async function startTunnel(portFor: (target: string) => number): Promise<string> {
  const server = createServer();
  server.on('connect', (request, near: Socket) => {
    const far = connect(portFor(request.url ?? ''), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    far.on('error', () => near.destroy());
    near.on('error', () => far.destroy());
    near.on('close', () => far.destroy());
  });
  return `127.0.0.1:${(await listen(server)).port}`;
}

async function listen(
  server: Server,
  address = '127.0.0.1',
): Promise<{ port: number; stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const each = { server, sockets };
  started.add(each);
  return { port: (server.address() as AddressInfo).port, stop: () => stopServer(each) };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // the client broke off; what came so far is what was received
  }
  return Buffer.concat(chunks);
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}

/** The query of a received request. */
export function queryOf({ url }: Received): URLSearchParams {
  return new URL(url, 'http://x').searchParams;
}

/** Answers with an error body of the distribution spec. */
export function answerErrors(response: ServerResponse, status: number, code: string, message = ''): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}
