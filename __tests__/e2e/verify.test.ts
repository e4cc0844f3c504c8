/** `verify` against registries whose storage was damaged behind their back. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import type { Report } from '../../src/report/model.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk, temporaryDirectory } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { deleteManifest, statusOf, storedFile } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

const DEPTHS = ['manifests', 'exists', 'probe', 'content', 'rootfs'] as const;

const biggest = ({ blobs }: ImageTree): Digest => {
  const [first] = [...blobs].sort(([, one], [, other]) => other.length - one.length);
  if (first === undefined) throw new Error('no blobs');
  return first[0];
};

const errorsOf = (report: Report) => report.findings.filter(({ severity }) => severity === 'error');

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describeReal('verify', ['docker-registry', 'skopeo'], () => {
  let source: DockerRegistry;
  let cached: DockerRegistry;
  let plain: DockerRegistry;
  let workspace: Workspace;
  let tree: ImageTree;
  let app = '';
  let apps = 0;

  const path = (what: 'blobs' | 'manifests', digest: string): string => `/v2/${app}/${what}/${digest}`;
  const whole = async (registry: DockerRegistry): Promise<void> => {
    const directory = join(temporaryDirectory('whole'), 'image');
    const name = `docker://${registry.host}/${app}@${tree.root.digest}`;
    const copy = ['--insecure-policy', 'copy', '--all', '--src-tls-verify=false', name, `dir:${directory}`];
    await runOk(toolPath('skopeo'), copy);
  };
  const writeManifest = (image: object = {}, top: object = {}): void =>
    workspace.manifest({
      mirrors: [
        { name: 'cached', target: cached.host },
        { name: 'plain', target: plain.host },
      ],
      ...top,
      images: [{ source: `${source.host}/${app}`, tags: [`1@${tree.root.digest}`], ...image }],
    });

  beforeAll(async () => {
    source = await startDockerRegistry();
    cached = await startDockerRegistry({ blobDescriptorCache: true });
    plain = await startDockerRegistry({ blobDescriptorCache: false });
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    apps += 1;
    app = `verify/app-${apps}`;
    const arm64 = { os: 'linux', architecture: 'arm64' };
    const images = [makeImage({ seed: app }), makeImage({ seed: `${app}/arm`, platform: arm64 })];
    tree = makeIndex(images, { attestations: true });
    await pushImage(source.url, app, { tag: '1', tree });
    writeManifest();
    expectExit(await workspace.run('sync'), 0);
    await source.clearAccessLog();
    await cached.clearAccessLog();
  });

  test.each(DEPTHS)('%s finds sound mirrors complete and never asks the source', async (depth) => {
    const run = await workspace.run('verify', '--depth', depth);
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject(
      ['cached', 'plain'].map((mirror) => ({
        mirror,
        outcome: 'complete',
        complete: true,
        action: 'verify',
        found: tree.root.digest,
        proof: { depth, thisRun: true },
      })),
    );
    expect(run.report).toMatchObject({ command: 'verify', ok: true, findings: [] });
    expect(run.report.totals).toMatchObject({ complete: 2, incomplete: 0, sourceBytes: 0, mirrorBytes: 0 });
    expect(await source.accessLog()).toEqual([]);
  });

  test.each(['exists', 'probe'])('%s asks once for every blob and manifest', async (depth) => {
    expectExit(await workspace.run('verify', '--depth', depth, '--mirror', 'cached'), 0);
    const asked = (await cached.accessLog()).filter(({ path: where }) => where.includes('/blobs/'));
    expect(asked.map(({ path: where }) => where).sort()).toEqual(
      [...tree.blobs.keys()].map((digest) => path('blobs', digest)).sort(),
    );
    const read = (await cached.accessLog()).filter(
      ({ method, path: where }) => method === 'GET' && where.includes('/manifests/'),
    );
    expect(read.map(({ path: where }) => where).sort()).toEqual(
      tree.manifests.map(({ digest }) => path('manifests', digest)).sort(),
    );
  });

  test('says who it is', async () => {
    expectExit(await workspace.run('verify', '--mirror', 'cached'), 0);
    const agents = new Set((await cached.accessLog()).map(({ userAgent }) => userAgent));
    expect([...agents]).toEqual([expect.stringMatching(/^mirror-action\/\S+ \(verify\)$/)]);
  });

  describe('a deleted blob file', () => {
    test('is caught by a probe though HEAD promises it', async () => {
      const layer = biggest(tree);
      rmSync(storedFile(cached, layer));
      expect(await statusOf(cached, 'HEAD', path('blobs', layer))).toBe(200);
      expectExit(await workspace.run('verify', '--depth', 'exists'), 0);
      const run = await workspace.run('verify');
      expectExit(run, 1);
      expect(rowsOf(run.report)).toMatchObject([
        { mirror: 'cached', outcome: 'incomplete', complete: false, proof: null },
        { mirror: 'plain', outcome: 'complete' },
      ]);
      expect(errorsOf(run.report)).toMatchObject([
        { rule: 'blob-missing', mirror: 'cached', digest: layer, affectedCount: 1 },
      ]);
      expect(errorsOf(run.report)[0]?.message).toContain(layer.slice(7, 19));
      expect(run.stderr).toContain('blob-missing');
    });

    test('is known to sync from then on, which brings it back', async () => {
      const layer = biggest(tree);
      rmSync(storedFile(cached, layer));
      expectExit(await workspace.run('verify'), 1);
      const synced = await workspace.run('sync');
      expectExit(synced, 0);
      expect(outcomesOf(synced.report, 'cached')).toEqual(['repaired']);
      expectExit(await workspace.run('verify'), 0);
    });

    test('is one finding for all images that it is part of', async () => {
      const shared = { layerSeeds: [`${app}/shared`], layerBytes: 3000 };
      const trees = [1, 2, 3].map((n) => makeImage({ seed: `${app}/${n}`, ...shared }));
      for (const [at, image] of trees.entries())
        await pushImage(source.url, `${app}-${at}`, { tag: '1', tree: image });
      workspace.manifest({
        mirrors: [{ name: 'cached', target: cached.host }],
        images: trees.map(({ root }, at) => `${source.host}/${app}-${at}:1@${root.digest}`),
      });
      expectExit(await workspace.run('sync'), 0);
      rmSync(storedFile(cached, biggest(trees[0] as ImageTree)));
      const run = await workspace.run('verify');
      expectExit(run, 1);
      expect(errorsOf(run.report)).toHaveLength(1);
      expect(errorsOf(run.report)[0]).toMatchObject({ rule: 'blob-missing', affectedCount: 3 });
      expect(errorsOf(run.report)[0]?.affects).toHaveLength(3);
      expect(run.report.totals).toMatchObject({ incomplete: 3, complete: 0 });
    });
  });

  test.each(['cached', 'plain'])(
    'a truncated blob file is caught by a probe of a %s registry',
    async (name) => {
      const registry = name === 'cached' ? cached : plain;
      truncateSync(storedFile(registry, biggest(tree)), 100);
      const run = await workspace.run('verify');
      expectExit(run, 1);
      const errors = errorsOf(run.report);
      expect(errors).toMatchObject([{ mirror: name, digest: biggest(tree) }]);
      expect(['blob-missing', 'blob-size-mismatch']).toContain(errors[0]?.rule);
    },
  );

  test('a flipped bit is caught by reading the content, and remembered until that is done again', async () => {
    const layer = biggest(tree);
    const file = storedFile(cached, layer);
    const sound = readFileSync(file);
    flip(file);
    expectExit(await workspace.run('verify'), 0);
    const run = await workspace.run('verify', '--depth', 'content');
    expectExit(run, 1);
    expect(errorsOf(run.report)).toMatchObject([
      { rule: 'blob-digest-mismatch', mirror: 'cached', digest: layer },
    ]);
    writeFileSync(file, sound);
    // A probe cannot tell whether it is mended.
    const probed = await workspace.run('verify');
    expectExit(probed, 1);
    expect(outcomesOf(probed.report, 'cached')).toEqual(['incomplete']);
    expect(outcomesOf(probed.report, 'plain')).toEqual(['complete']);
    expect(findingsOf(probed.report, 'incomplete')).toMatchObject([{ mirror: 'cached', severity: 'error' }]);
    const synced = await workspace.run('sync');
    expect(outcomesOf(synced.report, 'cached')).toEqual(['incomplete']);
    expectExit(synced, 1);
    // One cause is one finding, and its advice works.
    expect(errorsOf(synced.report).map(({ rule, help }) => [rule, help])).toEqual([
      ['incomplete', 'Run verify --repair --depth content.'],
    ]);
    expectExit(await workspace.run('verify', '--depth', 'content'), 0);
    expectExit(await workspace.run('verify'), 0);
    expectExit(await workspace.run('sync'), 0);
  });

  test.each([
    ['deleted', 'manifest-missing'],
    ['truncated', 'manifest-digest-mismatch'],
    ['flipped', 'manifest-digest-mismatch'],
  ])('a %s manifest file is caught by reading manifests', async (how, rule) => {
    const child = tree.manifests[0]?.digest ?? tree.root.digest;
    const file = storedFile(plain, child);
    if (how === 'deleted') rmSync(file);
    if (how === 'truncated') truncateSync(file, 20);
    if (how === 'flipped') flip(file);
    const run = await workspace.run('verify', '--depth', 'manifests');
    expectExit(run, 1);
    expect(errorsOf(run.report)).toMatchObject([{ rule, mirror: 'plain', digest: child }]);
  });

  test('an index with a child that the garbage collector took is incomplete', async () => {
    const child = tree.manifests[0]?.digest ?? tree.root.digest;
    await deleteManifest(plain, app, child);
    const run = await workspace.run('verify');
    expectExit(run, 1);
    expect(errorsOf(run.report)).toMatchObject([
      { rule: 'manifest-missing', mirror: 'plain', digest: child },
    ]);
    expect(outcomesOf(run.report, 'cached')).toEqual(['complete']);
  });

  test('without pin and lock it starts at what each mirror’s own tag points to', async () => {
    writeManifest({ tags: ['1'], allowMirrorByTags: true });
    expectExit(await workspace.run('sync'), 0);
    await source.clearAccessLog();
    rmSync(storedFile(plain, biggest(tree)));
    const run = await workspace.run('verify');
    expectExit(run, 1);
    expect(rowsOf(run.report)).toMatchObject([
      { mirror: 'cached', outcome: 'complete', found: tree.root.digest },
      { mirror: 'plain', outcome: 'incomplete', found: tree.root.digest },
    ]);
    expect(await source.accessLog()).toEqual([]);
  });

  test('without tags on mirrors it starts at what was last synced, and says when nothing is remembered', async () => {
    writeManifest({ tags: ['1'] });
    expectExit(await workspace.run('sync'), 0);
    const remembered = await workspace.run('verify');
    expectExit(remembered, 0);
    expect(outcomesOf(remembered.report)).toEqual(['complete']);
    workspace.forgetState();
    const forgotten = await workspace.run('verify');
    expectExit(forgotten, 1);
    expect(findingsOf(forgotten.report, 'not-locked')).toHaveLength(1);
  });

  test('selects of the tags that mirrors have when nothing is locked', async () => {
    await pushImage(source.url, app, { tag: '1.2.3', tree });
    writeManifest({ tags: undefined, select: { semver: '>=1' }, allowMirrorByTags: true });
    expectExit(await workspace.run('sync'), 0);
    await source.clearAccessLog();
    const run = await workspace.run('verify');
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([
      { source: `${source.host}/${app}:1.2.3`, outcome: 'complete' },
      {},
    ]);
    expect(await source.accessLog()).toEqual([]);
  });

  test('on a mirror that is being filled nothing is more than a warning', async () => {
    writeManifest(
      {},
      {
        mirrors: [
          { name: 'cached', target: cached.host },
          { name: 'plain', target: plain.host, state: 'filling' },
        ],
      },
    );
    rmSync(storedFile(plain, biggest(tree)));
    const run = await workspace.run('verify');
    expectExit(run, 0);
    expect(findingsOf(run.report, 'blob-missing')).toMatchObject([{ severity: 'warning' }]);
    expect(outcomesOf(run.report, 'plain')).toEqual(['incomplete']);
  });

  test('a pull-through cache is not read blob by blob', async () => {
    writeManifest(
      { allowMirrorByTags: true },
      {
        mirrors: [{ name: 'cached', target: cached.host, kind: 'cache' }],
      },
    );
    await cached.clearAccessLog();
    const run = await workspace.run('verify');
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['compared']);
    expect((await cached.accessLog()).filter(({ method }) => method === 'GET')).toEqual([]);
  });

  test('a mirror that does not answer is one finding, and the other is verified', async () => {
    const { port, storage } = plain;
    await plain.stop();
    const run = await workspace.run('verify');
    plain = await startDockerRegistry({ port, storage, blobDescriptorCache: false });
    expectExit(run, 1);
    expect(rowsOf(run.report)).toMatchObject([
      { mirror: 'cached', outcome: 'complete' },
      { mirror: 'plain', outcome: 'failed', complete: null },
    ]);
    expect(errorsOf(run.report)).toMatchObject([{ rule: 'mirror-unreachable', mirror: 'plain' }]);
  });

  test('a time budget defers what is left, and the oldest proofs come first the next time', async () => {
    // More than are walked at the same time, so that the last one is seen to be last.
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `${app}-old-${n}`);
    for (const name of others) await pushImage(source.url, name, { tag: '1', tree });
    const images = [app, ...others].map((name) => `${source.host}/${name}:1@${tree.root.digest}`);
    workspace.manifest({ mirrors: [{ name: 'cached', target: cached.host }], images });
    expectExit(await workspace.run('sync'), 0);
    const none = await workspace.run('verify', '--time-budget', '1ms');
    expectExit(none, 0);
    expect(outcomesOf(none.report)).toEqual(['deferred']);
    expectExit(await workspace.run('verify', '--image', images[0]?.split('@')[0] ?? ''), 0);
    await cached.clearAccessLog();
    expectExit(await workspace.run('verify', '--oldest-first'), 0);
    const roots = (await cached.accessLog())
      .filter(
        ({ method, path: where }) => method === 'GET' && where.endsWith(`/manifests/${tree.root.digest}`),
      )
      .map(({ path: where }) => where.split('/').slice(2, -2).join('/'));
    expect(new Set(roots)).toEqual(new Set([app, ...others]));
    expect(roots.slice(0, 3)).not.toContain(app);
  });

  describe('--repair', () => {
    const repair = (...more: string[]) => workspace.run('verify', '--repair', ...more);

    test('brings blobs and manifests back from the other mirror, with the source down', async () => {
      const child = tree.manifests[0]?.digest ?? tree.root.digest;
      rmSync(storedFile(cached, biggest(tree)));
      rmSync(storedFile(cached, child));
      rmSync(storedFile(cached, tree.root.digest));
      const { port, storage } = source;
      await source.stop();
      const run = await repair();
      source = await startDockerRegistry({ port, storage });
      expectExit(run, 0);
      expect(rowsOf(run.report)).toMatchObject([
        { mirror: 'cached', outcome: 'repaired', complete: true, proof: { depth: 'probe', thisRun: true } },
        { mirror: 'plain', outcome: 'complete' },
      ]);
      const mended = run.report.findings.filter(({ repaired }) => repaired !== null);
      expect(mended.length).toBeGreaterThan(0);
      for (const note of mended) {
        expect(note).toMatchObject({ severity: 'note', mirror: 'cached' });
        expect(note.repaired?.from).toContain(plain.host);
        expect(note.repaired?.bytes).toBeGreaterThan(0);
      }
      expect(mended.map(({ digest }) => digest)).toEqual(expect.arrayContaining([tree.root.digest]));
      await whole(cached);
    });

    test('takes what no mirror has from the source, and different losses from each other', async () => {
      const [first, second, third] = [...tree.blobs.keys()] as [Digest, Digest, Digest];
      rmSync(storedFile(cached, first));
      rmSync(storedFile(plain, second));
      rmSync(storedFile(cached, third));
      rmSync(storedFile(plain, third));
      const run = await repair();
      expectExit(run, 0);
      expect(outcomesOf(run.report)).toEqual(['repaired']);
      const from = Object.fromEntries(
        findingsOf(run.report, 'blob-missing').map((one) => [
          `${one.mirror} ${one.digest}`,
          one.repaired?.from,
        ]),
      );
      expect(from[`cached ${first}`]).toContain(plain.host);
      expect(from[`plain ${second}`]).toContain(cached.host);
      expect([from[`cached ${third}`], from[`plain ${third}`]].join(' ')).toContain(source.host);
      await whole(cached);
      await whole(plain);
    });

    test('says of what the registry keeps damaged that it is damaged at rest', async () => {
      const layer = biggest(tree);
      flip(storedFile(cached, layer));
      const run = await repair('--depth', 'content');
      expectExit(run, 1);
      expect(outcomesOf(run.report, 'cached')).toEqual(['incomplete']);
      const [error] = errorsOf(run.report);
      expect(error).toMatchObject({ rule: 'blob-digest-mismatch', mirror: 'cached', digest: layer });
      expect(error?.help).toMatch(/at rest/);
      expect(error?.help).toContain(layer.slice(7));
      // What its operator is told to do, done:
      rmSync(storedFile(cached, layer));
      const mended = await repair('--depth', 'content');
      expectExit(mended, 0);
      expect(outcomesOf(mended.report, 'cached')).toEqual(['repaired']);
      await whole(cached);
    });

    test('brings a deleted image back with its tag, and leaves a tag that points elsewhere alone', async () => {
      writeManifest({ allowMirrorByTags: true });
      expectExit(await workspace.run('sync'), 0);
      await deleteManifest(cached, app, tree.root.digest);
      const other = makeImage({ seed: `${app}/other` });
      await pushImage(plain.url, app, { tag: '1', tree: other });
      await deleteManifest(plain, app, tree.root.digest);
      const run = await repair();
      expectExit(run, 0);
      expect(outcomesOf(run.report)).toEqual(['repaired']);
      expect(await statusOf(cached, 'HEAD', path('manifests', '1'))).toBe(200);
      const tagged = await workspace.run('plan');
      expect(rowsOf(tagged.report)).toMatchObject([
        { mirror: 'cached', found: tree.root.digest },
        { mirror: 'plain', found: other.root.digest },
      ]);
      await whole(plain);
    });

    test('does nothing where nothing is wrong', async () => {
      await cached.clearAccessLog();
      const run = await repair();
      expectExit(run, 0);
      expect(outcomesOf(run.report)).toEqual(['complete']);
      const written = (await cached.accessLog()).filter(
        ({ method }) => method !== 'GET' && method !== 'HEAD',
      );
      expect(written).toEqual([]);
    });
  });
});
