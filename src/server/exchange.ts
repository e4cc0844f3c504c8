/** One request and its answer, as the handlers see them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegistryBackend } from './backend.ts';
import type { RequestFault } from './request-fault.ts';
import type { UploadSessions } from './upload-sessions.ts';

/** What all exchanges of one server share. */
export interface ServerScope {
  readonly backend: RegistryBackend;
  readonly uploads: UploadSessions;
  readonly isWritable: boolean;
  /** Take indexes whose children are not all there. */
  readonly allowsSparse: boolean;
}

export interface Exchange {
  readonly scope: ServerScope;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly query: URLSearchParams;
  /** Fires when the client has gone. */
  readonly signal: AbortSignal;
}

export type Headers = Readonly<Record<string, string | number>>;

/** Answers without a body. */
export function sendEmpty({ response }: Exchange, status: number, headers: Headers): void {
  response.writeHead(status, { ...(status !== 204 && { 'Content-Length': 0 }), ...headers });
  response.end();
}

/** Answers with `body`, or with its headers alone to a HEAD. */
export function sendBytes(
  { response, method }: Exchange,
  status: number,
  body: Uint8Array,
  headers: Headers,
): void {
  response.writeHead(status, { 'Content-Length': body.length, ...headers });
  response.end(method === 'HEAD' ? undefined : body);
}

export function sendJson(exchange: Exchange, status: number, value: unknown, headers: Headers = {}): void {
  const body = Buffer.from(JSON.stringify(value));
  sendBytes(exchange, status, body, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
}

/** The error body of the spec. Once an answer has begun, the connection is broken off instead. */
export function sendFault(exchange: Exchange, fault: RequestFault): void {
  if (exchange.response.headersSent) {
    breakOff(exchange.response);
    return;
  }
  const details: readonly unknown[] = Array.isArray(fault.detail) ? fault.detail : [fault.detail];
  const errors = details.map((detail) => ({
    code: fault.code,
    message: fault.message,
    ...(detail !== null && { detail }),
  }));
  sendJson(exchange, fault.status, { errors }, fault.headers);
}

/** Sends what is written and closes, so that the client sees a body that ends too early. */
export function breakOff(response: ServerResponse): void {
  response.flushHeaders();
  response.socket?.destroySoon();
}
