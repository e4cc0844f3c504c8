/** A registry that wants bearer tokens, and its token server. */
import type { ServerResponse } from 'node:http';
import type { Tag } from '../../../src/oci/reference.ts';
import { type ClientOptions, openClient } from './client-under-test.ts';
import { type FaultServer, type Handler, type Received, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
export const LATEST = 'latest' as Tag;
export const DIGEST = `sha256:${'a'.repeat(64)}`;
export const BASIC = `Basic ${Buffer.from('alice:open sesame').toString('base64')}`;

export function answerManifest(response: ServerResponse): void {
  response.writeHead(200, { 'docker-content-digest': DIGEST, 'content-length': '12', 'content-type': 'x/y' });
  response.end();
}

export interface TokenRegistry {
  readonly registry: FaultServer;
  readonly tokens: FaultServer;
  /** Tokens that the registry takes; all that were given out unless changed. */
  readonly good: Set<string>;
}

export interface TokenRegistryOptions {
  readonly realmHost?: string;
  readonly answerToken?: (
    request: Received & { readonly hit: number },
    response: ServerResponse,
    token: string,
  ) => void;
  readonly challenge?: (realm: string, request: Received) => string | string[];
  readonly handler?: Handler;
}

/** A registry that wants bearer tokens from a token server on another port. */
export async function startTokenRegistry(options: TokenRegistryOptions = {}): Promise<TokenRegistry> {
  const good = new Set<string>();
  const tokens = await startFaultServer((request, response) => {
    const token = `token-${request.hit}-${request.method}`;
    good.add(token);
    if (options.answerToken !== undefined) options.answerToken(request, response, token);
    else response.end(JSON.stringify({ token, expires_in: 300 }));
  });
  const realm = `http://${options.realmHost ?? '127.0.0.1'}:${tokens.port}/token`;
  const registry = await startFaultServer(async (request, response) => {
    const shown = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (!good.has(shown)) {
      const challenge = options.challenge?.(realm, request) ?? `Bearer realm="${realm}",service="reg"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    } else if (options.handler !== undefined) {
      await options.handler(request, response);
    } else {
      answerManifest(response);
    }
  });
  return { registry, tokens, good };
}

export const resolveAt = ({ host }: FaultServer, options: ClientOptions = {}, repository = 'a/b') =>
  openClient(options).open(host, repository).resolve(LATEST, signal);

/** For values that a test cannot go on without. */
export function fail(): never {
  throw new Error('a request was expected');
}
