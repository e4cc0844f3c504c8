/** A 500 for one manifest and a 500 for everything are different things, and cost different patience. */
import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { openClient } from './client-under-test.ts';
import { answerErrors, type FaultServer, type Handler, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
const SOUND = 'sound' as Tag;
const CUT = `sha256:${'c'.repeat(64)}` as Digest;
const SERVED = `sha256:${'a'.repeat(64)}`;

const serve: Handler = ({ url }, response) => {
  const digest = url.includes('sha256:') ? url.slice(url.indexOf('sha256:')) : SERVED;
  response.writeHead(200, { 'docker-content-digest': digest, 'content-length': 5 }).end();
};
const fail: Handler = (_request, response) => answerErrors(response, 500, 'UNKNOWN', 'unknown error');

/** Serves everything; the manifest `CUT` as `handle` does. */
function startWithCut(handle: Handler): Promise<FaultServer> {
  return startFaultServer((request, response) =>
    (request.url.includes(CUT) ? handle : serve)(request, response),
  );
}

/** What was asked after `before` requests: `cut` or `other`. */
function askedAfter(server: FaultServer, before: number): string[] {
  return server.asked.slice(before).map((line) => (line.includes(CUT) ? 'cut' : 'other'));
}

describe('a manifest that is answered for with 500', () => {
  test('while another one is served is given up after a few quick tries, by any later request at once', async () => {
    const server = await startWithCut(fail);
    // a patience that would cost minutes if it were used
    const repository = openClient({ patience: { backoffBaseMs: 60_000, backoffCapMs: 60_000 } }).open(
      server.host,
      'a',
    );
    await repository.resolve(SOUND, signal);
    await expect(repository.resolve(CUT, signal)).rejects.toMatchObject({ code: 'unavailable', status: 500 });
    expect(askedAfter(server, 1)).toEqual(['cut', 'cut', 'cut', 'cut', 'other', 'cut']);
    await expect(repository.readManifest(CUT, signal)).rejects.toMatchObject({ status: 500 });
    expect(askedAfter(server, 7)).toEqual(['cut']);
  });

  test('is read again as soon as it is mended, and then has its tries back', async () => {
    let isCut = true;
    const server = await startWithCut((request, response) => (isCut ? fail : serve)(request, response));
    const repository = openClient().open(server.host, 'a');
    await repository.resolve(SOUND, signal);
    await expect(repository.resolve(CUT, signal)).rejects.toMatchObject({ status: 500 });
    isCut = false;
    expect(await repository.resolve(CUT, signal)).toMatchObject({ digest: CUT });
    isCut = true;
    const before = server.asked.length;
    await repository.resolve(SOUND, signal);
    await expect(repository.resolve(CUT, signal)).rejects.toMatchObject({ status: 500 });
    expect(askedAfter(server, before).filter((what) => what === 'cut')).toHaveLength(5);
  });

  test('is asked once more after the other one was served: the trouble may have passed in between', async () => {
    const server = await startWithCut((request, response) =>
      (request.hit <= 4 ? fail : serve)(request, response),
    );
    const repository = openClient().open(server.host, 'a');
    await repository.resolve(SOUND, signal);
    expect(await repository.resolve(CUT, signal)).toMatchObject({ digest: CUT });
    expect(askedAfter(server, 1)).toEqual(['cut', 'cut', 'cut', 'cut', 'other', 'cut']);
  });

  test('is asked for the same way as the other one: a look-up may be answered where a reading is not', async () => {
    const server = await startWithCut(fail);
    const repository = openClient().open(server.host, 'a');
    await repository.resolve(SOUND, signal);
    await expect(repository.readManifest(CUT, signal)).rejects.toMatchObject({ status: 500 });
    expect(server.asked.filter((line) => line.endsWith('/sound'))).toEqual([
      'HEAD /v2/a/manifests/sound',
      'GET /v2/a/manifests/sound',
    ]);
  });
});

describe('a registry that answers 500 for everything', () => {
  test.each([
    ['after it has served something', true, 7], // more than the quick tries
    ['from the start', false, 3],
  ])('and recovers is waited for: %s', async (_when, servesFirst, failures) => {
    let left = 0;
    const server = await startFaultServer((request, response) => {
      left -= 1;
      (left >= 0 ? fail : serve)(request, response);
    });
    const repository = openClient().open(server.host, 'a');
    if (servesFirst) await repository.resolve(SOUND, signal);
    left = failures;
    expect(await repository.resolve(CUT, signal)).toMatchObject({ digest: CUT });
  });

  test('is given up with what it said, and is not taken for a damaged manifest', async () => {
    const server = await startFaultServer(fail);
    const repository = openClient().open(server.host, 'a');
    await expect(repository.resolve(CUT, signal)).rejects.toMatchObject({ status: 500 });
    const first = server.asked.length;
    await expect(repository.resolve(CUT, signal)).rejects.toMatchObject({ status: 500 });
    expect([first, server.asked.length]).toEqual([4, 8]);
  });
});

test('other requests that are answered 500 keep their patience and their tries', async () => {
  const server = await startFaultServer(fail);
  const client = openClient();
  await expect(client.open(server.host, 'a').tags(signal)).rejects.toMatchObject({ status: 500 });
  expect(server.asked).toHaveLength(4);
  expect(client.traffic.retries).toBe(3);
});
