/** A disk that is full under one of three mirrors: the others complete, it is told, and room makes it complete. */
import { rmSync } from 'node:fs';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { makeImage } from '../../fixtures/images.ts';
import { pushImage } from '../../fixtures/push.ts';
import { countRequests } from '../../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../../servers/docker-registry.ts';
import { limitFileSize } from '../../servers/processes.ts';
import { describeSmallDisk, mountSmallDisk, type SmallDisk } from '../../servers/small-disk.ts';
import { describeReal } from '../../servers/tools.ts';
import { digestOfTag, isEmptyFile, storedFile } from '../registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from '../workspace.ts';
import { faultsOfRegistry } from './storage.ts';

const MEBIBYTE = 1024 * 1024;
const LITTLE = { name: 'full/little', tree: makeImage({ seed: 'full/little' }) };
const BIG = { name: 'full/big', tree: makeImage({ seed: 'full/big', layerBytes: 3 * MEBIBYTE }) };
const OTHER = { name: 'full/other', tree: makeImage({ seed: 'full/other' }) };
const IMAGES = [LITTLE, BIG, OTHER];

/** Enough for nothing; for a part of an upload; for a blob, but not its link; for blobs, but not the manifest; for all but the tag. */
const PAGES = [0, 4, 5, 8, 9];

describeReal('a mirror whose storage takes no large file', ['docker-registry', 'prlimit'], () => {
  test('is told, keeps what it can take, and is filled when the limit is gone', async () => {
    const [source, limited] = [await startDockerRegistry(), await startDockerRegistry()];
    for (const { name, tree } of IMAGES) await pushImage(source.url, name, { tag: '1', tree });
    await limitFileSize(limited.process.pid, MEBIBYTE);
    const workspace = makeWorkspace();
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'limited', target: limited.host }],
      images: IMAGES.map(({ name }) => `${source.host}/${name}:1`),
    });
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(['copied', 'failed', 'copied']);
    expect(findingsOf(run.report, 'copy-failed')).toMatchObject([{ mirror: 'limited', affectedCount: 1 }]);
    expect(findingsOf(run.report, 'copy-failed')[0]?.help).toMatch(/space|quota/);
    expect(faultsOfRegistry(limited)).toEqual([]);
    await limitFileSize(limited.process.pid, null);
    expectExit(await workspace.run('sync'), 0);
    expect(digestOfTag(limited, BIG.name, '1')).toBe(BIG.tree.root.digest);
    expect(faultsOfRegistry(limited)).toEqual([]);
  });
});

describeSmallDisk('a full disk under one of three mirrors', ['docker-registry'], () => {
  let source: DockerRegistry;
  let disk: SmallDisk;
  let full: DockerRegistry;
  let others: readonly DockerRegistry[];
  let workspace: Workspace;

  beforeAll(async () => {
    source = await startDockerRegistry();
    for (const { name, tree } of IMAGES) await pushImage(source.url, name, { tag: '1', tree });
  });

  beforeEach(async () => {
    disk = await mountSmallDisk(2 * MEBIBYTE);
    full = await startDockerRegistry({ storage: disk.directory });
    others = [await startDockerRegistry(), await startDockerRegistry()];
    workspace = makeWorkspace();
    await source.clearAccessLog();
  });

  const manifest = (images = IMAGES): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [
        { name: 'one', target: others[0]?.host },
        { name: 'full', target: full.host },
        { name: 'three', target: others[1]?.host },
      ],
      images: images.map(({ name }) => `${source.host}/${name}:1`),
    });
  const expectAllOn = (registry: DockerRegistry, images = IMAGES): void => {
    for (const { name, tree } of images) expect(digestOfTag(registry, name, '1')).toBe(tree.root.digest);
    expect(faultsOfRegistry(registry)).toEqual([]);
  };
  const blobsRead = async (): Promise<number> =>
    countRequests(await source.accessLog(), { method: 'GET', path: /\/blobs\// });

  /** Distribution takes an empty file for the manifest itself, whatever is sent: then the operator is told what to delete. */
  const becomesComplete = async (): Promise<void> => {
    const cut = IMAGES.map(({ tree }) => storedFile(full, tree.root.digest)).filter(isEmptyFile);
    const run = await workspace.run('sync');
    expectExit(run, cut.length === 0 ? 0 : 1);
    if (cut.length === 0) return;
    const errors = run.report.findings.filter(({ severity }) => severity === 'error');
    // One for each: each has a file of its own to be deleted.
    expect(errors).toHaveLength(cut.length);
    for (const error of errors) {
      expect(error).toMatchObject({ mirror: 'full', affectedCount: 1 });
      expect(error.help).toMatch(/operator has to delete it/);
    }
    for (const file of cut) rmSync(file);
    expectExit(await workspace.run('sync'), 0);
  };

  test('by one image of three is told once and with the remedy, and room makes it complete', async () => {
    manifest();
    const run = await workspace.run('sync');
    expectExit(run, 1);
    for (const mirror of ['one', 'three']) expect(outcomesOf(run.report, mirror)).toEqual(['copied']);
    for (const registry of others) expectAllOn(registry);
    const onFull = rowsOf(run.report).filter(({ mirror }) => mirror === 'full');
    const isThere = IMAGES.map(({ name, tree }) => digestOfTag(full, name, '1') === tree.root.digest);
    expect(onFull.map(({ outcome }) => outcome === 'copied')).toEqual(isThere);
    expect(isThere[IMAGES.indexOf(BIG)]).toBe(false);
    expect(faultsOfRegistry(full)).toEqual([]);
    const errors = findingsOf(run.report, 'copy-failed');
    expect(errors).toMatchObject([
      { mirror: 'full', affectedCount: isThere.filter((there) => !there).length },
    ]);
    expect(errors[0]?.message).toMatch(/storage takes no more/);
    expect(errors[0]?.help).toMatch(/free space/);
    expect(run.report.totals.rereads).toBe(0);
    expect(await blobsRead()).toBe(IMAGES.reduce((sum, { tree }) => sum + tree.blobs.size, 0));

    await disk.resize(32 * MEBIBYTE);
    await source.clearAccessLog();
    await becomesComplete();
    expectAllOn(full);
    expect(await blobsRead()).toBe(0); // the other mirrors have it
    expectExit(await workspace.run('verify', '--depth', 'content'), 0);
  });

  // Where exactly the disk ends decides what distribution leaves behind: an upload, an empty link to a blob, an empty manifest.
  test.each(PAGES)('with %i pages left in it is mended when there is room', async (pages) => {
    manifest([LITTLE]);
    disk.fillBut(pages);
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(['copied', 'failed', 'copied']);
    expect(findingsOf(run.report, 'copy-failed')).toMatchObject([{ mirror: 'full' }]);
    expect(findingsOf(run.report, 'copy-failed')[0]?.help).toMatch(/free space/);
    expect(faultsOfRegistry(full)).toEqual([]);
    disk.empty();
    expectExit(await workspace.run('sync'), 0);
    expectAllOn(full, [LITTLE]);
  });

  test('leaves under a tag what it held before', async () => {
    const before = makeImage({ seed: 'full/before' });
    await pushImage(full.url, LITTLE.name, { tag: '1', tree: before });
    manifest([LITTLE]);
    disk.fillBut(6);
    expectExit(await workspace.run('sync'), 1);
    expect(digestOfTag(full, LITTLE.name, '1')).toBe(before.root.digest);
    expect(faultsOfRegistry(full)).toEqual([]);
    disk.empty();
    expectExit(await workspace.run('sync'), 0);
    expectAllOn(full, [LITTLE]);
  });
});
