/** `drift` as a scheduled workflow runs it: outputs for later steps, annotations, the matrix in the job summary. */
import { readFileSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { storedFile } from '../e2e/registry-content.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { startTagSheet } from '../servers/tag-sheet.ts';
import { describeReal } from '../servers/tools.ts';
import { actingCommands, annotations } from './commands-of.ts';
import { type Job, makeJob, type StepEnd } from './runner.ts';

const KIBIBYTE = 1024;
const DAY_MS = 86_400_000;
/** What an index says of a platform comes from whoever built it. */
const HOSTILE_VARIANT = '\n::error::pwned\u001b[31m</td><script>alert(1)</script>|`';

const [now, old] = ['now', 'old'].map((seed) => makeImage({ seed: `action-drift/${seed}` })) as [
  ImageTree,
  ImageTree,
];
const amd64 = makeImage({
  seed: 'action-drift/amd64',
  platform: { os: 'linux', architecture: 'amd64', variant: HOSTILE_VARIANT },
});
const hostile = makeIndex([
  amd64,
  makeImage({ seed: 'action-drift/arm64', platform: { os: 'linux', architecture: 'arm64' } }),
]);

const since = (days: number): string => `${new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 19)}Z`;
const lockText = (entries: Readonly<Record<string, readonly ImageTree[]>>): string =>
  JSON.stringify({
    version: 1,
    tags: Object.fromEntries(
      Object.entries(entries)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, [first, ...previous]]) => [
          name,
          {
            digest: first?.root.digest,
            since: since(3),
            previous: previous.map(({ root }, index) => ({ digest: root.digest, since: since(9 + index) })),
          },
        ]),
    ),
  });

describeReal('drift in an Action', ['docker-registry'], () => {
  let source: DockerRegistry;
  let eu: DockerRegistry;
  let us: DockerRegistry;
  let job: Job;
  let end: StepEnd;

  beforeAll(async () => {
    [source, eu, us] = await Promise.all([
      startDockerRegistry(),
      startDockerRegistry(),
      startDockerRegistry(),
    ]);
    const push = (registry: DockerRegistry, name: string, tree: ImageTree): Promise<void> =>
      pushImage(registry.url, name, { tag: '1', tree });
    for (const [name, tree] of [
      ['app', now],
      ['calm', now],
      ['odd', hostile],
    ] as const)
      for (const registry of [source, eu]) await push(registry, name, tree);
    await push(us, 'app', old);
    await push(us, 'calm', now);
    await push(us, 'odd', amd64);
    job = makeJob();
    job.manifest({
      allowMirrorByTags: true,
      mirrors: [
        { name: 'eu', target: eu.host },
        { name: 'us', target: us.host },
      ],
      images: ['app', 'calm', 'odd'].map((name) => `${source.host}/${name}:1`),
    });
    job.write(
      'mirror.lock.yaml',
      lockText({
        [`${source.host}/app:1`]: [now, old],
        [`${source.host}/calm:1`]: [now],
        [`${source.host}/odd:1`]: [hostile],
      }),
    );
    end = await job.run({ with: { command: 'drift', html: 'drift.html' } });
  });

  test('ends with 1, and outputs say how many', () => {
    expect(end.code).toBe(1);
    expect(end.outputs).toMatchObject({
      ok: 'false',
      drifted: '2',
      incomplete: '0',
      copied: '0',
      failed: '0',
    });
    expect(end.report.command).toBe('drift');
  });

  test('annotates the lines of the mirror manifest that differ', () => {
    const lines = readFileSync(job.path('mirror.yaml'), 'utf8').split('\n');
    const errors = annotations(end.commands, 'error');
    const named = errors.map(({ properties }) => lines[Number(properties.line) - 1]?.trim());
    expect([...new Set(named)].sort()).toEqual(['app', 'odd'].map((name) => `- ${source.host}/${name}:1`));
    expect(errors.some(({ data }) => data.includes('1 version back'))).toBe(true);
  });

  test('shows the matrix in the job summary, worst first, equal rows counted', () => {
    expect(end.summary).toContain('### 2 tags differ');
    expect(end.summary).toMatch(/\| source \| lock \| eu \| us \|/);
    // However it is set in bold.
    expect(end.summary).toMatch(new RegExp(`-1\\S* ↓ \`${old.root.digest.slice(7, 19)}\``));
    expect(end.summary).toContain('1 other tag is as wanted everywhere');
    expect(end.summary).toContain('single-platform copy');
  });

  test('a hostile platform becomes neither a command nor markup', () => {
    expect(actingCommands(end.commands).filter(({ data }) => data.startsWith('pwned'))).toEqual([]);
    expect(end.log).not.toContain('\u001b[31m');
    for (const text of [end.summary, readFileSync(job.path('drift.html'), 'utf8')])
      expect(text).not.toContain('<script>alert');
    const row = end.summary.split('\n').find((line) => line.includes('/odd:1`') && line.startsWith('|'));
    // Icon, tag, source, lock, two mirrors, words: nothing breaks out of its cell.
    expect(row?.split('|')).toHaveLength(9);
  });

  test.each([
    ['never', 0],
    ['warning', 1],
    ['stale', 1],
    ['diverged,missing', 0],
    ['fallback-rollback', 1],
  ])('fail-on %s: %i', async (failOn, code) => {
    const ruled = await job.run({ with: { command: 'drift', 'fail-on': failOn } });
    expect(ruled.code).toBe(code);
    expect(ruled.outputs).toMatchObject({ ok: 'false', drifted: '2' });
  });

  test('all as wanted is a few lines and no annotation', async () => {
    const calm = await job.run({ with: { command: 'drift', image: `${source.host}/calm:1` } });
    expect({ code: calm.code, outputs: calm.outputs }).toMatchObject({
      code: 0,
      outputs: { ok: 'true', drifted: '0' },
    });
    expect(actingCommands(calm.commands)).toEqual([]);
    expect(calm.summary.trim().split('\n').length).toBeLessThanOrEqual(12);
  });

  test('damage that an earlier step found is counted as incomplete, also where only tags are compared', async () => {
    const state = { state: 'state', image: `${source.host}/calm:1`, command: 'drift' };
    rmSync(storedFile(us, [...now.blobs.keys()].at(-1) ?? ''));
    const deep = await job.run({ with: { ...state, depth: 'probe' } });
    expect({ code: deep.code, outputs: deep.outputs }).toMatchObject({
      code: 1,
      outputs: { drifted: '1', incomplete: '1' },
    });
    const shallow = await job.run({ with: state });
    expect({ code: shallow.code, outputs: shallow.outputs }).toMatchObject({
      code: 1,
      outputs: { drifted: '1', incomplete: '1' },
    });
  });

  describe('with 2,000 tags that differ', () => {
    // Two mirrors are behind; the third has what is wanted.
    test('the summary stays below its limit, and says how many more there are', async () => {
      const trees = new Map<string, ImageTree>();
      const tree = (seed: string): ImageTree => {
        const known = trees.get(seed) ?? makeImage({ seed, layers: 1, layerBytes: 10 });
        trees.set(seed, known);
        return known;
      };
      const tags = Array.from({ length: 2_000 }, (_unused, number) => `${'long-tag.'.repeat(12)}${number}`);
      const sheets = await Promise.all(
        ['now', 'now', 'old', 'older'].map((held) => startTagSheet((tag) => tree(`${tag}/${held}`))),
      );
      const [origin, ...mirrors] = sheets.map(({ host }) => host);
      const many = makeJob();
      many.manifest({
        allowMirrorByTags: true,
        mirrors: mirrors.map((target, index) => ({ name: `mirror-${index}`, target })),
        images: [{ source: `${origin}/app`, tags }],
      });
      many.write(
        'mirror.lock.yaml',
        lockText(
          Object.fromEntries(
            tags.map((tag) => [
              `${origin}/app:${tag}`,
              ['now', 'old', 'older'].map((held) => tree(`${tag}/${held}`)),
            ]),
          ),
        ),
      );
      const told = await many.run({ with: { command: 'drift' } });
      expect(told.code).toBe(1);
      expect(told.outputs).toMatchObject({ drifted: '4000' });
      expect(Buffer.byteLength(told.summary)).toBeLessThan(900 * KIBIBYTE);
      expect(told.summary).toContain('2000 tags differ');
      expect(told.summary).toMatch(/\d+ more in the report/);
      expect(actingCommands(told.commands).length).toBeLessThanOrEqual(20);
      expect(told.report.images).toHaveLength(2_000);
    }, 120_000);
  });
});
