/** `drift`: each state of the contract's table, brought about on real registries with skopeo and plain requests. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { describeReal } from '../servers/tools.ts';
import {
  DAY_MS,
  type Estate,
  indexVersion,
  makeScene,
  mirrorsOf,
  onlyFinding,
  onlyImage,
  rulesOf,
  type Scene,
  short,
  startEstate,
  statesOf,
  version,
} from './drift-estate.ts';
import { deleteManifest, digestOfTag, storedFile } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, rowsOf, type Workspace } from './workspace.ts';

const [v1, v2, v3] = ['v1', 'v2', 'v3'].map(version) as [Tree, Tree, Tree];
const stranger = version('stranger');
type Tree = ReturnType<typeof version>;

describeReal('drift states', ['docker-registry', 'skopeo'], () => {
  let estate: Estate;
  let workspace: Workspace;
  let scene: Scene;

  beforeAll(async () => {
    estate = await startEstate();
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    scene = await makeScene(estate, workspace, v3);
  });

  test('in sync everywhere is quiet, and exits 0', async () => {
    for (const mirror of ['eu', 'us', 'asia'] as const) await scene.skopeoCopy(mirror);
    const run = await workspace.run('drift');
    expectExit(run, 0);
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
    expect(rulesOf(run.report)).toEqual(['no-history', 'no-lock']);
    expect(onlyImage(run.report)).toMatchObject({
      sourceNow: v3.root.digest,
      lock: null,
      versions: [{ digest: v3.root.digest }],
      sourceVersion: 0,
    });
    expect(rowsOf(run.report)).toMatchObject([{ outcome: 'compared', found: v3.root.digest }, {}, {}]);
    expect(run.stderr).toContain('1 tag is as wanted everywhere');
  });

  describe('missing', () => {
    test('is a note while what is wanted is young', async () => {
      await scene.put(v3, 'us', 'asia');
      const run = await workspace.run('drift');
      expectExit(run, 0);
      expect(statesOf(run.report)).toEqual(['eu missing note', 'us in-sync', 'asia in-sync']);
      expect(rowsOf(run.report)[0]).toMatchObject({ found: null });
    });

    test('is an error when it is older than maxLag, by the lock', async () => {
      await scene.put(v3, 'us', 'asia');
      scene.lock([v3, 2]);
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu missing error', 'us in-sync', 'asia in-sync']);
      scene.manifest({ top: { maxLag: '3d' } });
      expectExit(await workspace.run('drift'), 0);
    });
  });

  test('stale by one version and by two, since when, and older than maxLag or not', async () => {
    scene.lock([v3, 2], [v2, 5], [v1, 9]);
    await scene.put(v3, 'eu');
    await scene.put(v2, 'us');
    await scene.put(v1, 'asia');
    const old = await workspace.run('drift');
    expectExit(old, 1);
    expect(statesOf(old.report)).toEqual(['eu in-sync', 'us stale error', 'asia stale error']);
    const [behindOne, behindTwo] = findingsOf(old.report, 'stale');
    expect(behindOne?.message).toContain('1 version behind');
    expect(behindTwo?.message).toContain('2 versions behind');
    expect(behindTwo?.message).toContain(short(v1));
    const since = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10);
    expect(behindTwo?.message).toContain(`superseded ${since}`);
    expect(onlyImage(old.report).mirrors.map(({ driftDetail }) => driftDetail?.version)).toEqual([0, -1, -2]);
    expect(onlyImage(old.report).versions).toHaveLength(3);
    scene.manifest({ top: { maxLag: '3d' } });
    const young = await workspace.run('drift');
    expect(statesOf(young.report)).toEqual(['eu in-sync', 'us stale warning', 'asia stale error']);
  });

  test('fallback-rollback: tag, newer digest, older digest, how many versions back, in this order', async () => {
    scene.lock([v3, 2], [v2, 5], [v1, 9]);
    await scene.put(v3, 'eu');
    await scene.put(v1, 'us');
    await scene.put(v2, 'asia');
    const run = await workspace.run('drift');
    expectExit(run, 1);
    const { message, severity, affects } = onlyFinding(run.report, 'fallback-rollback');
    expect(severity).toBe('error');
    expect([...affects].sort()).toEqual(
      (['us', 'asia'] as const).map((name) => `${estate.mirrors[name].host}/${scene.repository}:1`).sort(),
    );
    const places = [scene.name, short(v3), short(v1), '2 versions back'].map((part) => message.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
    const groups = onlyFinding(run.report, 'mirrors-disagree');
    expect(groups.severity).toBe('warning');
    for (const part of [`eu has ${short(v3)}`, `us has ${short(v1)}`, `asia has ${short(v2)}`])
      expect(groups.message).toContain(part);
  });

  test('older mirrors first: they disagree, and no node falls back', async () => {
    scene.lock([v3, 2], [v2, 5]);
    await scene.put(v2, 'eu');
    await scene.put(v3, 'us', 'asia');
    const run = await workspace.run('drift');
    expect(statesOf(run.report)).toEqual(['eu stale error', 'us in-sync', 'asia in-sync']);
    expect(findingsOf(run.report, 'fallback-rollback')).toEqual([]);
    expect(onlyFinding(run.report, 'mirrors-disagree').message).toContain(`us, asia have ${short(v3)}`);
  });

  test('ahead: somebody wrote past the lock; and the source went back', async () => {
    scene.lock([v2, 5], [v1, 9]);
    await scene.put(v2, 'us', 'asia');
    await scene.put(v3, 'eu');
    const past = await workspace.run('drift');
    expectExit(past, 1);
    expect(statesOf(past.report)).toEqual(['eu ahead error', 'us in-sync', 'asia in-sync']);
    expect(onlyFinding(past.report, 'ahead').message).toContain('1 version ahead');
    // The source serves what the lock has not got yet, for less than 30 days.
    expect(onlyFinding(past.report, 'lock-behind')).toMatchObject({
      severity: 'note',
      digest: v3.root.digest,
    });
    expect(onlyImage(past.report)).toMatchObject({ sourceVersion: 0, lockVersion: -1 });
    await scene.publish(v1);
    const back = await workspace.run('drift');
    expect(statesOf(back.report)).toEqual(['eu ahead error', 'us in-sync', 'asia in-sync']);
    expect(onlyFinding(back.report, 'tag-rollback')).toMatchObject({
      severity: 'error',
      digest: v1.root.digest,
    });
  });

  test('ahead, where nothing is locked: the source moved back, by what was seen in earlier runs', async () => {
    for (const next of [v1, v2]) {
      await scene.publish(next);
      await workspace.run('drift');
    }
    await scene.put(v2, 'eu', 'asia');
    await scene.put(v1, 'us');
    await scene.publish(v1);
    const run = await workspace.run('drift');
    expectExit(run, 1);
    expect(statesOf(run.report)).toEqual(['eu ahead error', 'us in-sync', 'asia ahead error']);
    expect(onlyFinding(run.report, 'fallback-rollback').message).toContain('1 version back');
  });

  test('lock-behind is a warning after 30 days, by what the state directory has seen', async () => {
    scene.lock([v2, 50]);
    await scene.put(v2, 'eu', 'us', 'asia');
    const seenNow = await workspace.run('drift');
    expect(onlyFinding(seenNow.report, 'lock-behind').severity).toBe('note');
    expectExit(seenNow, 0);
    // As if that run had been 40 days ago.
    const history = join('state', 'mirror-action', 'history.jsonl');
    const seenAt = new RegExp(`("${v3.root.digest}",)(\\d+)`);
    const longAgo = Date.now() - 40 * DAY_MS;
    workspace.write(history, workspace.read(history).replace(seenAt, `$1${longAgo}`));
    const seenLongAgo = await workspace.run('drift');
    const { severity, message } = onlyFinding(seenLongAgo.report, 'lock-behind');
    expect(severity).toBe('warning');
    expect(message).toContain(new Date(longAgo).toISOString().slice(0, 10));
    expectExit(seenLongAgo, 0);
  });

  test('diverged: what the source is not known to have served', async () => {
    scene.lock([v3, 2]);
    await scene.put(v3, 'eu', 'asia');
    await scene.put(stranger, 'us');
    const run = await workspace.run('drift');
    expectExit(run, 1);
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us diverged error', 'asia in-sync']);
    expect(onlyFinding(run.report, 'diverged').message).toContain(short(stranger));
    expect(findingsOf(run.report, 'fallback-rollback')).toEqual([]);
    expect(onlyImage(run.report).mirrors[1]).toMatchObject({
      found: stranger.root.digest,
      driftDetail: { version: null, since: null },
    });
  });

  describe('by content', () => {
    const index = indexVersion('by-content');

    beforeEach(async () => {
      await scene.publish(index);
      scene.lock([index, 4]);
    });

    test('partial: a single-platform copy by plain skopeo copy, in words', async () => {
      await scene.skopeoCopy('eu', '--all');
      await scene.skopeoCopy('us', '--override-arch=amd64', '--override-os=linux');
      await scene.skopeoCopy('asia', '--override-arch=amd64', '--override-os=linux', '--format=v2s2');
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us partial error', 'asia partial error']);
      const [us, asia] = findingsOf(run.report, 'partial');
      expect(us?.message).toContain('is a single-platform copy (linux/amd64) of ');
      expect(us?.message).toContain('linux/arm64 is wanted and not there');
      expect(us?.help).toContain('skopeo copy');
      expect(asia?.message).toContain('a rewritten single-platform copy (linux/amd64)');
    });

    test('partial is a warning where the platforms that are wanted are there', async () => {
      scene.manifest({ image: { platforms: ['linux/amd64'] } });
      await scene.skopeoCopy('eu', '--override-arch=amd64', '--override-os=linux');
      await scene.skopeoCopy('us', '--override-arch=arm64', '--override-os=linux');
      await scene.skopeoCopy('asia', '--all');
      const run = await workspace.run('drift');
      expect(statesOf(run.report)).toEqual(['eu partial warning', 'us partial error', 'asia in-sync']);
    });

    test('equivalent: the same images in another format', async () => {
      await scene.skopeoCopy('eu', '--all');
      await scene.skopeoCopy('us', '--all', '--format=v2s2');
      await scene.skopeoCopy('asia', '--all', '--format=v2s2');
      const run = await workspace.run('drift');
      expect(statesOf(run.report)).toEqual([
        'eu in-sync',
        'us equivalent warning',
        'asia equivalent warning',
      ]);
      expect(findingsOf(run.report, 'fallback-rollback')).toEqual([]);
      expect(digestOfTag(estate.mirrors.us, scene.repository, '1')).not.toBe(index.root.digest);
      expect(findingsOf(run.report, 'equivalent')[0]?.message).toContain('other bytes of the same image');
      scene.manifest({ top: { rules: { equivalent: 'note' } } });
      const ruled = await workspace.run('drift', '--mirror', 'us', '--mirror', 'eu');
      expect(statesOf(ruled.report)).toEqual(['eu in-sync', 'us equivalent note']);
    });

    test('index: omit with one platform: the child is what is wanted, the index around it is equivalent', async () => {
      scene.manifest({ image: { platforms: ['linux/arm64'], index: 'omit' } });
      await scene.skopeoCopy('eu', '--override-arch=arm64', '--override-os=linux');
      await scene.skopeoCopy('us', '--all');
      await scene.skopeoCopy('asia', '--override-arch=amd64', '--override-os=linux');
      const run = await workspace.run('drift');
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us equivalent warning', 'asia diverged error']);
    });
  });

  test('index: omit with one platform knows the ages of children, and which node falls back', async () => {
    const [old, now] = ['omit-1', 'omit-2'].map(indexVersion) as [Tree, Tree];
    await scene.publish(old);
    scene.manifest({ image: { platforms: ['linux/arm64'], index: 'omit' } });
    expectExit(await workspace.run('sync'), 0);
    await scene.publish(now);
    await workspace.run('sync', '--mirror', 'eu');
    const run = await workspace.run('drift');
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us stale warning', 'asia stale warning']);
    expect(onlyFinding(run.report, 'fallback-rollback').message).toContain('1 version back');
  });

  describe('incomplete', () => {
    const layer = [...v3.blobs.keys()].at(-1) ?? '';
    const others = [makeImage({ seed: 'whole/eu' }), makeImage({ seed: 'whole/us' })] as const;

    test('by --depth, and remembered without it until it is mended', async () => {
      const [tree] = others;
      const lost = [...tree.blobs.keys()].at(-1) ?? layer;
      await scene.publish(tree);
      await scene.put(tree, 'eu', 'us', 'asia');
      rmSync(storedFile(estate.mirrors.us, lost));
      expect(statesOf((await workspace.run('drift')).report)).toEqual([
        'eu in-sync',
        'us in-sync',
        'asia in-sync',
      ]);
      const deep = await workspace.run('drift', '--depth', 'probe');
      expectExit(deep, 1);
      expect(statesOf(deep.report)).toEqual(['eu in-sync', 'us incomplete error', 'asia in-sync']);
      expect(onlyFinding(deep.report, 'blob-missing')).toMatchObject({ mirror: 'us', digest: lost });
      expect(rowsOf(deep.report)).toMatchObject([
        { complete: true },
        { complete: false },
        { complete: true },
      ]);
      const shallow = await workspace.run('drift');
      expectExit(shallow, 1);
      expect(statesOf(shallow.report)).toEqual(['eu in-sync', 'us incomplete error', 'asia in-sync']);
      expect(onlyFinding(shallow.report, 'incomplete').message).toContain('at depth probe');
      await workspace.run('sync');
      const mended = await workspace.run('drift');
      expectExit(mended, 0);
      expect(statesOf(mended.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
      expect(onlyImage(mended.report).mirrors[1]?.driftDetail?.change).toBe(null);
    });

    test('a digest without a managed tag, too', async () => {
      const [, tree] = others;
      const lost = [...tree.blobs.keys()].at(-1) ?? layer;
      await scene.publish(tree);
      scene.manifest({ image: { allowMirrorByTags: false } });
      await scene.put(tree, 'eu', 'us', 'asia');
      rmSync(storedFile(estate.mirrors.asia, lost));
      const deep = await workspace.run('drift', '--depth', 'exists');
      expect(statesOf(deep.report).slice(0, 2)).toEqual(['eu in-sync', 'us in-sync']);
      const probed = await workspace.run('drift', '--depth', 'probe');
      expect(statesOf(probed.report)).toEqual(['eu in-sync', 'us in-sync', 'asia incomplete error']);
    });
  });

  describe('source-gone', () => {
    beforeEach(async () => {
      await scene.put(v3, 'eu', 'us');
      await deleteManifest(estate.source, scene.repository, v3.root.digest);
    });

    test('without lock or pin is the state, once told', async () => {
      const run = await workspace.run('drift');
      expectExit(run, 0);
      expect(statesOf(run.report)).toEqual([
        'eu source-gone warning',
        'us source-gone warning',
        'asia source-gone warning',
      ]);
      expect(onlyFinding(run.report, 'source-gone')).toMatchObject({ severity: 'warning', affectedCount: 3 });
      expect(rowsOf(run.report).map(({ found }) => found)).toEqual([v3.root.digest, v3.root.digest, null]);
    });

    test.each(['lock', 'pin'])('with a %s is beside the states', async (by) => {
      if (by === 'lock') scene.lock([v3, 3]);
      else scene.manifest({ image: { tags: [`1@${v3.root.digest}`] } });
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia missing error']);
      expect(onlyFinding(run.report, 'source-gone')).toMatchObject({ digest: v3.root.digest });
    });
  });

  test('rows without a managed tag compare presence, with or without an anchor', async () => {
    scene.manifest({ image: { allowMirrorByTags: false, digests: [v1.root.digest] } });
    await pushImage(estate.source.url, scene.repository, { tag: null, tree: v1 });
    await scene.put(v3, 'eu');
    await pushImage(estate.mirrors.eu.url, scene.repository, { tag: null, tree: v1 });
    await workspace.run('sync', '--mirror', 'us');
    await scene.put(v2, 'asia');
    const run = await workspace.run('drift');
    const states = rowsOf(run.report).map(({ target, mirror, drift }) => [mirror, target.slice(-71), drift]);
    expect(states).toEqual(
      [v1, v3].flatMap(({ root }) => [
        ['eu', root.digest, 'in-sync'],
        ['us', root.digest, 'in-sync'],
        ['asia', root.digest, 'missing'],
      ]),
    );
    expect(run.report.images.map(({ tag }) => tag)).toEqual([null, null]);
  });

  test('a mirror that is filling is never more than a warning, and no node falls back to it', async () => {
    scene.manifest({ mirrors: mirrorsOf(estate, { us: { state: 'filling' } }) });
    scene.lock([v3, 2], [v1, 9]);
    await scene.put(v3, 'eu', 'asia');
    await scene.put(v1, 'us');
    const run = await workspace.run('drift');
    expectExit(run, 0);
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us stale warning', 'asia in-sync']);
    expect(findingsOf(run.report, 'fallback-rollback')).toEqual([]);
    expectExit(await workspace.run('drift', '--fail-on', 'stale'), 1);
  });

  test('the tags of a cache are compared, its content is not walked', async () => {
    scene.manifest({ mirrors: mirrorsOf(estate, { us: { kind: 'cache' } }) });
    scene.lock([v3, 2], [v1, 9]);
    await scene.put(v3, 'eu', 'asia');
    await scene.put(v1, 'us');
    expect(statesOf((await workspace.run('drift')).report)[1]).toBe('us stale error');
    await scene.put(v3, 'us');
    await estate.forgetRequests();
    const deep = await workspace.run('drift', '--depth', 'probe');
    expectExit(deep, 0);
    expect(statesOf(deep.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
    expect(await estate.requestsOf('us')).toEqual({ HEAD: 1 });
  });

  test('one tag in two places of each mirror: what is wrong in one is not said of the other', async () => {
    const source = `${estate.source.host}/${scene.repository}`;
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: mirrorsOf(estate),
      images: [
        { source, tags: ['1'] },
        { source, tags: ['1'], repository: `${scene.repository}/second` },
      ],
    });
    scene.lock([v3, 2], [v1, 9]);
    for (const each of [estate.mirrors.eu, estate.mirrors.us, estate.mirrors.asia])
      await pushImage(each.url, `${scene.repository}/second`, { tag: '1', tree: v3 });
    await scene.put(v3, 'eu', 'asia');
    await scene.put(v1, 'us');
    const run = await workspace.run('drift');
    expect(rowsOf(run.report).map(({ drift }) => drift)).toEqual([
      ...['in-sync', 'stale', 'in-sync'],
      ...['in-sync', 'in-sync', 'in-sync'],
    ]);
    onlyFinding(run.report, 'fallback-rollback');
    expect(run.stderr).toContain('1 tag differs');
    expect(run.stderr).toContain('1 other tag is as wanted everywhere');
  });

  test('a layout is a mirror like the others, and nodes do not fall back to it', async () => {
    scene.manifest({
      mirrors: [...mirrorsOf(estate), { name: 'vault', target: 'oci:./vault' }],
    });
    expectExit(await workspace.run('sync'), 0);
    await scene.publish(v1);
    expectExit(await workspace.run('sync', '--mirror', 'eu', '--mirror', 'us', '--mirror', 'asia'), 0);
    const run = await workspace.run('drift');
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync', 'vault stale warning']);
    expect(findingsOf(run.report, 'fallback-rollback')).toEqual([]);
    rmSync(workspace.path('vault'), { recursive: true });
    expect(statesOf((await workspace.run('drift')).report)[3]).toBe('vault missing note');
  });
});
