/** `verify` as a workflow runs it: outputs, annotations, job summary, and what it may do for a pull request. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { makeOddImage } from '../fixtures/runtime-images.ts';
import { type OddRegistry, startOddRegistry } from '../servers/odd-registry.ts';
import { actingCommands } from './commands-of.ts';
import { type Job, makeJob } from './runner.ts';

const APP = makeIndex([makeImage({ seed: 'action/app', layerBytes: 20_000 })], { attestations: true });
const WEB = makeImage({ seed: 'action/web' });
const OLD = makeOddImage({ seed: 'action/old', docker: true, configType: 'application/octet-stream' });
const REPOSITORIES = { 'team/app': { tree: APP }, 'team/web': { tree: WEB }, 'team/old': { tree: OLD } };
const LAYER = biggestOf(APP);
const CHILD = APP.manifests[0]?.digest ?? APP.root.digest;

function biggestOf({ blobs }: ImageTree): Digest {
  const [first] = [...blobs].sort(([, one], [, other]) => other.length - one.length);
  if (first === undefined) throw new Error('no blobs');
  return first[0];
}

describe('verify in an Action', () => {
  let broken: OddRegistry;
  let sound: OddRegistry;
  let job: Job;
  const run = (inputs: Readonly<Record<string, string>> = {}, event = 'schedule') =>
    job.run({ with: { command: 'verify', ...inputs }, env: { GITHUB_EVENT_NAME: event } });
  const lineOf = (text: string): number =>
    readFileSync(job.path('mirror.yaml'), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  beforeEach(async () => {
    [broken, sound] = [await startOddRegistry(REPOSITORIES), await startOddRegistry(REPOSITORIES)];
    broken.backend.deleteBlobData(LAYER);
    job = makeJob();
    job.manifest({
      mirrors: [
        { name: 'broken', target: broken.host },
        { name: 'sound', target: sound.host },
      ],
      images: [
        `example.test/team/old:1@${OLD.root.digest}`,
        `example.test/team/web:1@${WEB.root.digest}`,
        `example.test/team/app:1@${APP.root.digest}`,
      ],
    });
  });

  test('says what is incomplete in outputs and summary, and annotates the worst first', async () => {
    const end = await run();
    expect(end.code).toBe(1);
    expect(end.outputs).toMatchObject({
      ok: 'false',
      incomplete: '1',
      errors: '1',
      warnings: '1',
      failed: '0',
    });
    expect(end.report).toMatchObject({ command: 'verify', run: { event: 'schedule' } });
    const annotations = actingCommands(end.commands);
    expect(annotations.map(({ name }) => name)).toEqual(['error', 'warning']);
    expect(annotations.map(({ properties }) => Number(properties.line))).toEqual([
      lineOf('team/app'),
      lineOf('team/old'),
    ]);
    expect(annotations[0]?.data).toContain(LAYER.slice(7, 19));
    expect(end.summary).toMatch(/^## ❌ verify: 1 error, 1 warning/);
    const [attention, table] = ['### Needs attention', '### Incomplete'].map((title) =>
      end.summary.indexOf(title),
    );
    expect(attention).toBeGreaterThan(0);
    expect(table).toBeGreaterThan(attention ?? 0);
    const row = end.summary
      .slice(table)
      .split('\n')
      .find((line) => line.includes('team/app'));
    expect(row).toContain('`broken`');
    expect(row).toContain(LAYER.slice(7, 19));
    expect(end.summary).toContain('verify --repair'); // what to do
    expect(end.summary).not.toContain('undefined');
  });

  test('a sound mirror is a few lines', async () => {
    const end = await run({ mirror: 'sound', image: 'example.test/team/web' });
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' });
    expect(end.outputs).toMatchObject({ ok: 'true', incomplete: '0', errors: '0', warnings: '0' });
    expect(end.summary.trim().split('\n').length).toBeLessThanOrEqual(10);
    expect(actingCommands(end.commands)).toEqual([]);
  });

  test('with repair mends, and tells from where', async () => {
    broken.backend.content.repositories.get('team/app')?.manifests.delete(CHILD);
    const end = await run({ repair: 'true', depth: 'content' });
    expect(end.code).toBe(0);
    expect(end.outputs).toMatchObject({ ok: 'true', repaired: '1', incomplete: '0', errors: '0' });
    expect(end.summary).toContain(`mended from \`${sound.host}/team/app\``);
    expect((await run({ depth: 'content' })).outputs).toMatchObject({ ok: 'true', incomplete: '0' });
  });

  test.each(['pull_request', 'pull_request_target'])('runs for %s while it only looks', async (event) => {
    const end = await run({}, event);
    expect(end.code).toBe(1);
    expect(end.outputs).toMatchObject({ incomplete: '1' });
  });

  test.each(['pull_request', 'pull_request_target'])('refuses to repair for %s', async (event) => {
    const end = await run({ repair: 'true' }, event);
    expect(end.code).toBe(2);
    expect(end.report.error).toMatchObject({ code: 'usage' });
    expect(`${end.report.error?.message}`).toContain(event);
    expect([...broken.requests, ...sound.requests]).toEqual([]);
    const allowed = await run({ repair: 'true', 'allow-pr-write': 'true' }, event);
    expect(allowed.outputs).toMatchObject({ ok: 'true', repaired: '1' });
  });

  test('a runtime that is asked about is told of in the summary', async () => {
    const end = await run({ mirror: 'sound', runtime: 'containerd@2.1\n# what we plan\ncri-o@1.30' });
    expect(end.code).toBe(1);
    const summary = end.summary.replaceAll('\u200b', ''); // keeps GitHub from making mentions of it
    expect(summary).toMatch(/runtime-unsupported.*containerd@2\.1 cannot/);
    expect(summary).toMatch(/config-octet-stream/);
  });
});
