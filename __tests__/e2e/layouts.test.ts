/** Layout directories as target and source: the way over an air gap, and what a full disk leaves behind. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk, temporaryDirectory } from '../servers/processes.ts';
import { describeSmallDisk, mountSmallDisk } from '../servers/small-disk.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { ASSORTMENT } from './assortment.ts';
import { digestOfTag, rawManifest, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf } from './workspace.ts';

const kinds = Object.entries(ASSORTMENT);
const text = ({ root }: ImageTree): string => Buffer.from(root.bytes).toString();

interface LayoutIndex {
  readonly manifests: readonly {
    readonly digest: string;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

function namesIn(directory: string): readonly string[] {
  const { manifests }: LayoutIndex = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8'));
  return manifests.map(({ annotations }) => annotations?.['org.opencontainers.image.ref.name'] ?? '').sort();
}

describeReal('over an air gap', ['docker-registry', 'skopeo'], () => {
  let source: DockerRegistry;
  const workspace = makeWorkspace();

  beforeAll(async () => {
    source = await startDockerRegistry();
    for (const [name, tree] of kinds) await pushImage(source.url, name, { tag: '1', tree });
  });

  test('images go into a layout, by tag and by digest, and skopeo reads them there', async () => {
    const [first, ...others] = kinds;
    if (first === undefined) throw new Error('no images');
    workspace.manifest({
      mirrors: [{ name: 'vault', target: 'oci:./vault' }],
      images: [
        ...others.map(([name]) => ({ source: `${source.host}/${name}:1`, allowMirrorByTags: true })),
        `${source.host}/${first[0]}@${first[1].root.digest}`,
      ],
    });
    const copied = await workspace.run('sync');
    expectExit(copied, 0);
    expect(outcomesOf(copied.report)).toEqual(['copied']);
    const names = [...others.map(([name]) => `${name}:1`), `${first[0]}@${first[1].root.digest}`];
    expect(namesIn(workspace.path('vault'))).toEqual(names.sort());
    // skopeo 1.9 finds only roots of OCI types in a layout.
    for (const [name, tree] of others.filter(([, { root }]) => root.mediaType.includes('oci'))) {
      const raw = await runOk(toolPath('skopeo'), [
        'inspect',
        '--raw',
        `oci:${workspace.path('vault')}:${name}:1`,
      ]);
      expect(raw).toBe(text(tree));
    }
    const copiedOut = temporaryDirectory('out');
    await runOk(toolPath('skopeo'), [
      '--insecure-policy',
      'copy',
      '--all',
      `oci:${workspace.path('vault')}:kinds/index:1`,
      `dir:${copiedOut}`,
    ]);
    await source.clearAccessLog();
    const again = await workspace.run('sync', '--recheck', 'all');
    expectExit(again, 0);
    expect(outcomesOf(again.report)).toEqual(['up-to-date']);
    // No content is read; what may be new is signatures, which one list of tags per repository tells.
    const read = (await source.accessLog()).filter(({ method }) => method === 'GET');
    const contentRead = read.filter(({ path }) => path !== '/v2/' && !path.endsWith('/tags/list'));
    expect(contentRead).toEqual([]);
  });

  test('and come out of it into a registry, byte for byte, with no source to ask', async () => {
    const beyond = await startDockerRegistry();
    const inside = makeWorkspace();
    await source.clearAccessLog();
    inside.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'inside', target: `${beyond.host}/in` }],
      images: kinds.slice(1).map(([name]) => ({
        source: `oci:${workspace.path('vault')}:${name}:1`,
        repository: name,
      })),
    });
    const run = await inside.run('sync');
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['copied']);
    for (const [name, tree] of kinds.slice(1)) {
      expect(tagsIn(beyond, `in/${name}`)).toEqual(['1']);
      expect(await rawManifest(beyond, `in/${name}:1`)).toBe(text(tree));
    }
    expect(await source.accessLog()).toEqual([]);
    expectExit(await inside.run('sync'), 0);
  });

  test('a layout made by skopeo is a source', async () => {
    const made = workspace.path('made');
    const tree = ASSORTMENT['kinds/image'];
    if (tree === undefined) throw new Error('no image');
    await runOk(toolPath('skopeo'), [
      '--insecure-policy',
      'copy',
      '--src-tls-verify=false',
      `docker://${source.host}/kinds/image:1`,
      `oci:${made}:stable`,
    ]);
    const mirror = await startDockerRegistry();
    const inside = makeWorkspace();
    inside.manifest({
      allowMirrorByTags: true,
      mirrors: [
        { name: 'm', target: mirror.host },
        { name: 'copy', target: 'oci:./copy' },
      ],
      images: [{ source: `oci:${made}:stable`, repository: 'tools/tool' }],
    });
    const run = await inside.run('sync');
    expectExit(run, 0);
    expect(digestOfTag(mirror, 'tools/tool', 'stable')).toBe(tree.root.digest);
    expect(namesIn(inside.path('copy'))).toEqual(['tools/tool:stable']);
  });

  test('a name that the layout does not have, and a folder that is no layout, are told', async () => {
    const inside = makeWorkspace();
    mkdirSync(inside.path('empty'));
    const mirrors = [{ name: 'copy', target: 'oci:./copy' }];
    for (const name of [`oci:${workspace.path('vault')}:kinds/absent:1`, 'oci:./empty:a:1']) {
      inside.manifest({ mirrors, images: [{ source: name, repository: 'a' }] });
      const run = await inside.run('sync');
      expectExit(run, 1);
      expect(outcomesOf(run.report)).toEqual(['failed']);
      expect(findingsOf(run.report, 'copy-failed')).toHaveLength(1);
    }
  });
});

describeSmallDisk('a full disk under a layout', ['docker-registry', 'skopeo'], () => {
  test('is named, leaves nothing under a tag, and stops no other mirror', async () => {
    const [source, mirror] = [await startDockerRegistry(), await startDockerRegistry()];
    const big = makeImage({ seed: 'full/big', layerBytes: 3_000_000 });
    const little = makeImage({ seed: 'full/little' });
    await pushImage(source.url, 'full/big', { tag: '1', tree: big });
    await pushImage(source.url, 'full/little', { tag: '1', tree: little });
    const { directory } = await mountSmallDisk(2 * 1024 * 1024);
    const vault = join(directory, 'vault');
    const workspace = makeWorkspace();
    const manifest = (...images: string[]): void =>
      workspace.manifest({
        allowMirrorByTags: true,
        mirrors: [
          { name: 'disk', target: `oci:${vault}` },
          { name: 'registry', target: mirror.host },
        ],
        images: images.map((name) => `${source.host}/full/${name}:1`),
      });
    manifest('little');
    expectExit(await workspace.run('sync'), 0);
    manifest('big', 'little');
    const ended = await workspace.run('sync');
    expectExit(ended, 1);
    expect(rowsOf(ended.report).map(({ mirror: name, outcome }) => `${name} ${outcome}`)).toEqual([
      'disk failed',
      'registry copied',
      'disk up-to-date',
      'registry up-to-date',
    ]);
    const [full, ...more] = findingsOf(ended.report, 'copy-failed');
    expect(more).toEqual([]);
    expect(full).toMatchObject({ mirror: 'disk', severity: 'error' });
    expect(`${full?.message} ${full?.help}`).toMatch(/space|full/i);
    expect(namesIn(vault)).toEqual(['full/little:1']);
    expect(leftOvers(vault)).toEqual([]);
    expect(await rawManifest(mirror, 'full/big:1')).toBe(text(big));
    expect(ended.report.totals.rereads).toBe(0);
  });
});

/** Files of unfinished writes below a layout. */
function leftOvers(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      statSync(join(directory, name)).isFile() &&
      !/^(oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/.test(name),
  );
}
