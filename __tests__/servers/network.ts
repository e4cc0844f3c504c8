/**
 * The network before a server, as good or bad as a test wants it: an HTTP proxy that delays, cuts, trickles and corrupts.
 *
 *   const network = await startNetwork(registry.port);
 *   network.weather(() => [trickle('request', 2_000_000), cut('answer', 1_000, 'reset')]);
 */
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from '@jest/globals';
import { bodyFaults, type Fault, type Way } from './network-faults.ts';

/** One request that arrives here. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
}

/** Asked once for every request. */
export type Weather = (asked: Asked) => readonly Fault[];

export interface Network {
  readonly port: number;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** From the next request on. Fine at first. */
  weather(weather: Weather): void;
  /** Told of every request that arrives, before it is passed on. */
  onAsked(listener: (asked: Asked) => void): void;
  /** Told of every answer, after its last byte was given to the client's connection. */
  onAnswered(listener: (asked: Asked) => void): void;
  /** Bytes of bodies that clients have sent so far. */
  sentBytes(): number;
  /** Bytes of bodies that have passed so far, either way. */
  carriedBytes(): number;
  /** What was done to whom, `METHOD path: cut answer`, in order. */
  readonly faults: string[];
  close(): Promise<void>;
}

const running = new Set<Network>();

// Importing this file registers the clean-up of the test file that does so.
afterAll(async () => {
  await Promise.all([...running].map((network) => network.close()));
});

/** A network to `port` on 127.0.0.1. A server that is away is a connection that is reset. */
export async function startNetwork(port: number): Promise<Network> {
  const state: State = {
    port,
    agent: new Agent({ keepAlive: true }),
    weather: () => [],
    onAsked: () => undefined,
    onAnswered: () => undefined,
    sentBytes: 0,
    carriedBytes: 0,
    faults: [],
  };
  const server = createServer({ requestTimeout: 0 }, (incoming, outgoing) => {
    void passOn(state, { incoming, outgoing }).catch(() => incoming.socket.destroy());
  });
  server.on('connection', (socket: Socket) => socket.on('error', () => undefined));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const network = networkOf(state, server);
  running.add(network);
  return network;
}

interface State {
  readonly port: number;
  readonly agent: Agent;
  weather: Weather;
  onAsked: (asked: Asked) => void;
  onAnswered: (asked: Asked) => void;
  sentBytes: number;
  carriedBytes: number;
  readonly faults: string[];
}

function networkOf(state: State, server: Server): Network {
  const { port } = server.address() as AddressInfo;
  const network: Network = {
    port,
    host: `127.0.0.1:${port}`,
    weather: (weather) => {
      state.weather = weather;
    },
    onAsked: (listener) => {
      state.onAsked = listener;
    },
    onAnswered: (listener) => {
      state.onAnswered = listener;
    },
    sentBytes: () => state.sentBytes,
    carriedBytes: () => state.carriedBytes,
    faults: state.faults,
    close: async () => {
      running.delete(network);
      state.agent.destroy();
      server.closeAllConnections();
      if (server.listening) await new Promise((closed) => server.close(closed));
    },
  };
  return network;
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

async function passOn(state: State, exchange: Exchange): Promise<void> {
  const { incoming, outgoing } = exchange;
  const { method = '', url: path = '', headers } = incoming;
  const asked = { method, path };
  state.onAsked(asked);
  const faults = state.weather(asked);
  for (const fault of faults) state.faults.push(`${method} ${path}: ${fault.kind} ${fault.way}`);
  outgoing.on('finish', () => state.onAnswered(asked));
  incoming.on('data', (chunk: Buffer) => {
    state.sentBytes += chunk.length;
  });
  incoming.pause();
  await wait(faults, 'request');
  const sizeBytes = sizeOf(headers);
  if (sizeBytes === 0 && cutBeforeHead(exchange, faults, 'request')) return;
  const { port, agent } = state;
  const upstream = request({ host: '127.0.0.1', port, method, path, headers, agent });
  upstream.on('error', () => incoming.socket.resetAndDestroy());
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) upstream.destroy();
  });
  upstream.on('response', (answer) => void answerWith(answer, { state, exchange, faults }));
  carry({ from: incoming, to: upstream, sizeBytes }, { state, exchange, faults, way: 'request' });
}

async function answerWith(
  answer: IncomingMessage,
  { state, exchange, faults }: Omit<Faulty, 'way'>,
): Promise<void> {
  const { incoming, outgoing } = exchange;
  answer.pause();
  await wait(faults, 'answer');
  const sizeBytes = incoming.method === 'HEAD' ? 0 : sizeOf(answer.headers);
  if (sizeBytes === 0 && cutBeforeHead(exchange, faults, 'answer')) return;
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  outgoing.flushHeaders();
  carry({ from: answer, to: outgoing, sizeBytes }, { state, exchange, faults, way: 'answer' });
}

interface Carried {
  readonly from: Readable;
  readonly to: Writable;
  /** Null where nobody says it beforehand. */
  readonly sizeBytes: number | null;
}

interface Faulty {
  readonly state: State;
  readonly exchange: Exchange;
  readonly faults: readonly Fault[];
  readonly way: Way;
}

function carry({ from, to, sizeBytes }: Carried, { state, exchange, faults, way }: Faulty): void {
  let last = from;
  from.on('error', () => exchange.incoming.socket.resetAndDestroy());
  for (const stage of bodyFaults(faults, { way, sizeBytes, cut: (how) => hangUp(exchange, how) })) {
    stage.on('error', () => undefined);
    last = last.pipe(stage);
  }
  last.on('data', (chunk: Buffer) => {
    state.carriedBytes += chunk.length;
  });
  last.pipe(to);
}

function cutBeforeHead(exchange: Exchange, faults: readonly Fault[], way: Way): boolean {
  const found = faults.find((fault) => fault.kind === 'cut' && fault.way === way);
  if (found?.kind !== 'cut') return false;
  hangUp(exchange, found.how);
  return true;
}

/** What was passed on so far still arrives when the end is a FIN; a RST may overtake it. */
function hangUp({ incoming }: Exchange, how: 'reset' | 'close'): void {
  if (how === 'reset') incoming.socket.resetAndDestroy();
  else incoming.socket.destroySoon();
}

async function wait(faults: readonly Fault[], way: Way): Promise<void> {
  for (const fault of faults)
    if (fault.kind === 'delay' && fault.way === way) await sleep(fault.ms, undefined, { ref: false });
}

function sizeOf(headers: IncomingMessage['headers']): number | null {
  if (headers['transfer-encoding'] !== undefined) return null;
  return Number(headers['content-length'] ?? 0);
}
