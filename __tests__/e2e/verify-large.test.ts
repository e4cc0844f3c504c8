/** `verify` of much: many images that share layers, and content that takes its time. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { treeOf } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { startOddRegistry } from '../servers/odd-registry.ts';
import { waitUntil } from '../servers/processes.ts';
import { expectExit, makeWorkspace, rowsOf } from './workspace.ts';

const MEBIBYTE = 1024 * 1024;
const IMAGES = 1_000;
/** Measured on a busy machine with two cores: 230 MiB at `probe`, 235 MiB at `rootfs`. */
const MOST_MEMORY_BYTES = 300 * MEBIBYTE;
/** With one request more per image, for what refers to it: 259 to 282 MiB. */
const MOST_MEMORY_WITH_REFERRERS_BYTES = 360 * MEBIBYTE;

/** Peak of what a process had in memory so far; 0 where the kernel does not tell. */
function peakMemoryBytes(pid: number): number {
  try {
    const [, kibibytes = '0'] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kibibytes) * 1024;
  } catch {
    return 0;
  }
}

test.each([
  ['probe', 'ignore', MOST_MEMORY_BYTES],
  ['rootfs', 'ignore', MOST_MEMORY_BYTES],
  ['probe', 'copy', MOST_MEMORY_WITH_REFERRERS_BYTES],
] as const)(
  'a thousand images that share layers are walked at %s without asking twice, referrers: %s',
  async (depth, referrers, mostMemoryBytes) => {
    const trees = Array.from({ length: IMAGES }, (_, n) =>
      makeImage({ seed: `many/${n}`, layerSeeds: ['many/base', `many/middle-${n % 10}`] }),
    );
    const [first] = trees;
    if (first === undefined) throw new Error('no images');
    const registry = await startOddRegistry({
      'many/app': { tree: treeOf(first.root, { children: trees }) },
    });
    const workspace = makeWorkspace();
    workspace.manifest({
      referrers,
      mirrors: [{ name: 'many', target: registry.host }],
      images: [{ source: 'example.test/many/app', digests: trees.map(({ root }) => root.digest) }],
    });
    const started = workspace.start('verify', '--depth', depth);
    let peakBytes = 0;
    const watch = setInterval(() => {
      peakBytes = Math.max(peakBytes, peakMemoryBytes(started.pid));
    }, 20);
    const ended = await started.ended;
    clearInterval(watch);
    expectExit(ended, 0);
    const report = workspace.report();
    expect(report.totals).toMatchObject({ complete: IMAGES, incomplete: 0 });
    const asked = registry.requests.map(
      ({ method, path }) => `${path.includes('/blobs/') ? '' : `${method} `}${path}`,
    );
    expect(asked.length).toBe(new Set(asked).size);
    const blobs = new Set(trees.flatMap((tree) => [...tree.blobs.keys()])).size;
    expect(asked.filter((path) => path.includes('/blobs/'))).toHaveLength(blobs);
    process.stderr.write(
      `verify --depth ${depth} of ${IMAGES} images, referrers: ${referrers}: ${asked.length} requests, ${Math.round(ended.durationMs)} ms, peak ${Math.round(peakBytes / MEBIBYTE)} MiB\n`,
    );
    expect(peakBytes).toBeLessThan(mostMemoryBytes);
  },
);

/** Sends `bytes` in pieces, so that all of it takes about `durationMs`. */
async function sendSlowly(response: ServerResponse, bytes: Uint8Array, durationMs: number): Promise<void> {
  const pieceBytes = Math.ceil(bytes.length / 100);
  for (let from = 0; from < bytes.length && !response.destroyed; from += pieceBytes) {
    response.write(bytes.subarray(from, from + pieceBytes));
    await sleep(durationMs / 100);
  }
  response.end();
}

test('a long read shows bytes and what is left, and when stopped has a report and no verdict', async () => {
  const little = makeImage({ seed: 'long/little' });
  const big = makeImage({ seed: 'long/big', layers: 1, layerBytes: 8 * MEBIBYTE });
  const layer = [...big.blobs].find(([, bytes]) => bytes.length > MEBIBYTE);
  let isReading = false;
  const registry = await startOddRegistry(
    { 'long/little': { tree: little }, 'long/big': { tree: big } },
    {
      intercept: (request, response) => {
        const [digest = '', bytes = new Uint8Array()] = layer ?? [];
        const isProbe = request.headers.range !== undefined;
        if (request.method !== 'GET' || isProbe || !request.url?.endsWith(digest)) return false;
        isReading = true;
        response.writeHead(200, { 'content-length': bytes.length });
        void sendSlowly(response, bytes, 60_000);
        return true;
      },
    },
  );
  const workspace = makeWorkspace();
  workspace.manifest({
    mirrors: [{ name: 'slow', target: registry.host }],
    images: [
      `example.test/long/big:1@${big.root.digest}`,
      `example.test/long/little:1@${little.root.digest}`,
    ],
  });
  const started = workspace.start('verify', '--depth', 'content');
  await waitUntil('the big layer being read', () => (isReading ? true : null));
  const line = await waitUntil(
    'a line of progress',
    () => /^\[1\/2\] \d+ % .*$/m.exec(started.stderrSoFar())?.[0] ?? null,
    { timeoutMs: 10_000, intervalMs: 50, lastWords: started.stderrSoFar },
  );
  expect(line).toMatch(/ \d[\d.]*\/\d[\d.]* MiB .*\/s ETA \d+:\d\d/);
  const signalledAt = performance.now();
  started.signal('SIGINT');
  const ended = await started.ended;
  expectExit(ended, 130);
  expect(performance.now() - signalledAt).toBeLessThan(3_000);
  expect(rowsOf(workspace.report())).toMatchObject([
    { outcome: 'deferred', complete: null, proof: null },
    { outcome: 'complete', proof: { depth: 'content' } },
  ]);
  expect(workspace.report().findings).toEqual([]);
  // What was not seen to the end is neither proven nor damaged the next time.
  const again = await workspace.run('verify');
  expectExit(again, 0);
  expect(rowsOf(again.report).map(({ outcome }) => outcome)).toEqual(['complete', 'complete']);
});
