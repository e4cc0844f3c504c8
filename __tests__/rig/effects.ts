/** What can go wrong with one request: the vocabulary of fault cases. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Effect, Exchange, Truth } from './fault-layer.ts';

export interface AnswerOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: an error body of the spec with this code. */
  readonly body?: string | Uint8Array;
  readonly code?: string;
  readonly message?: string;
}

/** Another answer than the registry's, which is not asked. */
export function answer(status: number, options: AnswerOptions = {}): Effect {
  return ({ request, response, method }) => {
    request.resume();
    const { headers = {}, code = 'UNKNOWN', message = 'as the test wants it' } = options;
    const body = Buffer.from(options.body ?? JSON.stringify({ errors: [{ code, message }] }));
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': body.length,
      ...headers,
    });
    response.end(method === 'HEAD' ? undefined : body);
    return true;
  };
}

/** An answer with a `Retry-After`. */
export function busy(retryAfter: string, status = 429): Effect {
  return answer(status, { code: 'TOOMANYREQUESTS', headers: { 'retry-after': retryAfter } });
}

export function redirect(to: string, status = 307): Effect {
  return answer(status, { headers: { location: to } });
}

/** No answer, ever. */
export function hang(): Effect {
  return ({ request }) => {
    request.resume();
    return true;
  };
}

/** The registry's answer, otherwise told. */
export function lie(change: (truth: Truth, exchange: Exchange) => Partial<Truth>): Effect {
  return async (exchange) => {
    const truth = await exchange.truth();
    const { status, headers, body } = { ...truth, ...change(truth, exchange) };
    exchange.response.writeHead(status, headers);
    exchange.response.end(exchange.method === 'HEAD' ? undefined : body);
    return true;
  };
}

/** The registry's answer with these headers; '' leaves one out. */
export function headers(changed: Readonly<Record<string, string>>): Effect {
  return lie((truth) => ({
    headers: Object.fromEntries(
      Object.entries({ ...truth.headers, ...changed }).filter(([, value]) => value !== ''),
    ),
  }));
}

/** The registry's answer with one bit of its body flipped. */
export function flipBit(): Effect {
  return lie(({ body }) => {
    const flipped = Buffer.from(body);
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
    return { body: flipped };
  });
}

/** Does something first, and leaves the request to the registry. */
export function first(action: () => void | Promise<void>): Effect {
  return async () => {
    await action();
    return false;
  };
}

/** Has the registry do it, does something more, and only then answers. */
export function then(action: () => void | Promise<void>): Effect {
  return async (exchange) => {
    const { status, headers: told, body } = await exchange.truth();
    await action();
    exchange.response.writeHead(status, told);
    exchange.response.end(exchange.method === 'HEAD' ? undefined : body);
    return true;
  };
}

export interface After {
  /** Bytes of the body that pass before; 0. */
  readonly after?: number;
}

/** A TCP reset: before anything is answered, or after so many bytes of the body. */
export function reset({ after }: After = {}): Effect {
  return after === undefined
    ? ({ response }) => destroy(response)
    : broken(after, ({ socket }) => onceQuiet(() => socket.resetAndDestroy()));
}

/** A TCP reset after so many bytes of what the client sends. */
export function resetReceiving({ after = 0 }: After = {}): Effect {
  return async ({ request, response }) => {
    await received(request, after);
    return destroy(response);
  };
}

/** The registry carries it out; the answer is lost in a reset. */
export function loseAnswer(): Effect {
  return async (exchange) => {
    await exchange.truth();
    return destroy(exchange.response);
  };
}

/** The connection is closed in order, too early for the length that was announced. */
export function cut({ after = 0 }: After = {}): Effect {
  return broken(after, ({ socket }) => socket.end());
}

/** No length is announced, and the body ends where the connection does: too early, or where it should. */
export function closeDelimited({ after = Number.POSITIVE_INFINITY }: After = {}): Effect {
  return broken(after, ({ socket }) => socket.end(), { 'content-length': '', connection: 'close' });
}

/** So many bytes more than there are, announced or not; Infinity: without end, as fast as they are taken. */
export function tooLong(extraBytes: number, { announced = false } = {}): Effect {
  return async (exchange) => {
    const { status, headers: told, body } = await exchange.truth();
    const { 'content-length': length, ...others } = told;
    const announcement = announced ? { 'content-length': `${Number(length) + extraBytes}` } : {};
    exchange.response.writeHead(status, { ...others, ...announcement });
    exchange.response.write(body);
    writeMore(exchange.response, extraBytes);
    return true;
  };
}

/** After so many bytes nothing comes any more, and the connection stays. */
export function stall({ after = 0 }: After = {}): Effect {
  return broken(after, () => undefined);
}

/** After so many bytes the body comes one byte every so many milliseconds (of the test's clock). */
export function trickle({ after = 0, everyMs = 1000 }: After & { readonly everyMs?: number } = {}): Effect {
  return broken(after, ({ socket, rest }) => {
    let at = 0;
    const timer = setInterval(() => {
      if (socket.destroyed || at >= rest.length) clearInterval(timer);
      else socket.write(rest.subarray(at, ++at));
    }, everyMs);
    socket.on('close', () => clearInterval(timer));
  });
}

/** The request is taken piece by piece, with a pause after each (of the test's clock), and then carried out. */
export function takeSlowly({ pieceBytes = 64 * 1024, everyMs = 1000 } = {}): Effect {
  return async (exchange) => {
    const { request, response } = exchange;
    const pieces: Buffer[] = [];
    let left = pieceBytes;
    for await (const piece of request as AsyncIterable<Buffer>) {
      pieces.push(piece);
      left -= piece.length;
      if (left > 0) continue;
      left = pieceBytes;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    const { status, headers: told, body } = await exchange.truth(Buffer.concat(pieces));
    response.writeHead(status, told).end(body);
    return true;
  };
}

interface Broken {
  readonly socket: Socket;
  /** What of the body was not sent. */
  readonly rest: Buffer;
}

/** Sends the head of the registry's answer and `after` bytes of its body, byte by byte as they are, then calls `end`. */
function broken(after: number, end: (broken: Broken) => void, changed: Record<string, string> = {}): Effect {
  return async (exchange) => {
    const truth = await exchange.truth();
    const { socket } = exchange.response;
    if (socket === null) return true;
    const sent = Math.min(after, truth.body.length);
    const head = headText(truth, changed);
    socket.write(Buffer.concat([Buffer.from(head), truth.body.subarray(0, sent)]), () => {
      end({ socket, rest: truth.body.subarray(sent) });
    });
    return true;
  };
}

/** A reset takes along what the other side has not read yet: by the test's clock, it has read all of it a millisecond later. */
function onceQuiet(action: () => void): void {
  setTimeout(action, 1);
}

function headText({ status, headers: told }: Truth, changed: Record<string, string>): string {
  const lines = Object.entries({ ...told, ...changed })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} As it is\r\n${lines.join('')}\r\n`;
}

function writeMore(response: ServerResponse, extraBytes: number): void {
  const piece = Buffer.alloc(Math.min(64 * 1024, extraBytes), 0x2e);
  let left = extraBytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(left < 0 ? piece.subarray(0, piece.length + left) : piece)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}

async function received(request: IncomingMessage, bytes: number): Promise<void> {
  let left = bytes;
  for await (const piece of request as AsyncIterable<Buffer>) {
    left -= piece.length;
    if (left <= 0) break;
  }
}

function destroy({ socket }: ServerResponse): true {
  socket?.resetAndDestroy();
  return true;
}
