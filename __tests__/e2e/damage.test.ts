/** A mirror whose registry still says that it has what its storage has lost: `sync --recheck all` finds out and mends it. */
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { countRequests } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk, temporaryDirectory } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { deleteManifest, statusOf, storedFile } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

describeReal('damage on a mirror', ['docker-registry', 'skopeo'], () => {
  let source: DockerRegistry;
  let damaged: DockerRegistry;
  let sound: DockerRegistry;
  let workspace: Workspace;
  let tree: ImageTree;
  let app = '';
  let apps = 0;

  const path = (what: 'blobs' | 'manifests', digest: string): string => `/v2/${app}/${what}/${digest}`;
  const layerOf = ({ blobs }: ImageTree): Digest => {
    const [biggest] = [...blobs].sort(([, one], [, other]) => other.length - one.length);
    if (biggest === undefined) throw new Error('no blobs');
    return biggest[0];
  };
  /** Every byte of the image, read by another tool. */
  const expectWhole = async (registry: DockerRegistry): Promise<void> => {
    const directory = join(temporaryDirectory('whole'), 'image');
    const name = `docker://${registry.host}/${app}@${tree.root.digest}`;
    const copy = ['--insecure-policy', 'copy', '--all', '--src-tls-verify=false', name, `dir:${directory}`];
    await runOk(toolPath('skopeo'), copy);
    expect(readFileSync(join(directory, 'manifest.json')).equals(tree.root.bytes)).toBe(true);
  };
  const recheck = () => workspace.run('sync', '--recheck', 'all');

  beforeAll(async () => {
    source = await startDockerRegistry();
    damaged = await startDockerRegistry({ blobDescriptorCache: true });
    sound = await startDockerRegistry({ blobDescriptorCache: false });
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    apps += 1;
    app = `damage/app-${apps}`;
    const arm64 = { os: 'linux', architecture: 'arm64' };
    tree = makeIndex([makeImage({ seed: app }), makeImage({ seed: `${app}/arm`, platform: arm64 })]);
    await pushImage(source.url, app, { tag: '1', tree });
    workspace.manifest({
      mirrors: [
        { name: 'damaged', target: damaged.host },
        { name: 'sound', target: sound.host },
      ],
      images: [`${source.host}/${app}:1@${tree.root.digest}`],
    });
    expectExit(await workspace.run('sync'), 0);
    await source.clearAccessLog();
  });

  test('a lost blob that HEAD still promises is brought back', async () => {
    const layer = layerOf(tree);
    rmSync(storedFile(damaged, layer));
    expect(await statusOf(damaged, 'HEAD', path('blobs', layer))).toBe(200);
    const run = await recheck();
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([
      { mirror: 'damaged', outcome: 'repaired', complete: true },
      { mirror: 'sound', outcome: 'up-to-date' },
    ]);
    const [note, ...more] = run.report.findings;
    expect(more).toEqual([]);
    expect(note).toMatchObject({ rule: 'blob-missing', severity: 'note', mirror: 'damaged', digest: layer });
    expect(note?.repaired).toMatchObject({ bytes: tree.blobs.get(layer)?.length });
    await expectWhole(damaged);
    expect(outcomesOf((await recheck()).report)).toEqual(['up-to-date']);
  });

  test('all blobs at once are brought back', async () => {
    for (const digest of tree.blobs.keys()) rmSync(storedFile(damaged, digest));
    const run = await recheck();
    expectExit(run, 0);
    expect(outcomesOf(run.report, 'damaged')).toEqual(['repaired']);
    expect(findingsOf(run.report, 'blob-missing')).toHaveLength(tree.blobs.size);
    await expectWhole(damaged);
  });

  test('a cut blob that the registry will not replace is damaged at rest', async () => {
    const layer = layerOf(tree);
    truncateSync(storedFile(damaged, layer), 100);
    const run = await recheck();
    expectExit(run, 1);
    expect(rowsOf(run.report)).toMatchObject([
      { mirror: 'damaged', outcome: 'failed', complete: false },
      { mirror: 'sound', outcome: 'up-to-date' },
    ]);
    const [error] = run.report.findings.filter(({ severity }) => severity === 'error');
    expect(error).toMatchObject({ mirror: 'damaged' });
    expect(error?.rule).toMatch(/^blob-/);
    expect(`${error?.message} ${error?.help}`).toMatch(/at rest|storage/);
    expect(`${error?.message}`).toContain(layer.slice(7, 19));
    // Nothing is believed of it until a walk finds it mended.
    expect(outcomesOf((await workspace.run('sync')).report, 'damaged')).toEqual(['failed']);
    rmSync(storedFile(damaged, layer));
    const mended = await workspace.run('sync');
    expectExit(mended, 0);
    expect(outcomesOf(mended.report, 'damaged')).toEqual(['repaired']);
    await expectWhole(damaged);
  });

  test.each([
    ['child', 0],
    ['root', 1], // its tag resolves to nothing: it was proven and is gone
  ])('the lost manifest file of a %s is healed', async (which, exitCode) => {
    const { digest } = which === 'root' ? tree.root : (tree.manifests[0] ?? tree.root);
    rmSync(storedFile(damaged, digest));
    expect(await statusOf(damaged, 'GET', path('manifests', digest))).toBe(404);
    const run = await recheck();
    expectExit(run, exitCode);
    expect(rowsOf(run.report)).toMatchObject([{ mirror: 'damaged', outcome: 'repaired' }, {}]);
    expect(findingsOf(run.report, 'untagged-lost')).toHaveLength(exitCode);
    expect(await statusOf(damaged, 'GET', path('manifests', digest))).toBe(200);
    await expectWhole(damaged);
  });

  test('a cut manifest file, which the registry will not replace, is damaged at rest', async () => {
    const child = tree.manifests[0]?.digest ?? tree.root.digest;
    truncateSync(storedFile(damaged, child), 20);
    await damaged.clearAccessLog();
    const run = await recheck();
    expectExit(run, 1);
    const asked = countRequests(await damaged.accessLog(), { path: new RegExp(`/manifests/${child}`) });
    // four quick tries, one after a look at a sound manifest, PUT, and one look at what became of it
    expect(asked).toBeLessThanOrEqual(7);
    expect(outcomesOf(run.report, 'damaged')).toEqual(['failed']);
    expect(outcomesOf(run.report, 'sound')).toEqual(['up-to-date']);
    const errors = run.report.findings.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ rule: 'manifest-digest-mismatch', mirror: 'damaged' }]);
    expect(`${errors[0]?.message} ${errors[0]?.help}`).toMatch(/at rest/);
    rmSync(storedFile(damaged, child));
    expectExit(await workspace.run('sync'), 0); // nothing was believed of it
    await expectWhole(damaged);
  });

  // Distribution answers 500 for it; a full disk, or a registry that was killed, leaves that. Sync mends it as well: full-disk.test.ts.
  test('a blob with an empty link is told by verify, and repaired', async () => {
    const layer = layerOf(tree);
    const links = join(sound.storage, 'docker/registry/v2/repositories', app, '_layers/sha256');
    writeFileSync(join(links, layer.slice('sha256:'.length), 'link'), '');
    expect(await statusOf(sound, 'HEAD', path('blobs', layer))).toBe(500);
    const mended = await workspace.run('verify', '--repair');
    expectExit(mended, 0);
    const [note, ...more] = findingsOf(mended.report, 'blob-missing');
    expect(more).toEqual([]);
    expect(note).toMatchObject({ severity: 'note', mirror: 'sound', digest: layer });
    expect(note?.repaired).not.toBeNull();
    await expectWhole(sound);
  });

  test('an index that lost a child gets that child, and nothing else is written', async () => {
    const child = tree.manifests[0]?.digest ?? tree.root.digest;
    await deleteManifest(damaged, app, child);
    await damaged.clearAccessLog();
    const run = await recheck();
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([
      { mirror: 'damaged', outcome: 'repaired' },
      { mirror: 'sound' },
    ]);
    const written = (await damaged.accessLog()).filter(({ method }) => method === 'PUT');
    expect(written.map(({ path: where }) => where)).toEqual([path('manifests', child)]);
    await expectWhole(damaged);
  });

  test('what can be had from a sound mirror is not asked of the source', async () => {
    rmSync(storedFile(damaged, layerOf(tree)));
    const run = await recheck();
    expectExit(run, 0);
    // Only what may have been signed since is asked there, by one list of tags.
    const read = (await source.accessLog()).filter(({ method }) => method === 'GET');
    expect(read.filter(({ path }) => path !== '/v2/' && !path.endsWith('/tags/list'))).toEqual([]);
    expect(run.report.totals.sourceBytes).toBe(0);
    expect(run.report.totals.siblingBytes).toBeGreaterThan(0);
    expect(existsSync(storedFile(damaged, layerOf(tree)))).toBe(true);
  });
});
