/** What a run remembers is carried to the next machine by the Actions cache, which is never needed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type CacheService, startCacheService } from './cache-service.ts';
import { actingCommands } from './commands-of.ts';
import { type Job, makeJob, type StepEnd } from './runner.ts';
import { closeAfterTests } from './servers.ts';

const IMAGES = ['a', 'b', 'c'].map((seed) => makeImage({ seed }));

/** A job with three images on a source, and an empty mirror. */
async function makeWork(): Promise<Job> {
  const job = makeJob();
  const start = async () =>
    closeAfterTests(await createRegistryServer(createMemoryBackend(), { writable: true }));
  const [source, mirror] = [await start(), await start()];
  const names = IMAGES.map((_tree, index) => `app-${index}`);
  for (const [index, tree] of IMAGES.entries())
    await pushImage(source.url, names[index] ?? '', { tag: '1', tree });
  job.manifest({
    mirrors: [{ name: 'only', target: `127.0.0.1:${mirror.port}` }],
    images: names.map((name, index) => `127.0.0.1:${source.port}/${name}:1@${IMAGES[index]?.root.digest}`),
  });
  return job;
}

/** The next run gets a machine on which nothing is left but what is checked out. */
function freshMachine(job: Job): void {
  rmSync(join(job.temporary, 'mirror-action'), { recursive: true, force: true });
}

describe('with a cache service', () => {
  let job: Job;
  let cache: CacheService;
  const runs: StepEnd[] = [];
  const reportsSeen: boolean[] = [];
  beforeAll(async () => {
    job = await makeWork();
    cache = await startCacheService(() => {
      const files = ['mirror-action-report.json', `_runner_file_commands/set_output_${runs.length + 1}`];
      reportsSeen.push(files.every((file) => readFileSync(join(job.temporary, file), 'utf8') !== ''));
    });
    for (const id of ['100', '101']) {
      freshMachine(job);
      runs.push(await job.run({ env: { ...cache.env, GITHUB_RUN_ID: id } }));
    }
  });

  test('every run saves its own entry', () => {
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(cache.keys()).toEqual(['mirror-action-mirror.yaml-100-3', 'mirror-action-mirror.yaml-101-3']);
  });
  test('the next machine knows what was proven: one request per image', () => {
    expect(runs[0]?.outputs.copied).toBe('3');
    expect(runs[1]?.outputs['up-to-date']).toBe('3');
    expect(runs[1]?.report.totals.requests).toBe(3);
  });
  test('it is saved after the report and the outputs, which a cancelled run still has to write', () => {
    expect(reportsSeen).toEqual([true, true]);
  });
  test('nobody is told of it beside the code', () => {
    // the address of a cache entry is a secret
    for (const { commands } of runs) {
      expect(actingCommands(commands).filter(({ name }) => name !== 'add-mask')).toEqual([]);
    }
  });
  test('another mirror manifest has a state of its own', async () => {
    freshMachine(job);
    job.write('other.yml', readFileSync(job.path('mirror.yaml'), 'utf8'));
    const end = await job.run({
      with: { manifest: 'other.yml' },
      env: { ...cache.env, GITHUB_RUN_ID: '102' },
    });
    expect(end.code).toBe(0);
    expect(end.report.totals.requests).toBeGreaterThan(3);
    expect(cache.keys().at(-1)).toBe('mirror-action-other.yml-102-3');
  });
  test('one that refuses changes neither the exit code nor the results', async () => {
    freshMachine(job);
    cache.failWith(403);
    const end = await job.run({ env: { ...cache.env, GITHUB_RUN_ID: '103' } });
    expect(end).toMatchObject({ code: 0, outputs: { ok: 'true', 'up-to-date': '3' } });
    expect(end.commands.filter(({ name }) => name === 'error')).toEqual([]);
    expect(cache.keys()).not.toContain('mirror-action-mirror.yaml-103-3');
    expect(existsSync(join(job.temporary, 'mirror-action', 'proofs.jsonl'))).toBe(true);
  });
});

test('a state folder of one own is used as it is', async () => {
  const job = await makeWork();
  const cache = await startCacheService();
  const end = await job.run({ with: { state: 'my/state' }, env: cache.env });
  expect(end.code).toBe(0);
  expect(existsSync(job.path('my/state/proofs.jsonl'))).toBe(true);
  expect(existsSync(join(job.temporary, 'mirror-action'))).toBe(false);
});

test('a state that cannot be trusted is set aside with a note', async () => {
  const job = await makeWork();
  await job.run({ with: { state: 'state' } });
  job.write('state/proofs.jsonl', '{"version":1,"kind":"proo');
  const end = await job.run({ with: { state: 'state' } });
  expect(end).toMatchObject({ code: 0, outputs: { ok: 'true', 'up-to-date': '3', warnings: '0' } });
  expect(end.report.findings.map(({ rule }) => rule)).toEqual(['state-set-aside']);
  expect(actingCommands(end.commands)).toEqual([]);
});
