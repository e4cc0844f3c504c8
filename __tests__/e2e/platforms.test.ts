/** `platforms`: sparse indexes where they are taken and where they are refused, and `index: omit`. */
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { digestOfTag, hasManifest, rawManifest, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

const amd64 = makeImage({ seed: 'platforms/amd64' });
const ARM64 = { os: 'linux', architecture: 'arm64', variant: 'v8' };
const arm64 = makeImage({ seed: 'platforms/arm64', platform: ARM64 });
const s390x = makeImage({ seed: 'platforms/s390x', platform: { os: 'linux', architecture: 's390x' } });
const index = makeIndex([amd64, arm64, s390x], { attestations: true });
const plain = makeImage({ seed: 'platforms/plain' });

const keepTagOf = ({ root }: ImageTree): string => `keep-sha256-${root.digest.slice(7)}`;

/** The manifests of BuildKit's attestations by the image they speak of. */
function attestationsOf(tree: ImageTree): ReadonlyMap<string, string> {
  const { manifests } = JSON.parse(Buffer.from(tree.root.bytes).toString());
  const pairs = manifests.flatMap(
    ({ digest, annotations }: { digest: string; annotations?: Record<string, string> }) =>
      annotations === undefined ? [] : [[annotations['vnd.docker.reference.digest'], digest]],
  );
  return new Map(pairs);
}

describeReal('platforms', ['docker-registry', 'skopeo'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let workspace: Workspace;
  let place = '';
  let places = 0;

  const manifest = (image: object, top: object = {}): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'eu', target: mirror.host }],
      ...top,
      images: [
        { source: `${source.host}/platforms/multi:1`, repository: place, ...image },
        { source: `${source.host}/platforms/plain:1`, repository: `${place}-plain` },
      ],
    });

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry();
    await pushImage(source.url, 'platforms/multi', { tag: '1', tree: index });
    await pushImage(source.url, 'platforms/plain', { tag: '1', tree: plain });
  });

  beforeEach(() => {
    workspace = makeWorkspace();
    places += 1;
    place = `platforms/place-${places}`;
  });

  test('tell that a registry refuses a sparse index, with the remedies, and do the other images', async () => {
    manifest({ platforms: ['linux/amd64', 'linux/arm64'] });
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(['failed', 'copied']);
    const [refused, ...more] = findingsOf(run.report, 'sparse-index-refused');
    expect(more).toEqual([]);
    expect(refused).toMatchObject({ severity: 'error', mirror: 'eu', digest: index.root.digest });
    expect(refused?.help).toMatch(/index: omit/);
    expect(refused?.help).toMatch(/platforms/);
    expect(digestOfTag(mirror, place, '1')).toBeNull();
    expect(digestOfTag(mirror, `${place}-plain`, '1')).toBe(plain.root.digest);
  });

  test('push an unchanged sparse index where it is taken: onto a layout', async () => {
    manifest({ platforms: ['linux/arm64'] }, { mirrors: [{ name: 'vault', target: 'oci:./vault' }] });
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['copied']);
    expect(findingsOf(run.report, 'sparse-index')).toMatchObject([{ severity: 'note' }]);
    const name = `oci:${workspace.path('vault')}:${place}:1`;
    const raw = await runOk(toolPath('skopeo'), ['inspect', '--raw', name]);
    expect(raw).toBe(Buffer.from(index.root.bytes).toString());
    const blob = (digest: string): string => workspace.path('vault/blobs/sha256', digest.slice(7));
    const attestations = attestationsOf(index);
    for (const digest of [
      arm64.root.digest,
      attestations.get(arm64.root.digest) ?? '',
      ...arm64.blobs.keys(),
    ])
      expect(existsSync(blob(digest))).toBe(true);
    for (const digest of [amd64.root.digest, s390x.root.digest, attestations.get(amd64.root.digest) ?? ''])
      expect(existsSync(blob(digest))).toBe(false);
    expect(readFileSync(blob(arm64.root.digest)).equals(arm64.root.bytes)).toBe(true);
    const again = await workspace.run('sync');
    expectExit(again, 0);
    expect(outcomesOf(again.report)).toEqual(['up-to-date']);
  });

  test('with index: omit and one platform make the child what the tag is', async () => {
    manifest({ platforms: ['linux/arm64'], index: 'omit' });
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(rowsOf(run.report)[0]).toMatchObject({
      outcome: 'copied',
      target: `${mirror.host}/${place}:1`,
      found: arm64.root.digest,
    });
    expect(run.report.images[0]).toMatchObject({
      tag: '1',
      digest: arm64.root.digest,
      sourceNow: index.root.digest,
    });
    expect(await rawManifest(mirror, `${place}:1`)).toBe(Buffer.from(arm64.root.bytes).toString());
    expect(tagsIn(mirror, place)).toEqual(['1']);
    expect(await hasManifest(mirror, `${place}@${index.root.digest}`)).toBe(false);
    await source.clearAccessLog();
    const again = await workspace.run('sync');
    expectExit(again, 0);
    expect(outcomesOf(again.report)).toEqual(['up-to-date']);
    expect((await source.accessLog()).map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
  });

  test('with index: omit and several platforms make a row and a keep tag of each child, and manage no tag', async () => {
    manifest({ platforms: ['linux/amd64', 'linux/arm64'], index: 'omit' });
    const run = await workspace.run('sync');
    expectExit(run, 0);
    const children = run.report.images.filter(({ source: name }) => name.includes('multi'));
    expect(children.map(({ digest, tag }) => [digest, tag])).toEqual([
      [amd64.root.digest, null],
      [arm64.root.digest, null],
    ]);
    expect(tagsIn(mirror, place)).toEqual([keepTagOf(amd64), keepTagOf(arm64)].sort());
    expect(await hasManifest(mirror, `${place}@${index.root.digest}`)).toBe(false);
  });

  test('follow a moved tag with index: omit, and refuse to follow it back', async () => {
    const next = makeIndex([amd64, makeImage({ seed: 'platforms/next', platform: ARM64 })]);
    const app = `platforms/moving-${places}`;
    await pushImage(source.url, app, { tag: '1', tree: index });
    manifest({ source: `${source.host}/${app}:1`, platforms: ['linux/arm64'], index: 'omit' });
    expectExit(await workspace.run('sync'), 0);
    await pushImage(source.url, app, { tag: '1', tree: next });
    const moved = await workspace.run('sync');
    expectExit(moved, 0);
    expect(findingsOf(moved.report, 'tag-overwritten')).toEqual([]);
    expect(rowsOf(moved.report)[0]).toMatchObject({ before: arm64.root.digest });
    await pushImage(source.url, app, { tag: '1', tree: index });
    const back = await workspace.run('sync');
    expectExit(back, 1);
    expect(findingsOf(back.report, 'tag-rollback')).toHaveLength(1);
  });

  test('that an index does not have are told, and nothing is put under the tag', async () => {
    for (const mode of ['omit', 'sparse']) {
      manifest({ platforms: ['linux/amd64', 'linux/riscv64'], index: mode });
      const run = await workspace.run('sync');
      expectExit(run, 1);
      expect(rowsOf(run.report)[0]).toMatchObject({ outcome: 'failed' });
      expect(run.report.findings.some(({ message }) => message.includes('linux/riscv64'))).toBe(true);
      expect(digestOfTag(mirror, place, '1')).toBeNull();
    }
  });
});
