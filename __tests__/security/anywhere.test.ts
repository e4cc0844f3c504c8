/** Whatever a registry answers, at whichever request: no other place gets what is its own. */
import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Tag } from '../../src/oci/reference.ts';
import { collect, inChunks, randomBlob } from '../contract/content.ts';
import { openClient, USER } from '../stores/registry/client-under-test.ts';
import { startTaking } from '../stores/registry/taking-registry.ts';
import { startAttacker, taken } from './attack.ts';

type Trick = (response: ServerResponse, elsewhere: string) => void;

const TRICKS: Readonly<Record<string, Trick>> = {
  redirect: (response, elsewhere) => response.writeHead(307, { location: elsewhere }).end(),
  'see other': (response, elsewhere) => response.writeHead(303, { location: elsewhere }).end(),
  'upload there': (response, elsewhere) =>
    response.writeHead(202, { location: elsewhere, range: '0-0' }).end(),
  'created there': (response, elsewhere) => response.writeHead(201, { location: elsewhere }).end(),
  'next page there': (response, elsewhere) =>
    response.writeHead(200, { link: `<${elsewhere}>; rel="next"` }).end('{"tags":["1"],"manifests":[]}'),
  'ask there': (response, elsewhere) =>
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${elsewhere}",scope="a:b:c"` }).end(),
  'ask there, or log in here': (response, elsewhere) =>
    response
      .writeHead(401, { 'www-authenticate': `Basic realm="x", Bearer realm="${elsewhere}",service="y"` })
      .end(),
  'log in': (response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
};

/** Not at `127.0.0.1`: a registry may have its token server on another port. */
const ELSEWHERE = [
  'http://localhost:PORT/x',
  '//localhost:PORT/x',
  'http://localhost.:PORT/',
  'http://u:p@localhost:PORT',
];

const attack = fc.record({
  /** From which request on, and how many. */
  from: fc.nat({ max: 12 }),
  requests: fc.constantFrom(1, 2, 100),
  trick: fc.constantFrom(...Object.keys(TRICKS)),
  elsewhere: fc.constantFrom(...ELSEWHERE),
});

const blob = randomBlob(1000);

/** Everything that is done with a registry, whatever becomes of it. */
async function useAll(host: string): Promise<void> {
  const patience = { attempts: 1, headersTimeoutMs: 1000, stallTimeoutMs: 1000, commitTimeoutMs: 1000 };
  const client = openClient({ credential: USER, patience, uploadChunkBytes: 400 });
  const repository = client.open(host, 'app');
  const signal = AbortSignal.timeout(10_000);
  const { descriptor, bytes } = blob;
  const manifest = { descriptor: { ...descriptor, mediaType: 'x/y' }, bytes };
  const works = [
    () => repository.tags(signal),
    () => repository.resolve('1' as Tag, signal),
    () => repository.readManifest(descriptor.digest, signal),
    () => collect(repository.readBlob(descriptor, signal)),
    () => repository.probeBlob(descriptor, signal),
    () => repository.referrers(descriptor.digest, signal),
    () => repository.checkPush(signal),
    async () => {
      const begun = await repository.beginUpload(descriptor, ['other'], signal);
      if (begun.kind === 'upload') await begun.upload.send(inChunks(bytes), signal);
    },
    () => repository.tag('1' as Tag, manifest, signal),
  ];
  for (const work of works) await work().catch(() => {});
  await client.close();
}

test('credentials, cookies and bytes are never seen elsewhere', async () => {
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(attack, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...Object.keys(TRICKS)),
      async (attacks, reply) => {
        const attacker = await startAttacker(({ headers }, response) => {
          TRICKS[reply]?.(response, `http://${headers.host}/again`);
        });
        let asked = 0;
        const registry = await startTaking(({ headers }, response) => {
          response.setHeader('set-cookie', 'session=of-the-victim');
          asked += 1;
          const now = attacks.find(({ from, requests }) => asked > from && asked <= from + requests);
          if (now !== undefined)
            TRICKS[now.trick]?.(response, now.elsewhere.replace('PORT', `${attacker.port}`));
          else if (headers.authorization === undefined) TRICKS['log in']?.(response, '');
          else return false;
          return true;
        });
        await useAll(registry.host);
        await registry.stop();
        await attacker.stop();
        reached += attacker.received.length;
        expect(taken(attacker.received)).toEqual([]);
      },
    ),
    { numRuns: 80 },
  );
  expect(reached).toBeGreaterThan(10);
});
