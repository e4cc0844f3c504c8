/** containerd and `verify` agree: what is called complete is pulled, what is called broken is not, and what is repaired is again. */
import { rmSync } from 'node:fs';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { makeOddImage } from '../fixtures/runtime-images.ts';
import { type Containerd, startContainerd } from '../servers/containerd.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { deleteManifest, statusOf, storedFile } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, type Workspace } from './workspace.ts';

const ARM64 = { os: 'linux', architecture: 'arm64' };

describeReal('containerd and verify', ['docker-registry', 'containerd', 'ctr'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let containerd: Containerd;
  let workspace: Workspace;
  let apps = 0;
  let app = '';
  let tree: ImageTree;

  const mirrored = async (images: Readonly<Record<string, ImageTree>>): Promise<void> => {
    for (const [name, image] of Object.entries(images))
      await pushImage(source.url, name, { tag: '1', tree: image });
    workspace.manifest({
      mirrors: [{ name: 'node', target: mirror.host }],
      images: Object.entries(images).map(([name, { root }]) => `${source.host}/${name}:1@${root.digest}`),
    });
    expectExit(await workspace.run('sync'), 0);
  };
  const fetches = async (name: string, { root }: ImageTree): Promise<boolean> =>
    (await containerd.fetch(`${mirror.host}/${name}@${root.digest}`)).code === 0;

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry({ blobDescriptorCache: true });
    containerd = await startContainerd();
  });

  beforeEach(() => {
    workspace = makeWorkspace();
    apps += 1;
    app = `node/app-${apps}`;
    // containerd keeps what it has fetched: every test has content of its own.
    const images = [makeImage({ seed: app }), makeImage({ seed: `${app}/arm`, platform: ARM64 })];
    tree = makeIndex(images, { attestations: true });
  });

  test('complete images of every kind are pulled whole', async () => {
    const images = {
      [`${app}/index`]: tree,
      [`${app}/docker`]: makeImage({ seed: `${app}/docker`, docker: true }),
      [`${app}/zstd`]: makeOddImage({ seed: `${app}/zstd`, compression: 'zstd' }),
      [`${app}/nested`]: makeIndex([makeIndex([makeImage({ seed: `${app}/nested` })])]),
    };
    await mirrored(images);
    const run = await workspace.run('verify', '--depth', 'rootfs', '--runtime', 'containerd@1.6');
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['complete']);
    for (const [name, image] of Object.entries(images))
      expect([name, await fetches(name, image)]).toEqual([name, true]);
    const held = (await containerd.ctr(['content', 'ls', '-q'])).stdout.trim().split('\n');
    for (const { manifests, blobs } of Object.values(images))
      expect(held).toEqual(
        expect.arrayContaining([...manifests.map(({ digest }) => digest), ...blobs.keys()]),
      );
  });

  test('a blob lost behind a registry that still promises it is not pulled, until it is repaired', async () => {
    await mirrored({ [app]: tree });
    const layer = [...tree.blobs].sort(([, one], [, other]) => other.length - one.length)[0]?.[0] as Digest;
    rmSync(storedFile(mirror, layer));
    expect(await statusOf(mirror, 'HEAD', `/v2/${app}/blobs/${layer}`)).toBe(200);
    const broken = await workspace.run('verify');
    expectExit(broken, 1);
    expect(findingsOf(broken.report, 'blob-missing')).toMatchObject([{ digest: layer }]);
    expect(await fetches(app, tree)).toBe(false);
    expectExit(await workspace.run('verify', '--repair'), 0);
    expect(await fetches(app, tree)).toBe(true);
  });

  test('a lost child manifest is not pulled, until it is repaired', async () => {
    await mirrored({ [app]: tree });
    const child = tree.manifests[0]?.digest ?? tree.root.digest;
    await deleteManifest(mirror, app, child);
    const broken = await workspace.run('verify');
    expectExit(broken, 1);
    expect(findingsOf(broken.report, 'manifest-missing')).toMatchObject([{ digest: child }]);
    expect(await fetches(app, tree)).toBe(false);
    expectExit(await workspace.run('verify', '--repair'), 0);
    expect(await fetches(app, tree)).toBe(true);
  });
});
