/** What a run remembers is carried to the next machine by the Actions cache, which is never needed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { startFaultServer } from '../stores/registry/fault-server.ts';
import { type CacheService, type Mood, startCacheService } from './cache-service.ts';
import { startOldCacheService } from './cache-service-v1.ts';
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

const KEY = /^mirror-action-[0-9a-f]{32}-/;
/** What belongs to a manifest's path, and what belongs to the run. */
const parts = (key = '') => ({
  prefix: KEY.exec(key)?.[0] ?? 'none',
  run: key.replace(KEY, '').replace(/-[0-9a-z]+$/, ''),
});

const notices = ({ log }: StepEnd) => log.split('\n').filter((line) => line.startsWith('notice: state not '));
const V2 = { ACTIONS_CACHE_SERVICE_V2: 'true', ACTIONS_RUNTIME_TOKEN: 'a-runtime-token' };

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
    for (const id of ['100', '101', '102']) {
      freshMachine(job);
      runs.push(await job.run({ env: { ...cache.env, GITHUB_RUN_ID: id } }));
    }
  });
  /** A run on a fresh machine while the service is in some mood. */
  const runIn = async (mood: Mood, id: string, prepare = () => freshMachine(job)): Promise<StepEnd> => {
    prepare();
    cache.setMood(mood);
    const end = await job.run({ env: { ...cache.env, GITHUB_RUN_ID: id } });
    cache.setMood({ kind: 'well' });
    return end;
  };
  const notices = ({ log }: StepEnd) =>
    log.split('\n').filter((line) => line.startsWith('notice: state not '));

  test('every run saves its own entry', () => {
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(cache.keys().map((key) => parts(key).run)).toEqual(['100-3', '101-3', '102-3']);
    expect(new Set(cache.keys().map((key) => parts(key).prefix)).size).toBe(1);
  });
  test('the next machine knows what was proven: one request per image', () => {
    expect(runs[0]?.outputs.copied).toBe('3');
    for (const run of runs.slice(1)) {
      expect(run.outputs['up-to-date']).toBe('3');
      expect(run.report.totals.requests).toBe(3);
    }
  });
  test('it is saved after the report and the outputs, which a cancelled run still has to write', () => {
    expect(reportsSeen).toEqual([true, true, true]);
  });
  test('nobody is told of it beside the code', () => {
    // the address of a cache entry is a secret
    for (const { commands, log } of runs) {
      expect(actingCommands(commands).filter(({ name }) => name !== 'add-mask')).toEqual([]);
      const visible = log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
      expect(visible.filter((line) => /sig=(?!\*{3})/.test(line))).toEqual([]);
    }
  });
  test('a second step of the same job saves, too, and asks for nothing that is older than what lies there', async () => {
    const before = cache.called().length;
    const end = await runIn({ kind: 'well' }, '102', () => undefined);
    expect(end.report.totals.requests).toBe(3);
    expect(cache.called().slice(before)).toEqual(['CreateCacheEntry', 'FinalizeCacheEntryUpload']);
    expect(parts(cache.keys().at(-1)).run).toBe('102-3');
    expect(new Set(cache.keys()).size).toBe(4);
  });
  test('a failed job saves what it learnt', async () => {
    const text = readFileSync(job.path('mirror.yaml'), 'utf8');
    const broken = text.replace(/app-2:1@sha256:[0-9a-f]{64}/, `app-2:1@sha256:${'0'.repeat(64)}`);
    const end = await runIn({ kind: 'well' }, '103', () => {
      freshMachine(job);
      job.write('mirror.yaml', broken);
    });
    job.write('mirror.yaml', text);
    expect(end).toMatchObject({ code: 1, outputs: { 'up-to-date': '2', failed: '1' } });
    expect(parts(cache.keys().at(-1)).run).toBe('103-3');
  });
  test('the same manifest written in another way has the same state', async () => {
    freshMachine(job);
    const manifest = job.path('mirror.yaml');
    const end = await job.run({ with: { manifest }, env: { ...cache.env, GITHUB_RUN_ID: '104' } });
    expect(end.report.totals.requests).toBe(3);
  });
  test('another mirror manifest has a state of its own, whatever its name', async () => {
    freshMachine(job);
    const name = `an, odd name ${'x'.repeat(200)}.yml`;
    job.write(name, readFileSync(job.path('mirror.yaml'), 'utf8'));
    const end = await job.run({ with: { manifest: name }, env: { ...cache.env, GITHUB_RUN_ID: '105' } });
    expect(end.code).toBe(0);
    expect(notices(end)).toEqual([]);
    expect(end.report.totals.requests).toBeGreaterThan(3);
    const [last, first] = [cache.keys().at(-1), cache.keys()[0]];
    expect(parts(last)).toMatchObject({ prefix: expect.stringMatching(KEY), run: '105-3' });
    expect(parts(last).prefix).not.toBe(parts(first).prefix);
  });

  test.each<[string, Mood, number]>([
    ['a read-only token', { kind: 'read-only' }, 1],
    ['409, an entry that is there', { kind: 'duplicate' }, 1],
    ['403', { kind: 'failing', status: 403 }, 2],
    ['429', { kind: 'failing', status: 429, headers: { 'retry-after': '60' } }, 2],
  ])('%s is a notice, and nothing is asked again', async (_name, mood, noticeCount) => {
    const count = cache.keys().length;
    const before = cache.called().length;
    const end = await runIn(mood, '106');
    expect(end).toMatchObject({ code: 0, outputs: { ok: 'true', 'up-to-date': '3' } });
    expect(actingCommands(end.commands).filter(({ name }) => name !== 'add-mask')).toEqual([]);
    expect(notices(end)).toHaveLength(noticeCount);
    expect(cache.keys()).toHaveLength(count);
    expect(existsSync(join(job.temporary, 'mirror-action', 'proofs.jsonl'))).toBe(true);
    // one restore and one save: nothing was asked again
    expect(new Set(cache.called().slice(before)).size).toBe(cache.called().length - before);
  });
  test('a cache mode that allows no writing is a notice', async () => {
    freshMachine(job);
    const end = await job.run({ env: { ...cache.env, ACTIONS_CACHE_MODE: 'read', GITHUB_RUN_ID: '107' } });
    expect(end.report.totals.requests).toBe(3);
    expect(notices(end)).toEqual([expect.stringMatching(/not saved.*'read'/)]);
  });
  test('an archive that is damaged is a notice, and all is learnt anew', async () => {
    await cache.damageNewest();
    // the newest entry of this manifest's path is the one that is damaged
    await runIn({ kind: 'well' }, '108');
    await cache.damageNewest();
    const end = await runIn({ kind: 'well' }, '109');
    expect(end).toMatchObject({ code: 0, outputs: { ok: 'true', 'up-to-date': '3' } });
    expect(end.report.totals.requests).toBeGreaterThan(3);
    expect(notices(end)).toEqual([expect.stringContaining('not restored')]);
    expect(parts(cache.keys().at(-1)).run).toBe('109-3');
  });
});

test('one that is down is asked twice and then left alone', async () => {
  const down = await startFaultServer((_request, response) => void response.writeHead(503).end('{}'));
  const job = await makeWork();
  const end = await job.run({ env: { ...V2, ACTIONS_RESULTS_URL: `${down.url}/` } });
  expect(end).toMatchObject({ code: 0, outputs: { ok: 'true', copied: '3' } });
  expect(notices(end)).toEqual([
    expect.stringMatching(/^notice: state not restored, going on without: .*503/),
    expect.stringMatching(/^notice: state not saved, going on without: .*503/),
  ]);
  expect(actingCommands(end.commands)).toEqual([]);
  expect(down.received).toHaveLength(4);
});

test('the older protocol of the cache service works, too', async () => {
  const job = await makeWork();
  const cache = await startOldCacheService();
  for (const id of ['100', '101']) {
    freshMachine(job);
    const end = await job.run({ env: { ...cache.env, GITHUB_RUN_ID: id } });
    expect(end.outputs[id === '100' ? 'copied' : 'up-to-date']).toBe('3');
  }
  expect(cache.keys().map((key) => parts(key).run)).toEqual(['100-3', '101-3']);
});

test('no cache service at all is nothing to talk about', async () => {
  const job = await makeWork();
  const end = await job.run();
  expect(end.code).toBe(0);
  expect(end.log).not.toContain('notice: state');
});

test('a state folder of one own is used as it is', async () => {
  const job = await makeWork();
  const cache = await startOldCacheService();
  const end = await job.run({ with: { state: 'my/state' }, env: cache.env });
  expect(end.code).toBe(0);
  expect(existsSync(job.path('my/state/proofs.jsonl'))).toBe(true);
  expect(existsSync(join(job.temporary, 'mirror-action'))).toBe(false);
  expect(cache.keys()).toEqual([]);
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
