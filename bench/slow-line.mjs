// A TCP proxy that makes a line long and narrow: a fixed round-trip time, and so many bytes per second in each direction.
// It changes no byte. It counts bytes, and tells a tally of every HTTP/1.1 request that passes, as the client felt it.
import { connect, createServer } from 'node:net';
import { kindOf } from './tally.mjs';

/** What may lie in one direction of one connection before the sender has to wait. */
const IN_FLIGHT_BYTES = 4 * 1024 * 1024;

/**
 * `{ port, host, bytes: { in, out }, connections: { now, peak }, close() }`. `roundTripMs`: half of it lies on each way, and a
 * connection takes one before its first byte. `bytesPerSecond`: of the whole line, each way; default unlimited.
 * `listenPort`: default a free one.
 */
export async function startSlowLine(
  port,
  { roundTripMs = 0, bytesPerSecond = null, tally = null, listenPort = 0 } = {},
) {
  const sockets = new Set();
  const bytes = { in: 0, out: 0 };
  const connections = { now: 0, peak: 0 };
  const lanes = { up: laneOf(bytesPerSecond), down: laneOf(bytesPerSecond) };
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    connections.now += 1;
    connections.peak = Math.max(connections.peak, connections.now);
    client.once('close', () => {
      connections.now -= 1;
      // Nobody listens any more. The other way round, what a registry said before it hung up is still on its way.
      upstream.destroy();
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    const watcher = tally === null ? null : watchExchange(tally);
    const oneWayMs = roundTripMs / 2;
    // The client's first bytes would leave after a round trip, and then be on their way.
    const firstArrivalAt = performance.now() + roundTripMs + oneWayMs;
    pass(client, upstream, { delayMs: oneWayMs, notBefore: firstArrivalAt, lane: lanes.up }, (chunk) => {
      bytes.in += chunk.length;
      watcher?.asked(chunk);
    });
    pass(
      upstream,
      client,
      { delayMs: oneWayMs, notBefore: 0, lane: lanes.down, delivered: watcher?.answered },
      (chunk) => {
        bytes.out += chunk.length;
      },
    );
  });
  await new Promise((listening) => server.listen(listenPort, '127.0.0.1', listening));
  const address = server.address();
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  };
  return { port: address.port, host: `127.0.0.1:${address.port}`, bytes, connections, close };
}

/** When bytes that come now have left a line of this width: all connections share it. */
function laneOf(bytesPerSecond) {
  let freeAt = 0;
  return (length) => {
    const now = performance.now();
    if (bytesPerSecond === null) return now;
    freeAt = Math.max(now, freeAt) + (length / bytesPerSecond) * 1000;
    return freeAt;
  };
}

/** Chunks keep their order; the end of a side follows its last byte. */
function pass(from, to, { delayMs, notBefore, lane, delivered }, seen) {
  const queue = [];
  let queuedBytes = 0;
  let timer = null;
  const flush = () => {
    timer = null;
    while (queue.length > 0 && queue[0].dueAt <= performance.now() + 0.5) {
      const { chunk } = queue.shift();
      if (chunk === null) {
        to.end();
        return;
      }
      queuedBytes -= chunk.length;
      delivered?.(chunk);
      if (!to.destroyed) to.write(chunk);
    }
    if (queuedBytes < IN_FLIGHT_BYTES && !to.writableNeedDrain) from.resume();
    if (queue.length > 0) timer = setTimeout(flush, Math.max(0, queue[0].dueAt - performance.now()));
  };
  const push = (chunk, dueAt) => {
    queue.push({ chunk, dueAt });
    if (timer !== null) return;
    if (dueAt <= performance.now()) flush();
    else timer = setTimeout(flush, dueAt - performance.now());
  };
  from.on('data', (chunk) => {
    seen(chunk);
    queuedBytes += chunk.length;
    if (queuedBytes >= IN_FLIGHT_BYTES || to.writableNeedDrain) from.pause();
    push(chunk, Math.max(notBefore, lane(chunk.length) + delayMs));
  });
  from.once('end', () => push(null, Math.max(notBefore, performance.now() + delayMs)));
  // A side that breaks breaks the other; one that has said all it has may still be told what is on its way.
  from.once('close', () => {
    if (from.errored !== null) to.destroy();
  });
  to.on('drain', () => from.resume());
  to.once('close', () => {
    clearTimeout(timer);
    queue.length = 0;
    if (to.errored === null) from.resume();
    else from.destroy();
  });
}

/** One connection carries one exchange at a time: a request begins with what the client sends after an answer has begun. */
function watchExchange(tally) {
  let current = null;
  let hasAnswer = true;
  return {
    asked: (chunk) => {
      if (!hasAnswer) return;
      const [method, target] = chunk.toString('latin1', 0, 2_000).split(' ', 2);
      current = { kind: kindOf(method, target ?? ''), startedAt: performance.now() };
      hasAnswer = false;
    },
    answered: (chunk) => {
      const status = Number(chunk.toString('latin1', 9, 12));
      if (hasAnswer || current === null || status === 100) return;
      hasAnswer = true;
      tally.add(current.kind, performance.now() - current.startedAt, status);
    },
  };
}
