/** Requests that are sent again, against servers on 127.0.0.1. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent } from 'undici';
import { MirrorError } from '../../../src/errors.ts';
import type { Ask } from '../../../src/stores/registry/ask.ts';
import { createAuthorizer } from '../../../src/stores/registry/authorize.ts';
import { createGate } from '../../../src/stores/registry/gate.ts';
import { createMeter, noTraffic } from '../../../src/stores/registry/meter.ts';
import { createPersistentRequester } from '../../../src/stores/registry/persist.ts';
import { createTokenCache } from '../../../src/stores/registry/token.ts';
import { SHORT_PATIENCE } from './client-under-test.ts';
import { type FaultServer, type Handler, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
let agent: Agent;
beforeAll(() => {
  agent = new Agent();
});
afterAll(() => agent.close());

async function open(handler: Handler) {
  const server = await startFaultServer(handler);
  const traffic = noTraffic();
  const common = { patience: SHORT_PATIENCE, random: () => 0, onSecret: () => {}, onWarning: () => {} };
  const requester = createPersistentRequester({
    ...common,
    registry: new URL(server.url),
    gate: createGate(server.url, 4),
    authorizer: createAuthorizer({
      ...common,
      host: server.host,
      registry: new URL(server.url),
      credentials: async () => null,
      tokens: createTokenCache({
        ...common,
        request: async () => ({ token: 'T', lifetimeMs: 0 }),
        onRetry: () => {},
      }),
    }),
    transport: {
      dispatcherFor: () => agent,
      freshDispatcherFor: () => agent,
      destroy: async () => {},
    },
    meter: createMeter(traffic),
    userAgent: 'mirror-action/test',
    warn: () => {},
  });
  return { server, traffic, requester };
}

function askOf(server: FaultServer, parts: Partial<Ask> = {}): Ask {
  return {
    method: 'GET',
    url: new URL('/v2/', server.url),
    need: null,
    load: 'small',
    expect: [200],
    errand: { task: 'look', where: server.host, host: server.host, writes: false },
    ...parts,
  };
}

/** Answers 503 until the given hit. */
function goodFrom(hit: number, status = 503): Handler {
  return (request, response) =>
    void response.writeHead(request.hit < hit ? status : 200).end(`${request.hit}`);
}

describe('perform', () => {
  test('asks until an answer could be used', async () => {
    const { server, traffic, requester } = await open(goodFrom(3));
    const text = await requester.perform(
      askOf(server),
      async (answer) => Buffer.from(await answer.bytes(10)).toString(),
      signal,
    );
    expect(text).toBe('3');
    expect(traffic).toMatchObject({ requests: 3, retries: 2 });
  });

  test('asks again too where the use of an answer failed', async () => {
    const { server, requester } = await open(goodFrom(1));
    let uses = 0;
    const use = async () => {
      uses += 1;
      if (uses < 3) throw new MirrorError('unavailable', 'cut');
      return uses;
    };
    expect(await requester.perform(askOf(server), use, signal)).toBe(3);
    expect(server.received).toHaveLength(3);
  });

  test('ends after the attempts that a failure is worth, and says where', async () => {
    const { server, requester } = await open(goodFrom(99));
    await expect(requester.perform(askOf(server), async () => {}, signal)).rejects.toMatchObject({
      code: 'unavailable',
      where: server.host,
    });
    expect(server.received).toHaveLength(SHORT_PATIENCE.attempts);
  });

  test('has less patience with a 500 that the request meets in its own way', async () => {
    const { server, requester } = await open(goodFrom(99, 500));
    const ask = askOf(server, { onServerError: () => ({ attempts: 2, backoffBaseMs: 1 }) });
    await expect(requester.perform(ask, async () => {}, signal)).rejects.toMatchObject({ status: 500 });
    expect(server.received).toHaveLength(2);
  });

  test('drops what is left of an answer, so that its place in the queue is free', async () => {
    const { server, requester } = await open((_request, response) => void response.end('x'.repeat(100_000)));
    for (let round = 0; round < 10; round += 1)
      await requester.perform(askOf(server), async () => {}, signal);
    expect(server.received).toHaveLength(10);
  });

  test('does not repeat a look-up that a registry leaves unanswered which says nothing to others either', async () => {
    const silent: Handler = (request, response) => {
      if (request.url === '/v2/answered') response.end();
    };
    const { server, requester } = await open(silent);
    const ask = askOf(server, { method: 'HEAD', answerTimeoutMs: 60 });
    await expect(requester.perform(ask, async () => {}, signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(server.received).toHaveLength(1);
    const answered = setTimeout(
      () =>
        void requester.perform(
          askOf(server, { url: new URL('/v2/answered', server.url) }),
          async () => {},
          signal,
        ),
      20,
    );
    await expect(requester.perform(ask, async () => {}, signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    clearTimeout(answered);
    expect(server.asked.filter((one) => one === 'HEAD /v2/')).toHaveLength(3);
  });
});

describe('pause', () => {
  const unavailable = new MirrorError('unavailable', 'down', { status: 503 });

  test('waits longer with each failure, and counts', async () => {
    const { traffic, requester } = await open(goodFrom(1));
    const before = performance.now();
    await requester.pause(unavailable, 3, signal);
    expect(performance.now() - before).toBeGreaterThanOrEqual(SHORT_PATIENCE.backoffBaseMs * 4 - 1);
    expect(traffic.retries).toBe(1);
  });

  test('is none where trying again is no use', async () => {
    const { traffic, requester } = await open(goodFrom(1));
    await expect(requester.pause(unavailable, SHORT_PATIENCE.attempts, signal)).rejects.toBe(unavailable);
    const denied = new MirrorError('denied', 'no', { status: 403 });
    await expect(requester.pause(denied, 1, signal)).rejects.toBe(denied);
    expect(traffic.retries).toBe(0);
  });

  test('ends with its signal', async () => {
    const { requester } = await open(goodFrom(1));
    await expect(requester.pause(unavailable, 1, AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
