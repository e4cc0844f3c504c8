/** One HTTP request on the wire, and its answer. No retries, no redirects, no credentials of its own. */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { pacedChunks, wholeBody } from './body.ts';
import type { Errand } from './errand.ts';
import { InterimWatch } from './interim-answers.ts';
import { type LookUpAnswer, lookUp } from './look-up.ts';
import { networkError } from './network-errors.ts';
import { type Outgoing, watchedBody } from './outgoing.ts';
import type { PatienceOptions } from './settings.ts';
import { type Tap, tapped } from './tap.ts';
import { linkedController, orAborted } from './waiting.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface WireRequest {
  readonly dispatcher: Dispatcher;
  readonly url: URL;
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | Outgoing | null;
  /** Takes the body of the answer as it arrives. */
  readonly tap?: Tap | undefined;
  readonly errand: Errand;
  readonly patience: PatienceOptions;
  /** Longest wait for the head of the answer to a request without a streamed body. */
  readonly answerTimeoutMs: number;
  /** Bytes of streamed bodies that have left. */
  readonly onSent: (bytes: number) => void;
  /** Called once, when the answer has been read, dropped, or did not come. */
  readonly onDone: () => void;
}

export interface Answer {
  readonly status: number;
  readonly url: URL;
  /** A header's value, the first where several lines came. */
  header(name: string): string | undefined;
  /** All lines of a header. */
  lines(name: string): readonly string[];
  /** The body as it comes; read it once, or call `discard`. Throws MirrorError `stalled`, `unavailable`, `aborted`. */
  chunks(): AsyncGenerator<Uint8Array, void, void>;
  /** The whole body; throws `too-large` beyond `limitBytes`. */
  bytes(limitBytes: number): Promise<Uint8Array>;
  /** What an error answer says: at most 64 KiB of it, and only what comes soon. Never throws. */
  errorText(): Promise<string>;
  /** Lets go of the body: short ones are read, so that the connection can be used again. Never throws. */
  discard(): Promise<void>;
  /** Calls `action` once the answer has been read or dropped; at once if it already has. */
  whenDone(action: () => void): void;
}

/** Bodies up to this size are read to keep the connection, larger ones cost it. */
const SHORT_BODY_BYTES = 64 * 1024;
const SHORT_BODY_TIMEOUT_MS = 1000;

/** Sends `request`; the signal also ends reading the answer. Throws MirrorError only. */
export async function sendRequest(request: WireRequest, signal: AbortSignal): Promise<Answer> {
  return request.method === 'HEAD' ? sendLookUp(request, signal) : sendWithBody(request, signal);
}

async function sendLookUp(request: WireRequest, signal: AbortSignal): Promise<Answer> {
  try {
    return bareAnswer(await lookUp(request, signal), request.url);
  } catch (error) {
    throw networkError(error, request.url, request.errand);
  } finally {
    request.onDone();
  }
}

/** An answer that has come whole. */
function bareAnswer({ statusCode, headers }: LookUpAnswer, url: URL): Answer {
  const lines = linesOf(headers);
  return {
    status: statusCode,
    url,
    header: (name) => lines(name)[0],
    lines,
    async *chunks() {},
    bytes: async () => new Uint8Array(0),
    errorText: async () => '',
    discard: async () => {},
    whenDone: (action) => action(),
  };
}

function linesOf(headers: LookUpAnswer['headers']): (name: string) => readonly string[] {
  return (name) => {
    const value = headers[name];
    return value === undefined ? [] : typeof value === 'string' ? [value] : value;
  };
}

async function sendWithBody(request: WireRequest, signal: AbortSignal): Promise<Answer> {
  const { controller, unlink } = linkedController(signal);
  const done = new Completion();
  done.after(unlink);
  done.after(request.onDone);
  const outgoing = watchOutgoing(request, controller);
  const interim = watchInterim(request, controller);
  const response = dispatch(request, outgoing?.chunks ?? null, { signal: controller.signal, interim });
  try {
    return createAnswer(await orAborted(response, controller.signal), request, done);
  } catch (error) {
    response.then(
      ({ body }) => drop(body),
      () => {},
    ); // an answer may still come after an abort
    done.complete();
    throw networkError(error, request.url, request.errand);
  } finally {
    outgoing?.stop();
    interim.stop();
  }
}

function watchOutgoing({ body, patience, url, onSent }: WireRequest, controller: AbortController) {
  if (!isOutgoing(body)) return null;
  return watchedBody(body, { patience, peer: url.host, giveUp: (error) => controller.abort(error), onSent });
}

/** What is streamed is watched by the bytes that leave, and by the wait after the last one. */
function watchInterim(
  { body, url, answerTimeoutMs }: WireRequest,
  controller: AbortController,
): InterimWatch {
  const limitMs = isOutgoing(body) ? null : answerTimeoutMs;
  return new InterimWatch(url.host, limitMs, (error) => controller.abort(error));
}

/** `async`, so that a refusal by the HTTP library (a header it does not send) is a rejection too. */
async function dispatch(
  { dispatcher, url, method, headers, body, tap, answerTimeoutMs }: WireRequest,
  stream: AsyncIterable<Uint8Array> | null,
  { signal, interim }: { readonly signal: AbortSignal; readonly interim: InterimWatch },
): Promise<Dispatcher.ResponseData> {
  const length = isOutgoing(body) ? { 'content-length': `${body.sizeBytes}` } : {};
  return (tap === undefined ? dispatcher : tapped(dispatcher, tap)).request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers, ...length },
    body: isOutgoing(body) ? (stream as Readable | null) : body, // async iterables are taken, the types do not say so
    signal,
    onInfo: () => interim.came(),
    // this timer also runs while a body is being sent: those are watched in outgoing.ts
    headersTimeout: isOutgoing(body) ? 0 : answerTimeoutMs,
  });
}

function isOutgoing(body: Uint8Array | Outgoing | null): body is Outgoing {
  return body !== null && !(body instanceof Uint8Array);
}

function createAnswer(data: Dispatcher.ResponseData, request: WireRequest, done: Completion): Answer {
  const { body } = data;
  const { url, errand, patience } = request;
  body.on('error', () => {}); // failures are thrown to whoever reads
  body.once('close', () => done.complete());
  const lines = linesOf(data.headers);
  async function* chunks(): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* pacedChunks(body, { patience, peer: url.host });
    } catch (error) {
      throw networkError(error, url, errand);
    } finally {
      done.complete();
    }
  }
  return {
    status: data.statusCode,
    url,
    header: (name) => lines(name)[0],
    lines,
    chunks,
    bytes: (limitBytes) => wholeBody(chunks(), limitBytes),
    async errorText() {
      const text = await startOf(body, request);
      done.complete();
      return text.toString('utf8');
    },
    async discard() {
      const announcedBytes = Number(lines('content-length')[0] ?? 0);
      if (announcedBytes > SHORT_BODY_BYTES) drop(body);
      await startOf(body, request);
      done.complete();
    },
    whenDone: (action) => done.after(action),
  };
}

/** The first 64 KiB of a body that is not waited for long; reads short bodies to their end, breaks off others. */
async function startOf(body: Readable, { url, patience }: WireRequest): Promise<Buffer> {
  const stallTimeoutMs = Math.min(SHORT_BODY_TIMEOUT_MS, patience.stallTimeoutMs);
  const limits = { stallTimeoutMs, minimumBytesPerSecond: 1024 };
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of pacedChunks(body, { patience: limits, peer: url.host })) {
      parts.push(chunk);
      sizeBytes += chunk.byteLength;
      if (sizeBytes > SHORT_BODY_BYTES) break;
    }
  } catch {
    // what has come is all there is
  }
  return Buffer.concat(parts).subarray(0, SHORT_BODY_BYTES);
}

function drop(body: Readable): void {
  body.on('error', () => {}).destroy();
}

/** The end of an answer, and what is to happen then. */
class Completion {
  #actions: (() => void)[] | null = [];

  after(action: () => void): void {
    if (this.#actions === null) action();
    else this.#actions.push(action);
  }

  complete(): void {
    const actions = this.#actions ?? [];
    this.#actions = null;
    for (const action of actions) action();
  }
}
