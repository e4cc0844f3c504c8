/** Checking blobs on connections that read into the same memory over and over. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Descriptor } from '../../../src/oci/descriptor.ts';
import type { Source } from '../../../src/oci/store.ts';
import { blobOf, collect, randomBlob } from '../../contract/content.ts';
import { makeCertificateAuthority } from '../../servers/certificates.ts';
import { describeReal } from '../../servers/tools.ts';
import { openClient, USER } from './client-under-test.ts';
import { answerErrors, type Handler, startFaultServer } from './fault-server.ts';
import { startTokenRegistry } from './token-registry.ts';

const signal = new AbortController().signal;
const blob = randomBlob(3_000_000);
const { bytes } = blob;

const check = (source: Source, { digest, size }: Descriptor = blob.descriptor): Promise<void> =>
  source.checkBlob({ mediaType: '', digest, size }, { onBytes: () => {}, signal });

/** What becomes of `work`: `ok`, or the code of its error. */
const ending = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );

const serving: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
};

describe('a check', () => {
  test('counts what crosses the wire, in one request', async () => {
    const server = await startFaultServer(serving);
    const client = openClient();
    await check(client.open(server.host, 'a'));
    expect(client.traffic).toMatchObject({ requests: 1, retries: 0, bytesReceived: bytes.length });
    expect(server.received[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' });
  });

  test('is right about many blobs at once that come in pieces', async () => {
    const blobs = Array.from({ length: 40 }, (_, index) => randomBlob(400_000 + index * 30_011));
    const byDigest = new Map(blobs.map((each) => [each.descriptor.digest as string, each.bytes]));
    const server = await startFaultServer(async ({ url }, response) => {
      const content = byDigest.get(url.split('/').at(-1) ?? '') ?? Buffer.alloc(0);
      response.writeHead(200, { 'content-length': content.length });
      for (let at = 0; at < content.length; ) {
        const piece = 1 + ((at * 7919) % 90_000);
        response.write(content.subarray(at, at + piece));
        at += piece;
        if (at % 3 === 0) await sleep(0);
      }
      response.end();
    });
    const repository = openClient().open(server.host, 'a');
    await Promise.all(blobs.map(({ descriptor }) => check(repository, descriptor)));
    expect(server.received).toHaveLength(blobs.length); // each at its first try
  });

  test('follows where the registry sends it, without its credentials', async () => {
    const store = await startFaultServer(serving);
    const registry = await startFaultServer((request, response) => {
      if (request.headers.authorization === undefined) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('x'.repeat(5000));
      } else response.writeHead(307, { location: `${store.url}/signed` }).end('moved '.repeat(5000));
    });
    await check(openClient({ credential: USER }).open(registry.host, 'a'));
    expect(store.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/signed', undefined],
    ]);
  });

  test('fetches the token that is asked for', async () => {
    const { registry } = await startTokenRegistry({ handler: serving });
    await check(openClient({ credential: USER }).open(registry.host, 'a'));
    expect(registry.received.map(({ headers }) => headers.authorization !== undefined)).toEqual([
      false,
      true,
    ]);
  });

  test.each([429, 500, 503])('tries again after %i, when it may', async (status) => {
    let refusedAt = 0;
    let servedAt = 0;
    const server = await startFaultServer((request, response) => {
      if (request.hit === 1) {
        refusedAt = performance.now();
        response.writeHead(status, { 'retry-after': '1' }).end('busy '.repeat(3000));
      } else {
        servedAt = performance.now();
        void serving(request, response);
      }
    });
    const client = openClient();
    await check(client.open(server.host, 'a'));
    expect(client.traffic).toMatchObject({ requests: 2, retries: 1 });
    if (status !== 500) expect(servedAt - refusedAt).toBeGreaterThan(900);
  });

  test('tells what the registry says, and no credentials', async () => {
    const server = await startFaultServer((request, response) => {
      if (request.headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else answerErrors(response, 404, 'BLOB_UNKNOWN', 'long since gone');
    });
    const checking = check(openClient({ credential: USER }).open(server.host, 'a'));
    const error = await checking.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'not-found',
      registryCodes: ['BLOB_UNKNOWN'],
      message: expect.stringContaining('long since gone'),
    });
    expect(JSON.stringify([error, String(error)])).not.toContain('sesame');
  });

  test('of a blob with more behind it fails, where no length was told', async () => {
    const server = await startFaultServer((_request, response) => {
      response.write(bytes, () => setTimeout(() => response.end('more'), 50));
    });
    await expect(check(openClient().open(server.host, 'a'))).rejects.toMatchObject({ code: 'size-mismatch' });
  });

  test('that breaks at an endpoint goes on at the registry', async () => {
    const endpoint = await startFaultServer((_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1_000_000), () => setTimeout(() => response.destroy(), 20));
    });
    const registry = await startFaultServer(({ headers }, response) => {
      const from = Number(headers.range?.replace(/\D/g, ''));
      const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      response.writeHead(206, { 'content-range': range }).end(bytes.subarray(from));
    });
    const settingsOf = (host: string) => (host === registry.host ? { endpoints: [endpoint.url] } : {});
    await check(openClient({ settingsOf, patience: { attempts: 1 } }).openSource(registry.host, 'a'));
    expect(registry.received.map(({ headers }) => headers.range)).toEqual(['bytes=1000000-']);
  });

  test('goes through a proxy where there is one', async () => {
    const proxy = await startFaultServer(serving);
    const client = openClient({ env: { HTTP_PROXY: proxy.url } });
    await check(client.open('registry.invalid', 'a'));
    expect(proxy.received).toHaveLength(1);
  });

  test('ends when the client is closed', async () => {
    const server = await startFaultServer((_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000));
    });
    const client = openClient();
    const checking = ending(check(client.open(server.host, 'a')));
    await sleep(100);
    await client.close();
    expect(await checking).not.toBe('ok');
  });
});

test('a check and a read end the same, whatever is served and however it is cut', async () => {
  const size = 200_000;
  const content = randomBlob(size);
  const damages: Readonly<Record<string, (at: number) => Uint8Array>> = {
    none: () => content.bytes,
    flipped: (at) => content.bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)),
    cut: (at) => content.bytes.subarray(0, at),
    longer: (at) => Buffer.concat([content.bytes, Buffer.alloc(at + 1)]),
    gone: () => new Uint8Array(),
  };
  let serve: Handler = serving;
  const server = await startFaultServer((request, response) => serve(request, response));
  const repository = openClient({ patience: { attempts: 2 } }).open(server.host, 'a');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(damages)),
      fc.nat({ max: size - 1 }),
      fc.array(fc.integer({ min: 5000, max: 120_000 }), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      async (damage, at, pieces, tellsLength) => {
        const served = damages[damage]?.(at) ?? new Uint8Array();
        serve = async (_request, response) => {
          if (damage === 'gone') return answerErrors(response, 404, 'BLOB_UNKNOWN');
          response.writeHead(200, tellsLength ? { 'content-length': served.length } : {});
          for (let from = 0, turn = 0; from < served.length; turn += 1) {
            const to = from + (pieces[turn % pieces.length] ?? 1);
            response.write(served.subarray(from, to));
            from = to;
            await sleep(0);
          }
          response.end();
        };
        const read = await ending(collect(repository.readBlob(content.descriptor, signal)));
        expect(await ending(check(repository, content.descriptor))).toBe(read);
        expect(read === 'ok').toBe(damage === 'none');
      },
    ),
    { numRuns: 40 },
  );
});

describeReal('over TLS', ['openssl'], () => {
  test('blobs are checked at their first try', async () => {
    const authority = await makeCertificateAuthority();
    const [cert, key] = [authority.server.cert, authority.server.key].map((path) => readFileSync(path));
    const blobs = [randomBlob(5_000_000), randomBlob(1_234_567), blobOf(Buffer.alloc(700_000, 'tls'))];
    let requests = 0;
    const server = createServer({ cert, key }, ({ url = '' }, response) => {
      requests += 1;
      response.end(blobs.find(({ descriptor }) => url.endsWith(descriptor.digest))?.bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const ca = readFileSync(authority.ca, 'utf8');
      const tls = { kind: 'https', ca, cert: null, key: null, skipVerify: false } as const;
      const { port } = server.address() as AddressInfo;
      const client = openClient({ settings: { tls } });
      const repository = client.open(`localhost:${port}`, 'a');
      await Promise.all(blobs.map(({ descriptor }) => check(repository, descriptor)));
      expect(requests).toBe(blobs.length);
      await client.close();
      const stranger = openClient({ settings: { tls: { ...tls, ca: null } } });
      const refused = check(stranger.open(`localhost:${port}`, 'a'));
      await expect(refused).rejects.toMatchObject({ code: 'tls' });
    } finally {
      server.close();
    }
  });
});
