/** A registry over HTTP: the pull and push parts of the OCI distribution spec on any backend. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { MirrorError } from '../errors.ts';
import type { RegistryBackend } from './backend.ts';
import { answerRequest } from './dispatch.ts';
import { type Exchange, type ServerScope, sendFault } from './exchange.ts';
import { toRequestFault } from './request-fault.ts';
import { UploadSessions } from './upload-sessions.ts';

export interface RegistryServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Take pushes; default false: they get 405 UNSUPPORTED. */
  readonly writable?: boolean;
  /** Take indexes whose children are not all there; default false. */
  readonly sparse?: boolean;
  /** Told of every request when its answer is over. */
  readonly onRequest?: (record: RequestRecord) => void;
  /** Sees every request first; true: it has answered, or will. For tests that need a registry with faults. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
}

export interface RequestRecord {
  readonly method: string;
  /** As sent, with query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly status: number;
}

export interface RegistryServer {
  /** `http://127.0.0.1:5000` */
  readonly url: string;
  /** As it stands in references: an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** Breaks off what is in flight and gives open uploads up. */
  close(): Promise<void>;
}

/** Idle connections live longer than those of common clients, so that it is the client who closes them. */
const KEEP_ALIVE_MS = 75_000;

/** Starts a registry on `backend`. Throws `input` when it cannot listen there. */
export async function createRegistryServer(
  backend: RegistryBackend,
  options: RegistryServerOptions = {},
): Promise<RegistryServer> {
  const scope: ServerScope = {
    backend,
    uploads: new UploadSessions(backend),
    isWritable: options.writable ?? false,
    allowsSparse: options.sparse ?? false,
  };
  const server = createServer((request, response) => {
    report(request, response, options);
    void answer(scope, request, response, options);
  });
  server.requestTimeout = 0; // a large upload over a slow line is no attack
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const address = await listen(server, options.host ?? '127.0.0.1', options.port ?? 0);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const close = async (): Promise<void> => {
    await stop(server);
    await scope.uploads.endAll();
  };
  return { url: `http://${host}:${address.port}`, host, port: address.port, close };
}

async function answer(
  scope: ServerScope,
  request: IncomingMessage,
  response: ServerResponse,
  options: RegistryServerOptions,
): Promise<void> {
  const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
  const exchange: Exchange = {
    scope,
    request,
    response,
    method: request.method ?? 'GET',
    query: new URLSearchParams(query),
    signal: goneSignal(response),
  };
  response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  try {
    if (await options.intercept?.(request, response)) return;
    await answerRequest(exchange, path);
  } catch (error) {
    sendFault(exchange, toRequestFault(error));
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

function report(
  request: IncomingMessage,
  response: ServerResponse,
  { onRequest }: RegistryServerOptions,
): void {
  if (onRequest === undefined) return;
  let isReported = false;
  const once = (): void => {
    if (isReported) return;
    isReported = true;
    const { method = '', url: path = '', headers } = request;
    onRequest({ method, path, headers, status: response.statusCode });
  };
  response.once('finish', once);
  response.once('close', once);
}

async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(host, port, error)));
    server.listen({ host, port }, resolve);
  });
  return server.address() as AddressInfo;
}

function cannotListen(host: string, port: number, error: Error): MirrorError {
  const code = 'code' in error ? String(error.code) : error.message;
  return new MirrorError('input', `cannot listen on ${host}:${port}: ${code}`, {
    fix: 'choose another HOST:PORT, or port 0 for any free one',
    cause: error,
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
