/** A proxy in front of a registry that answers some requests otherwise than the registry: what real mirrors do on bad days. */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import type { DockerRegistry } from '../servers/docker-registry.ts';

/** What is done with one request. */
export type Meddling =
  | { readonly kind: 'pass'; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** It is never answered. */
  | { readonly kind: 'hang' };

export type Meddle = (asked: { readonly method: string; readonly path: string }) => Meddling;

export interface Meddler {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Every request, `METHOD path`, in order of arrival. */
  readonly asked: string[];
  /** From now on. */
  meddle(meddle: Meddle): void;
}

export const PASS: Meddling = { kind: 'pass' };

const running = new Set<Server>();

// Importing this file registers the clean-up of the test file that does so.
afterAll(() => {
  for (const server of running) {
    server.close();
    server.closeAllConnections();
  }
  running.clear();
});

/** Passes everything on at first. */
export async function startMeddler(registry: DockerRegistry): Promise<Meddler> {
  const asked: string[] = [];
  let current: Meddle = () => PASS;
  const server = createServer((incoming, outgoing) => {
    const [method, path] = [incoming.method ?? '', incoming.url ?? ''];
    asked.push(`${method} ${path}`);
    const meddling = current({ method, path });
    if (meddling.kind === 'pass') passOn(registry, { incoming, outgoing, headers: meddling.headers ?? {} });
    else if (meddling.kind === 'answer') outgoing.writeHead(meddling.status, meddling.headers).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  running.add(server);
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    meddle: (meddle) => {
      current = meddle;
    },
  };
}

interface Passing {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Said instead of what the registry says. */
  readonly headers: Readonly<Record<string, string>>;
}

function passOn({ port }: DockerRegistry, { incoming, outgoing, headers }: Passing): void {
  const { method, url: path } = incoming;
  const upstream = request({ host: '127.0.0.1', port, method, path, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...headers });
    answer.pipe(outgoing);
  });
  upstream.on('error', () => outgoing.destroy());
  incoming.pipe(upstream);
}
