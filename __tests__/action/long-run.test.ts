/** Runs that take long, are stopped, or have thousands of things to say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMemoryBackend, type MemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { waitUntil } from '../servers/processes.ts';
import { startFaultServer } from '../stores/registry/fault-server.ts';
import { actingCommands, annotations } from './commands-of.ts';
import { type Job, METADATA, makeJob, type StartedStep, type StepEnd } from './runner.ts';
import { closeAfterTests } from './servers.ts';

const QUICK = makeImage({ seed: 'quick' });
const SLOW = makeImage({ seed: 'slow', layers: 1, layerBytes: 600_000 });
const LATER = makeImage({ seed: 'later', layers: 1, layerBytes: 600_000 });

interface SlowWork {
  readonly job: Job;
  readonly mirror: MemoryBackend;
  /** How often somebody began to read a slow layer. */
  slowReads(): number;
}

/** Three images on a source that sends the layers of two of them in `pieces`, one every `pauseMs`. */
async function makeSlowWork({
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

const PROGRESS = /^\[(\d+)\/(\d+)\] (\d+) % (\S.*)$/;

/** The others run while this one takes its time. */
let longRun: Promise<StepEnd>;
beforeAll(async () => {
  const { job } = await makeSlowWork({ pieces: 18, pauseMs: 1000 });
  longRun = job.run({ timeoutMs: 50_000 });
  longRun.catch(() => undefined);
});

describe('three thousand images that are gone', () => {
  const COUNT = 3000;
  let job: Job;
  let end: StepEnd;
  beforeAll(async () => {
    job = makeJob();
    const nothing = await startFaultServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: `unknown ${'<x> '.repeat(50)}` }] }),
      );
    });
    const target = closeAfterTests(await createRegistryServer(createMemoryBackend(), { writable: true }));
    job.manifest({
      mirrors: [{ name: 'only', target: `127.0.0.1:${target.port}/${'deep/'.repeat(20)}x` }],
      images: Array.from({ length: COUNT }, (_, index) => {
        const digest = `sha256:${index.toString(16).padStart(64, '0')}`;
        return `${nothing.host}/a-rather-long-name-of-a-repository/of-number-${index}:1@${digest}`;
      }),
    });
    end = await job.run({ with: { html: 'report.html', sarif: 'report.sarif' } });
  });

  test('are all in the report', () => {
    expect(end).toMatchObject({ code: 1, outputs: { ok: 'false', failed: `${COUNT}`, errors: `${COUNT}` } });
    expect(end.report.images).toHaveLength(COUNT);
    expect(JSON.parse(readFileSync(job.path('report.sarif'), 'utf8')).runs[0].results.length).toBeGreaterThan(
      0,
    );
  });
  test('fit into a job summary, which says how many more there are', () => {
    const bytes = Buffer.byteLength(end.summary);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(900 * 1024);
    expect(end.summary).toMatch(/\d+ more in the report/);
    expect(end.summary).toContain(`${COUNT} images`);
  });
  test('are ten annotations', () => {
    expect(annotations(end.commands, 'error')).toHaveLength(10);
    expect(actingCommands(end.commands)).toHaveLength(10);
    expect(end.log).toContain(`${COUNT - 10} more findings`);
  });
});

describe('a copy that takes long', () => {
  test('is stopped by SIGTERM: 143, the report and the outputs are there, no tag on half an image', async () => {
    await expectStopped('SIGTERM', 143);
  });
  test('is stopped by SIGINT, which a runner sends first: 130', async () => {
    await expectStopped('SIGINT', 130, async (step) => {
      await sleep(300);
      step.signal('SIGTERM');
    });
  });
  test('is stopped by its time budget: what is left is deferred, which is no failure', async () => {
    const { job, mirror } = await makeSlowWork({ pieces: 50, pauseMs: 400 });
    const stopped = await job.run({ with: { 'time-budget': '2s' } });
    expect(stopped).toMatchObject({
      code: 0,
      outputs: { ok: 'true', copied: '1', deferred: '2', failed: '0' },
    });
    expect(tagsOf(mirror)).toEqual(['quick:1']);
    expect(stopped.summary).toMatch(/^## ⚠️ /);
  });
  test('prints a line of progress at least every ten seconds', async () => {
    const { code, lines, durationMs } = await longRun;
    expect(code).toBe(0);
    expect(durationMs).toBeGreaterThan(17_000);
    const seen = lines.filter(({ text }) => PROGRESS.test(text));
    const start = lines[0]?.atMs ?? 0; // how long Node needs to start is not ours
    const times = [start, ...seen.map(({ atMs }) => atMs), durationMs];
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(10_000);
    const shown = seen.map(({ text }) => (PROGRESS.exec(text) ?? []).slice(1, 4).map(Number));
    expect(shown.map(([, total]) => total)).toEqual(shown.map(() => 3));
    expect(shown.map(([, , percent]) => percent)).toEqual(
      shown.map(([, , percent]) => percent).toSorted((a = 0, b = 0) => a - b),
    );
    expect(seen.at(-1)?.text).toMatch(/^\[3\/3\] 100 % /);
    expect(seen[0]?.text).toMatch(/^\[1\/3\] \d+ % [\d.]+\/1\.1 MiB [\d.]+ kB\/s ETA \d+:\d\d$/);
  });
});

async function expectStopped(
  signal: NodeJS.Signals,
  code: number,
  afterwards = async (_step: StartedStep): Promise<void> => undefined,
): Promise<void> {
  const { job, mirror, slowReads } = await makeSlowWork({ pieces: 60, pauseMs: 500 });
  const step = job.start({ with: { html: 'report.html' } });
  await waitUntil('the slow layers', () => (slowReads() === 2 && tagsOf(mirror).length === 1 ? true : null));
  const stoppedAt = performance.now();
  step.signal(signal);
  await afterwards(step);
  const end = await step.ended;
  expect({ code: end.code, log: end.code === code ? '' : end.log }).toEqual({ code, log: '' });
  // a runner waits for ten seconds in all
  expect(performance.now() - stoppedAt).toBeLessThan(5_000);
  expect(Object.keys(end.outputs).sort()).toEqual(Object.keys(METADATA.outputs).sort());
  expect(end.outputs).toMatchObject({ copied: '1', deferred: '2', failed: '0' });
  expect(end.report.images.map(({ mirrors }) => mirrors[0]?.outcome)).toEqual([
    'copied',
    'deferred',
    'deferred',
  ]);
  expect(readFileSync(job.path('report.html'), 'utf8')).toContain('deferred');
  expect(end.summary).toContain('deferred');
  expect(end.log).toContain(`${signal} received`);
  expect(tagsOf(mirror)).toEqual(['quick:1']);
  // what was proven is remembered: the next run goes on from there
  expect(readFileSync(join(job.temporary, 'mirror-action', 'proofs.jsonl'), 'utf8')).toContain(
    QUICK.root.digest,
  );
}

function tagsOf({ content }: MemoryBackend): readonly string[] {
  return [...content.repositories].flatMap(([name, { tags }]) =>
    [...tags.keys()].map((tag) => `${name}:${tag}`),
  );
}
