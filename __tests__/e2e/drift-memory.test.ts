/** `drift` over many runs: what it asks, what it remembers, what it says has changed, and what is left when memory is lost. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { pushImage } from '../fixtures/push.ts';
import { describeReal } from '../servers/tools.ts';
import {
  DAY_MS,
  type Estate,
  indexVersion,
  MIRRORS,
  makeScene,
  mirrorsOf,
  onlyFinding,
  onlyImage,
  rulesOf,
  type Scene,
  startEstate,
  statesOf,
  version,
} from './drift-estate.ts';
import { expectExit, findingsOf, makeWorkspace, type ReportedRun, type Workspace } from './workspace.ts';

const [v1, v2, v3] = ['memory-1', 'memory-2', 'memory-3'].map(version) as [ImageTree, ImageTree, ImageTree];
const stranger = version('memory-stranger');
const index = indexVersion('memory');

const changesOf = ({ report }: ReportedRun) =>
  onlyImage(report).mirrors.map(({ mirror, drift, driftDetail }) => [
    mirror,
    drift,
    driftDetail?.change ?? null,
  ]);

describeReal('drift over many runs', ['docker-registry', 'skopeo'], () => {
  let estate: Estate;
  let workspace: Workspace;
  let scene: Scene;

  beforeAll(async () => {
    estate = await startEstate();
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    scene = await makeScene(estate, workspace, v1);
  });

  const statePath = (name: string): string => workspace.path('state', 'mirror-action', name);
  const requests = async () => ({
    source: await estate.requestsOf('source'),
    eu: await estate.requestsOf('eu'),
    us: await estate.requestsOf('us'),
    asia: await estate.requestsOf('asia'),
  });
  const ONE_HEAD_EACH = { source: { HEAD: 1 }, eu: { HEAD: 1 }, us: { HEAD: 1 }, asia: { HEAD: 1 } };

  describe('requests', () => {
    /** What an image carries is looked for by requests of its own. */
    const manifest = (image: object = {}) => scene.manifest({ top: { referrers: 'ignore' }, image });

    beforeEach(() => manifest());

    test('what an image carries costs two more at the source in the first run, and none in the next', async () => {
      scene.manifest();
      await scene.put(v1, ...MIRRORS);
      const asked: unknown[] = [];
      for (const _run of [1, 2]) {
        await estate.forgetRequests();
        expectExit(await workspace.run('drift'), 0);
        asked.push(await requests());
      }
      // Whether there is a referrers API, and the list of tags.
      expect(asked).toEqual([{ ...ONE_HEAD_EACH, source: { HEAD: 1, GET: 2 } }, ONE_HEAD_EACH]);
    });

    test.each([
      ['unlocked', (): void => undefined],
      ['locked', (): void => scene.lock([v1, 3])],
      ['pinned', (): void => manifest({ tags: [`1@${v1.root.digest}`] })],
      ['without tags', (): void => manifest({ allowMirrorByTags: false })],
      ['a child of an index', (): void => undefined],
    ] as const)('nothing differs, %s: one HEAD at the source, one per mirror', async (kind, arrange) => {
      arrange();
      if (kind === 'a child of an index') {
        await scene.publish(index);
        manifest({ platforms: ['linux/amd64'], index: 'omit' });
        expectExit(await workspace.run('sync'), 0);
      } else await scene.put(v1, ...MIRRORS);
      for (const _run of [1, 2]) {
        await estate.forgetRequests();
        const run = await workspace.run('drift');
        expectExit(run, 0);
        expect(await requests()).toEqual(ONE_HEAD_EACH);
        expect(run.report.totals.requests).toBe(4);
      }
    });

    test('explaining differences costs GETs once, and none in the next run', async () => {
      await scene.publish(index);
      scene.lock([index, 3]);
      await scene.put(index, 'eu');
      await scene.skopeoCopy('us', '--all', '--format=v2s2');
      await scene.put(stranger, 'asia');
      await estate.forgetRequests();
      const first = await workspace.run('drift');
      expect(statesOf(first.report)).toEqual(['eu in-sync', 'us equivalent warning', 'asia diverged error']);
      const asked = await requests();
      expect(asked.us.GET).toBeGreaterThan(0);
      expect(asked.asia.GET).toBeGreaterThan(0);
      // What is wanted is read from a mirror that has it: at the source a GET counts as a pull.
      expect(asked.source).toEqual({ HEAD: 1 });
      for (const methods of Object.values(asked))
        expect(Object.keys(methods).filter((method) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
      await estate.forgetRequests();
      const second = await workspace.run('drift');
      expect(statesOf(second.report)).toEqual(statesOf(first.report));
      expect(await requests()).toEqual(ONE_HEAD_EACH);
    });

    test('a tag that seems to point to a child is read in every run: some registries only say so', async () => {
      await scene.publish(index);
      await scene.put(index, 'eu', 'us');
      await scene.skopeoCopy('asia', '--override-arch=amd64', '--override-os=linux');
      const asked: unknown[] = [];
      for (const _run of [1, 2, 3]) {
        await estate.forgetRequests();
        expect(statesOf((await workspace.run('drift')).report)[2]).toBe('asia partial error');
        asked.push(await requests());
      }
      expect(asked.slice(1)).toEqual([1, 2].map(() => ({ ...ONE_HEAD_EACH, asia: { HEAD: 1, GET: 1 } })));
    });

    test('what history knows is explained by it alone', async () => {
      scene.lock([v1, 3], [v2, 5]);
      await scene.put(v2, 'eu', 'us');
      await scene.put(v1, 'asia');
      await estate.forgetRequests();
      expect(statesOf((await workspace.run('drift')).report)[0]).toBe('eu stale error');
      expect(await requests()).toEqual(ONE_HEAD_EACH);
    });
  });

  test('what has changed since the run before: new, moved, healed', async () => {
    await scene.put(v1, ...MIRRORS);
    const first = await workspace.run('drift');
    expect(first.report.comparedWith).toBe(null);
    expect(changesOf(first).map(([, , change]) => change)).toEqual([null, null, null]);

    await scene.publish(v2);
    await scene.put(v2, 'eu');
    const second = await workspace.run('drift');
    expect(second.report.comparedWith).toBe(first.report.startedAt);
    expect(changesOf(second)).toEqual([
      ['eu', 'in-sync', 'moved'],
      ['us', 'stale', 'new'],
      ['asia', 'stale', 'new'],
    ]);
    expect(second.stderr).toContain('2 newly drifted, 0 healed, 1 moved');

    await scene.put(v2, 'us');
    await scene.put(stranger, 'asia');
    const third = await workspace.run('drift');
    expect(changesOf(third)).toEqual([
      ['eu', 'in-sync', null],
      ['us', 'in-sync', 'healed'],
      ['asia', 'diverged', 'moved'],
    ]);
    const [, , asia] = onlyImage(third.report).mirrors;
    // It has differed since the run before, whatever it holds.
    expect(asia?.driftDetail?.driftingSince).toBe(second.report.startedAt);

    const fourth = await workspace.run('drift');
    expect(changesOf(fourth).map(([, , change]) => change)).toEqual([null, null, null]);
    expect(fourth.report.comparedWith).toBe(third.report.startedAt);
    expect(fourth.stderr).toContain('nothing changed');
  });

  test('a run over one mirror says nothing new of the others, nor forgets them', async () => {
    await scene.put(v1, ...MIRRORS);
    await workspace.run('drift');
    await scene.put(stranger, 'us', 'asia');
    expect(changesOf(await workspace.run('drift', '--mirror', 'us'))).toEqual([['us', 'diverged', 'new']]);
    expect(changesOf(await workspace.run('drift'))).toEqual([
      ['eu', 'in-sync', null],
      ['us', 'diverged', null],
      ['asia', 'diverged', 'new'],
    ]);
  });

  test('renaming a mirror is no change', async () => {
    await scene.put(v1, 'eu', 'us');
    await workspace.run('drift');
    scene.manifest({ mirrors: mirrorsOf(estate, { asia: { name: 'asia-2' } }) });
    expect(changesOf(await workspace.run('drift')).map(([, , change]) => change)).toEqual([null, null, null]);
  });

  test('versions are counted over many runs, each seen once', async () => {
    const all = [v1, ...Array.from({ length: 5 }, (_unused, each) => version(`memory/many-${each}`))];
    await scene.put(v1, 'eu');
    for (const next of all) {
      await scene.publish(next);
      await workspace.run('drift');
      await workspace.run('drift', '--mirror', 'eu');
    }
    const run = await workspace.run('drift');
    const image = onlyImage(run.report);
    expect(image.versions.map(({ digest }) => digest)).toEqual(all.map(({ root }) => root.digest).reverse());
    expect(onlyFinding(run.report, 'stale').message).toContain('5 versions behind');
  });

  test('with the state directory lost, the ages of the lock still stand', async () => {
    await scene.publish(v3);
    scene.lock([v3, 2], [v2, 4], [v1, 6]);
    await scene.put(v3, 'eu');
    await scene.put(v1, 'us');
    await scene.put(v2, 'asia');
    await workspace.run('drift');
    workspace.forgetState();
    const run = await workspace.run('drift');
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us stale error', 'asia stale error']);
    expect(onlyFinding(run.report, 'fallback-rollback').message).toContain('2 versions back');
    expect(run.report.comparedWith).toBe(null);
    const since = onlyImage(run.report).mirrors[1]?.driftDetail?.since ?? '';
    expect(Math.abs(Date.now() - 6 * DAY_MS - Date.parse(since))).toBeLessThan(60_000);
  });

  describe.each(['states.jsonl', 'relations.jsonl', 'history.jsonl'])('%s', (name) => {
    test.each([
      ['corrupt', (text: string) => text.replace('sha256:', 'sha25\u0000')],
      ['truncated', (text: string) => text.slice(0, -20)],
      ['newer', (text: string) => text.replace('"version":1', '"version":2')],
      ['of another kind', () => '{"mirrorAction":"proofs","version":1,"records":0}\n'],
      ['empty', () => ''],
    ] as const)('%s is set aside with a notice, and learnt anew', async (_what, spoil) => {
      await scene.publish(index);
      scene.lock([index, 3]);
      await scene.put(index, 'eu', 'us');
      await scene.skopeoCopy('asia', '--all', '--format=v2s2');
      await workspace.run('drift');
      const file = join('state', 'mirror-action', name);
      workspace.write(file, spoil(workspace.read(file)));
      const run = await workspace.run('drift');
      expectExit(run, 0);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia equivalent warning']);
      expect(onlyFinding(run.report, 'state-set-aside').message).toContain(name);
      const files = readdirSync(workspace.path('state', 'mirror-action'));
      expect(files.filter((each) => each.startsWith(name)).length).toBeGreaterThan(1);
      const after = await workspace.run('drift');
      expect(findingsOf(after.report, 'state-set-aside')).toEqual([]);
      expect(changesOf(after).map(([, , change]) => change)).toEqual([null, null, null]);
    });
  });

  test('needs no credentials for writing, and leaves the mirrors as they are', async () => {
    const foreign = `${scene.repository}/not-there`;
    await pushImage(estate.source.url, foreign, { tag: '1', tree: v1 });
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: mirrorsOf(estate),
      images: [`${estate.source.host}/${foreign}:1`],
    });
    await estate.forgetRequests();
    const run = await workspace.run('drift', '--depth', 'rootfs');
    expect(rulesOf(run.report)).toContain('missing');
    const asked = await requests();
    expect(asked).toEqual(ONE_HEAD_EACH);
    expect(existsSync(statePath('states.jsonl'))).toBe(true);
    rmSync(workspace.path('state'), { recursive: true });
  });
});
