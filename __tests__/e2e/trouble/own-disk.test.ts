/** The disk that the program itself writes to is full: what it had is kept, it says so, and room is all that it needs. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeImage } from '../../fixtures/images.ts';
import { pushImage } from '../../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../../servers/docker-registry.ts';
import { limitFileSize } from '../../servers/processes.ts';
import { describeSmallDisk, mountSmallDisk, type SmallDisk } from '../../servers/small-disk.ts';
import { describeReal } from '../../servers/tools.ts';
import { digestOfTag } from '../registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, type Workspace } from '../workspace.ts';
import { faultsOfLayout, rootNamesIn } from './storage.ts';

const MEBIBYTE = 1024 * 1024;
const FIRST = { name: 'own/first', tree: makeImage({ seed: 'own/first' }) };
const SECOND = { name: 'own/second', tree: makeImage({ seed: 'own/second' }) };
const LARGE = {
  name: 'own/large',
  tree: makeImage({ seed: 'own/large', layers: 1, layerBytes: 2 * MEBIBYTE }),
};
const IMAGES = [FIRST, SECOND, LARGE];
type Image = (typeof IMAGES)[number];

let source: DockerRegistry;
let workspace: Workspace;

const manifest = (target: string, ...images: readonly Image[]): void =>
  workspace.manifest({
    allowMirrorByTags: true,
    mirrors: [{ name: 'eu', target }],
    images: images.map(({ name }) => `${source.host}/${name}:1`),
  });
const filesIn = (directory: string): ReadonlyMap<string, string> =>
  new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));

const startSource = async (): Promise<void> => {
  source = await startDockerRegistry();
  for (const { name, tree } of IMAGES) await pushImage(source.url, name, { tag: '1', tree });
};

describeSmallDisk('a full disk', ['docker-registry'], () => {
  let disk: SmallDisk;
  let mirror: DockerRegistry;

  beforeAll(startSource);
  beforeEach(async () => {
    disk = await mountSmallDisk(2 * MEBIBYTE);
    mirror = await startDockerRegistry();
    workspace = makeWorkspace();
  });

  test('under the state directory costs what the run has learnt, and nothing that was known', async () => {
    const state = join(disk.directory, 'state');
    manifest(mirror.host, FIRST);
    expectExit(await workspace.run('sync', '--state', state), 0);
    const before = filesIn(state);
    manifest(mirror.host, FIRST, SECOND);
    disk.fillBut(0);
    const run = await workspace.run('sync', '--state', state);
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['copied', 'up-to-date']);
    expect(run.stderr).toMatch(/could not be kept.*no space left/);
    expect(run.stderr).toContain(state);
    expect(filesIn(state)).toEqual(before);
    disk.empty();
    const again = await workspace.run('sync', '--state', state);
    expectExit(again, 0);
    expect(outcomesOf(again.report)).toEqual(['up-to-date']);
    expect(findingsOf(again.report, 'state-set-aside')).toEqual([]);
    expect(filesIn(state)).not.toEqual(before);
  });

  test('under the reports keeps the reports of the run before, and is exit code 2 of a run that has copied', async () => {
    const names = ['report.json', 'report.html', 'report.sarif'];
    const options = ['--json', '--html', '--sarif'];
    const reports = join(disk.directory, 'reports');
    mkdirSync(reports);
    const args = ['sync', ...options.flatMap((option, index) => [option, join(reports, names[index] ?? '')])];
    manifest(mirror.host, FIRST);
    expectExit(await workspace.runBare(args), 0);
    const before = filesIn(reports);
    manifest(mirror.host, FIRST, SECOND);
    disk.fillBut(0);
    const ended = await workspace.runBare([...args, '--summary', 'summary.md']);
    expectExit(ended, 2);
    for (const name of names) expect(ended.stderr).toContain(`cannot write ${join(reports, name)}: no space`);
    expect(filesIn(reports)).toEqual(before);
    expect(workspace.read('summary.md')).not.toBe(''); // there is room elsewhere
    expect(digestOfTag(mirror, SECOND.name, '1')).toBe(SECOND.tree.root.digest);
  });

  test('under the lock file keeps the lock as it was, and is exit code 2', async () => {
    const lockfile = join(disk.directory, 'mirror.lock.yaml');
    manifest(mirror.host, FIRST);
    expectExit(await workspace.run('lock', '--lockfile', lockfile), 0);
    const before = filesIn(disk.directory);
    manifest(mirror.host, FIRST, SECOND);
    disk.fillBut(0);
    const run = await workspace.run('lock', '--lockfile', lockfile);
    expectExit(run, 2);
    expect(run.stderr).toMatch(/no space left/);
    disk.empty();
    expect(filesIn(disk.directory)).toEqual(before);
  });

  describe('under a layout', () => {
    // Where exactly the disk ends: at the marker, the first write, blobs, the lock of index.json, index.json.
    test.each([0, 1, 2, 5, 6])('with %i pages left in it is mended when there is room', async (pages) => {
      const vault = join(disk.directory, 'vault');
      manifest(`oci:${vault}`, FIRST);
      disk.fillBut(pages);
      const run = await workspace.run('sync');
      expectExit(run, 1);
      const [told, ...more] = findingsOf(run.report, 'copy-failed');
      expect(more).toEqual([]);
      expect(told).toMatchObject({ mirror: 'eu', affectedCount: 1 });
      expect(`${told?.message} ${told?.help}`).toMatch(/the disk is full.*free space/);
      expect(faultsOfLayout(vault)).toEqual([]);
      disk.empty();
      expectExit(await workspace.run('sync'), 0);
      expect(rootNamesIn(vault)).toEqual([`${FIRST.name}:1`]);
      expect(faultsOfLayout(vault)).toEqual([]);
      expect(readdirSync(vault).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    });
  });
});

describeReal('a program that may write no large file', ['docker-registry', 'prlimit'], () => {
  beforeAll(startSource);

  test('tells it of the image that has one, and mirrors the others', async () => {
    workspace = makeWorkspace();
    manifest('oci:./vault', ...IMAGES);
    const started = workspace.start('sync');
    started.signal('SIGSTOP'); // it has written nothing yet
    await limitFileSize(started.pid, MEBIBYTE);
    started.signal('SIGCONT');
    expectExit(await started.ended, 1);
    const vault = workspace.path('vault');
    expect(rootNamesIn(vault)).toEqual([`${FIRST.name}:1`, `${SECOND.name}:1`]);
    expect(faultsOfLayout(vault)).toEqual([]);
    const [told, ...more] = findingsOf(workspace.report(), 'copy-failed');
    expect(more).toEqual([]);
    expect(told).toMatchObject({ mirror: 'eu', affectedCount: 1 });
    expect(told?.message).toMatch(/file size limit/);
    expectExit(await workspace.run('sync'), 0);
    expect(rootNamesIn(vault)).toHaveLength(IMAGES.length);
    expect(faultsOfLayout(vault)).toEqual([]);
  });
});
