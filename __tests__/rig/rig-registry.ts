/** A registry in the test's process that demands credentials, misbehaves by script, and remembers what it was asked. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Digest } from '../../src/oci/digest.ts';
import { createMemoryBackend, type MemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { putBlob, repositoryForWriting } from '../../src/stores/memory-content.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { missingBelow } from './closure.ts';
import { type Effect, FaultLayer, type Hits, type Which } from './fault-layer.ts';
import { type Asked, askedOf, isOn, type Route } from './routes.ts';

export interface Logged extends Asked {
  readonly url: string;
  readonly authorization: string;
  readonly headers: IncomingMessage['headers'];
  /** On the clock of the test, in milliseconds since the epoch. */
  readonly atMs: number;
}

export type Access = 'anonymous' | 'basic' | 'bearer';

export interface RigRegistryOptions {
  readonly access?: Access;
  /** Takes indexes whose children are missing. */
  readonly sparse?: boolean;
}

/** Values of Authorization headers, and whose they are. */
const OWNERS = new Map<string, string>();

export class RigRegistry {
  readonly name: string;
  readonly backend: MemoryBackend = createMemoryBackend();
  readonly user: string;
  readonly password: string;
  /** Seconds that a token lives. */
  tokenLifetimeSeconds = 300;
  /** Requests that were let in, without those for tokens. */
  readonly log: Logged[] = [];
  /** Everything that came with an Authorization header that is not of this registry, and tags that pointed to incomplete content. */
  readonly violations: string[] = [];
  readonly #access: Access;
  readonly #faults = new FaultLayer();
  readonly #sockets = new Set<Socket>();
  #past = 0;
  #goodTokens = new Set<string>();
  #port = 0;
  #close: () => Promise<void> = async () => undefined;

  private constructor(name: string, access: Access) {
    this.name = name;
    this.#access = access;
    this.user = `user-of-${name}`;
    this.password = `password-of-${name}`;
    OWNERS.set(this.#basic(), name);
  }

  static async start(name: string, options: RigRegistryOptions = {}): Promise<RigRegistry> {
    const registry = new RigRegistry(name, options.access ?? 'basic');
    const server = await createRegistryServer(registry.backend, {
      writable: true,
      sparse: options.sparse ?? false,
      intercept: (request, response) => registry.#intercept(request, response),
    });
    registry.#port = server.port;
    registry.#faults.listensOn(server.port);
    registry.#close = () => server.close();
    return registry;
  }

  /** `127.0.0.1:PORT` */
  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Changes whenever something was sent, received or closed. */
  get activity(): number {
    let sum = this.#past + this.log.length;
    for (const socket of this.#sockets) sum += socket.bytesRead + socket.bytesWritten + 1;
    return sum;
  }

  /** From now on `effect` befalls these requests; see `Route` and `Hits`. The later of two faults counts. */
  fault(route: Route, hits: Hits, effect: Effect, which: Which = {}): void {
    this.#faults.add(route, hits, effect, which);
  }

  /** No more faults. */
  heal(): void {
    this.#faults.clear();
  }

  /** Every token so far is refused from now on. */
  revokeTokens(): void {
    this.#goodTokens = new Set();
  }

  asked(route: Route, of = ''): readonly Logged[] {
    return this.log.filter((entry) => isOn(route, entry) && entry.url.includes(of));
  }

  count(route: Route, of = ''): number {
    return this.asked(route, of).length;
  }

  /** Puts a tree into the registry, unseen by the log. */
  push(repository: string, tree: ImageTree, tag?: string): void {
    const { content } = this.backend;
    for (const [digest, bytes] of tree.blobs) putBlob(content, repository, digest, bytes);
    const held = repositoryForWriting(content, repository);
    for (const { mediaType, digest, bytes } of tree.manifests)
      held.manifests.set(digest, { descriptor: { mediaType, digest, size: bytes.length }, bytes });
    if (tag !== undefined) held.tags.set(tag, tree.root.digest);
  }

  /** What tags of a repository point to. */
  tags(repository: string): Readonly<Record<string, Digest>> {
    return Object.fromEntries(this.backend.content.repositories.get(repository)?.tags ?? []);
  }

  /** Digests that `root` reaches and that cannot be read from this repository. */
  missing(repository: string, root: Digest): readonly string[] {
    return missingBelow(this.backend.content, repository, root);
  }

  async stop(): Promise<void> {
    await this.#close();
  }

  async #intercept(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    this.#watch(request.socket);
    const asked = askedOf(request.method ?? '', request.url ?? '');
    if (this.#faults.isOwn(request)) return asked.thing === 'token' && this.#giveToken(request, response);
    this.#checkCredentials(request, asked);
    if (asked.thing !== 'token' && !this.#mayEnter(request)) return this.#challenge(request, response, asked);
    const { headers, url = '' } = request;
    this.log.push({ ...asked, url, headers, authorization: headers.authorization ?? '', atMs: Date.now() });
    if (asked.thing === 'tag' && asked.method === 'PUT') this.#checkTagAfter(response, asked);
    if (await this.#faults.handle(request, response)) return true;
    return asked.thing === 'token' ? this.#giveToken(request, response) : false;
  }

  #watch(socket: Socket): void {
    if (this.#sockets.has(socket)) return;
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#past += socket.bytesRead + socket.bytesWritten + 2;
    });
  }

  #checkCredentials({ headers }: IncomingMessage, { method, thing, what }: Asked): void {
    const owner = OWNERS.get(headers.authorization ?? '') ?? this.name;
    if (owner !== this.name)
      this.violations.push(`${method} ${thing} ${what} came with the credentials for ${owner}`);
    if (headers.cookie !== undefined) this.violations.push(`${method} ${thing} ${what} came with a cookie`);
  }

  #basic(): string {
    return `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
  }

  #mayEnter({ headers }: IncomingMessage): boolean {
    const shown = headers.authorization ?? '';
    if (this.#access === 'anonymous') return true;
    return this.#access === 'basic' ? shown === this.#basic() : this.#goodTokens.has(shown);
  }

  #challenge(request: IncomingMessage, response: ServerResponse, { repository }: Asked): true {
    request.resume();
    const scope = repository === '' ? '' : `,scope="repository:${repository}:pull"`;
    const bearer = `Bearer realm="http://${this.host}/token",service="${this.name}"${scope}`;
    const challenge = this.#access === 'basic' ? `Basic realm="${this.name}"` : bearer;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
    return true;
  }

  #giveToken({ headers }: IncomingMessage, response: ServerResponse): true {
    const isKnown = headers.authorization === this.#basic();
    const token = randomUUID();
    OWNERS.set(`Bearer ${token}`, this.name);
    if (isKnown) this.#goodTokens.add(`Bearer ${token}`);
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(isKnown ? JSON.stringify({ token, expires_in: this.tokenLifetimeSeconds }) : '{}');
    return true;
  }

  /** Whoever pulls a tag must get everything, at any moment. */
  #checkTagAfter(response: ServerResponse, { repository, what }: Asked): void {
    response.once('close', () => {
      const root = this.tags(repository)[what];
      const missing = root === undefined ? [] : this.missing(repository, root);
      if (missing.length > 0)
        this.violations.push(`${repository}:${what} points to content without ${missing}`);
    });
  }
}
