import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { type Network, startNetwork } from './network.ts';
import { corrupt, cut, delay, type Fault, trickle, type Way } from './network-faults.ts';

const BODY = Buffer.alloc(100_000, 7);
const WAYS: readonly Way[] = ['request', 'answer'];

/** Answers with `BODY`, and keeps what it was sent. */
describe('a network', () => {
  const received: Buffer[] = [];
  let server: Server;
  let network: Network;

  beforeAll(async () => {
    server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('error', () => undefined);
      try {
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
      } catch {
        return;
      }
      received.push(Buffer.concat(chunks));
      outgoing.writeHead(200, { 'content-length': BODY.length }).end(BODY);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(async () => {
    received.length = 0;
    network = await startNetwork((server.address() as AddressInfo).port);
  });

  const send = async (...faults: readonly Fault[]): Promise<Buffer> => {
    network.weather(() => faults);
    const { body } = await request(`http://${network.host}/v2/`, { method: 'PUT', body: BODY });
    return Buffer.from(await body.arrayBuffer());
  };
  const differences = (bytes: Buffer = Buffer.of()): number =>
    bytes.length === BODY.length ? bytes.filter((byte, index) => byte !== BODY[index]).length : -1;

  test('in good weather passes everything on', async () => {
    expect(differences(await send())).toBe(0);
    expect(received.map(differences)).toEqual([0]);
    expect([network.sentBytes(), network.carriedBytes()]).toEqual([BODY.length, 2 * BODY.length]);
    expect(network.faults).toEqual([]);
  });

  test('flips one bit of a request or of an answer', async () => {
    expect(differences(await send(corrupt('request', 1_234_567)))).toBe(0);
    expect(received.map(differences)).toEqual([1]);
    expect(differences(await send(corrupt('answer', 99_999)))).toBe(1);
    expect(network.faults).toEqual(['PUT /v2/: corrupt request', 'PUT /v2/: corrupt answer']);
  });

  test.each(WAYS.flatMap((way) => (['reset', 'close'] as const).map((how) => [way, how] as const)))(
    'cuts in the middle of a %s by %s',
    async (way, how) => {
      await expect(send(cut(way, 50_000, how))).rejects.toThrow();
      expect(received.map(differences)).toEqual(way === 'answer' ? [0] : []);
    },
  );

  test.each(WAYS)('delays and trickles a %s', async (way) => {
    const startedAt = performance.now();
    expect(differences(await send(delay(way, 150), trickle(way, 500_000)))).toBe(0);
    expect(performance.now() - startedAt).toBeGreaterThan(150 + 150);
  });

  test('to a server that is away is reset', async () => {
    const nowhere = await startNetwork(1);
    await expect(request(`http://${nowhere.host}/v2/`)).rejects.toThrow();
  });
});
