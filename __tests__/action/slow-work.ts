/** A source that takes its time over two of three images. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryBackend, type MemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type Job, makeJob } from './runner.ts';
import { closeAfterTests } from './servers.ts';

export const QUICK = makeImage({ seed: 'quick' });
const SLOW = makeImage({ seed: 'slow', layers: 1, layerBytes: 600_000 });
const LATER = makeImage({ seed: 'later', layers: 1, layerBytes: 600_000 });

export interface SlowWork {
  readonly job: Job;
  readonly mirror: MemoryBackend;
  /** How often somebody began to read a slow layer. */
  slowReads(): number;
}

/** Three images on a source that sends the layers of two of them in `pieces`, one every `pauseMs`. */
export async function makeSlowWork({
  pieces,
  pauseMs,
}: {
  readonly pieces: number;
  readonly pauseMs: number;
}): Promise<SlowWork> {
  const job = makeJob();
  const [from, to] = [createMemoryBackend(), createMemoryBackend()];
  let reads = 0;
  const slow: ReadonlyMap<string, Uint8Array> = new Map(
    [...SLOW.blobs, ...LATER.blobs].filter(([, bytes]) => bytes.length > 500_000),
  );
  const source = closeAfterTests(
    await createRegistryServer(from, {
      writable: true,
      intercept: async ({ method, url }, response) => {
        const bytes = slow.get(url?.split('/').at(-1) ?? '');
        if (method !== 'GET' || bytes === undefined) return false;
        reads += 1;
        response.writeHead(200, {
          'content-length': bytes.length,
          'content-type': 'application/octet-stream',
        });
        const size = Math.ceil(bytes.length / pieces);
        for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
          response.write(bytes.subarray(start, start + size));
          await sleep(pauseMs);
        }
        response.end();
        return true;
      },
    }),
  );
  const target = closeAfterTests(await createRegistryServer(to, { writable: true }));
  const trees = { quick: QUICK, slow: SLOW, later: LATER };
  for (const [name, tree] of Object.entries(trees)) await pushImage(source.url, name, { tag: '1', tree });
  job.manifest({
    mirrors: [{ name: 'only', target: `127.0.0.1:${target.port}` }],
    images: Object.entries(trees).map(([name, tree]) => ({
      source: `127.0.0.1:${source.port}/${name}`,
      tags: [`1@${tree.root.digest}`],
      allowMirrorByTags: true,
    })),
  });
  return { job, mirror: to, slowReads: () => reads };
}

export function tagsOf({ content }: MemoryBackend): readonly string[] {
  return [...content.repositories].flatMap(([name, { tags }]) =>
    [...tags.keys()].map((tag) => `${name}:${tag}`),
  );
}
