/** Runs that take long, are stopped, or have thousands of things to say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { waitUntil } from '../servers/processes.ts';
import { startFaultServer } from '../stores/registry/fault-server.ts';
import { actingCommands, annotations } from './commands-of.ts';
import { type Job, METADATA, makeJob, type StartedStep, type StepEnd } from './runner.ts';
import { closeAfterTests } from './servers.ts';
import { makeSlowWork, QUICK, tagsOf } from './slow-work.ts';

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
    const stopped = await job.run({ with: { 'time-budget': '8s' } });
    expect(stopped).toMatchObject({
      code: 0,
      outputs: { ok: 'true', copied: '1', deferred: '2', failed: '0' },
    });
    expect(tagsOf(mirror)).toEqual(['quick:1']);
    expect(stopped.summary).toMatch(/^## ⚠️ /);
  });
});

async function expectStopped(
  signal: NodeJS.Signals,
  code: number,
  afterwards = async (_step: StartedStep): Promise<void> => undefined,
): Promise<void> {
  const { job, mirror, slowReads } = await makeSlowWork({ pieces: 60, pauseMs: 500 });
  const step = job.start({ with: { html: 'report.html' } });
  // The tag shows a moment before the step has looked at it and told its outcome.
  const isTold = (): boolean => /copied \S*quick/.test(step.logSoFar());
  await waitUntil('the slow layers', () =>
    slowReads() === 2 && tagsOf(mirror).length === 1 && isTold() ? true : null,
  );
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
