/** Faults by script: which request, the how manyth of them, and what goes wrong. Sits in front of a registry in this process. */
import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { type Asked, askedOf, isOn, type Route } from './routes.ts';

/** What the registry itself says. */
export interface Truth {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Exchange extends Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Has the registry carry the request out, and gives its answer, which is not sent yet. `body` in place of what the client sends. */
  truth(body?: Uint8Array): Promise<Truth>;
}

/** Answers an exchange in its own way (true), or leaves it to the registry (false). */
export type Effect = (exchange: Exchange) => boolean | Promise<boolean>;

/** Counted from 1 among the requests that a fault is about. */
export type Hits = number | readonly number[] | 'always' | { readonly from: number; readonly to?: number };

export interface Which {
  /** A part of the URL: a digest, a tag, a repository, `mount=`. */
  readonly of?: string;
}

interface Rule extends Which {
  readonly route: Route;
  readonly hits: Hits;
  readonly effect: Effect;
  count: number;
}

const TRUTH_HEADER = 'x-without-faults';

export class FaultLayer {
  #rules: Rule[] = [];
  #port = 0;

  /** The later of two faults that are about one request counts. */
  add(route: Route, hits: Hits, effect: Effect, which: Which = {}): void {
    this.#rules.push({ route, hits, effect, ...which, count: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Where the registry itself listens, behind this layer. */
  listensOn(port: number): void {
    this.#port = port;
  }

  /** Whether the layer sent this request itself, to learn what the registry says. */
  isOwn({ headers }: IncomingMessage): boolean {
    return headers[TRUTH_HEADER] !== undefined;
  }

  /** True: it has been answered, or will be. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const asked = askedOf(request.method ?? '', request.url ?? '');
    const effect = this.#effectOn(asked, request.url ?? '');
    if (effect === null) return false;
    const truth = (body?: Uint8Array) => askRegistry(this.#port, request, body);
    return await effect({ ...asked, request, response, truth });
  }

  #effectOn(asked: Asked, url: string): Effect | null {
    const about = this.#rules.filter(({ route, of = '' }) => isOn(route, asked) && url.includes(of));
    for (const rule of about) rule.count += 1;
    return about.findLast(({ hits, count }) => isHit(hits, count))?.effect ?? null;
  }
}

function isHit(hits: Hits, count: number): boolean {
  if (hits === 'always') return true;
  if (typeof hits === 'number') return hits === count;
  if ('from' in hits) return count >= hits.from && count <= (hits.to ?? Number.POSITIVE_INFINITY);
  return hits.includes(count);
}

function askRegistry(port: number, incoming: IncomingMessage, body?: Uint8Array): Promise<Truth> {
  const { method, url: path } = incoming;
  const { 'content-length': length, ...others } = incoming.headers;
  const lengthNow = body === undefined ? length : `${body.length}`;
  const headers = {
    ...others,
    ...(lengthNow === undefined ? {} : { 'content-length': lengthNow }),
    connection: 'close',
    [TRUTH_HEADER]: '1',
  };
  return new Promise((resolve, reject) => {
    const asking = send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const { connection: _ours, ...kept } = answer.headers;
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(chunks),
        });
      });
    });
    asking.on('error', reject);
    if (body === undefined) incoming.pipe(asking);
    else asking.end(body);
    incoming.on('error', () => asking.destroy());
  });
}
