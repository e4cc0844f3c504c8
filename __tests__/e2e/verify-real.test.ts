/** `verify` of what real builders make, on a real registry, and of that registry after its own garbage collector. */
import { createHash } from 'node:crypto';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type Builder, makeBuilder } from '../servers/builders.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk, run as runTool, temporaryDirectory } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { statusOf } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

const NAMES = ['buildah/gzip', 'buildah/docker', 'buildah/zstd', 'umoci/gzip', 'skopeo/uncompressed'];
const DEPTHS = ['manifests', 'exists', 'probe', 'content', 'rootfs'] as const;

const digestOf = (bytes: Uint8Array | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

interface WrittenManifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string; readonly mediaType: string }[];
}

async function bytesAt(url: string): Promise<Buffer> {
  const { statusCode, body } = await request(url);
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`);
  return Buffer.from(await body.arrayBuffer());
}

/** Diff IDs from the layers' bytes, and the chain ID as image-spec writes it down: nothing of the program under test. */
async function unpacked(url: string, repository: string, manifest: WrittenManifest) {
  const diffIds: string[] = [];
  for (const { digest } of manifest.layers) {
    const bytes = await bytesAt(`${url}/v2/${repository}/blobs/${digest}`);
    const magic = bytes.subarray(0, 4).toString('hex');
    const tar = magic.startsWith('1f8b')
      ? gunzipSync(bytes)
      : magic === '28b52ffd'
        ? zstdDecompressSync(bytes)
        : bytes;
    diffIds.push(digestOf(tar));
  }
  const [first = '', ...others] = diffIds;
  return { diffIds, chainId: others.reduce((chain, diffId) => digestOf(`${chain} ${diffId}`), first) };
}

describeReal(
  'verify of images that real builders made',
  ['docker-registry', 'skopeo', 'buildah', 'umoci'],
  () => {
    let mirror: DockerRegistry;
    let workspace: Workspace;
    const roots = new Map<string, string>();

    /** By skopeo, which is what a person would ask. */
    const inspect = async (name: string, ...options: readonly string[]): Promise<string> =>
      await runOk(toolPath('skopeo'), [
        'inspect',
        ...options,
        '--tls-verify=false',
        `docker://${mirror.host}/${name}:1`,
      ]);
    const copy = async (from: string, name: string, ...options: readonly string[]): Promise<void> => {
      const to = `docker://${mirror.host}/${name}:1`;
      await runOk(toolPath('skopeo'), [
        '--insecure-policy',
        'copy',
        '--dest-tls-verify=false',
        ...options,
        from,
        to,
      ]);
    };

    beforeAll(async () => {
      mirror = await startDockerRegistry();
      const builder: Builder = makeBuilder();
      const to = (name: string): string => `docker://${mirror.host}/${name}:1`;
      const app = await builder.buildah('app');
      await builder.push(app, to('buildah/gzip'));
      await builder.push(app, to('buildah/docker'), '--format', 'v2s2');
      // Another image: of one that is there in gzip, the builder pushes no second form.
      await builder.push(await builder.buildah('other'), to('buildah/zstd'), '--compression-format', 'zstd');
      const umoci = await builder.umoci('made');
      await copy(umoci, 'umoci/gzip');
      const plain = `dir:${temporaryDirectory('plain')}`;
      await runOk(toolPath('skopeo'), ['--insecure-policy', 'copy', '--dest-decompress', umoci, plain]);
      await copy(plain, 'skopeo/uncompressed', '--preserve-digests');
      for (const name of NAMES) roots.set(name, digestOf(await inspect(name, '--raw')));
      workspace = makeWorkspace();
      workspace.manifest({
        mirrors: [{ name: 'real', target: mirror.host }],
        images: [...roots].map(([name, digest]) => `example.test/${name}:1@${digest}`),
      });
    });

    test('their layers are of three compressions', async () => {
      const types = new Set<string>();
      for (const name of roots.keys()) {
        const { layers } = JSON.parse(await inspect(name, '--raw')) as WrittenManifest;
        for (const { mediaType } of layers) types.add(mediaType);
      }
      expect([...types].sort()).toEqual([
        'application/vnd.docker.image.rootfs.diff.tar.gzip',
        'application/vnd.oci.image.layer.v1.tar',
        'application/vnd.oci.image.layer.v1.tar+gzip',
        'application/vnd.oci.image.layer.v1.tar+zstd',
      ]);
    });

    test.each(DEPTHS)('are complete at depth %s', async (depth) => {
      const run = await workspace.run('verify', '--depth', depth);
      expectExit(run, 0);
      expect(run.report.findings).toEqual([]);
      expect(rowsOf(run.report).map(({ outcome, proof }) => `${outcome} ${proof?.depth}`)).toEqual(
        [...roots].map(() => `complete ${depth}`),
      );
    });

    test('chain IDs are those of an independent computation, and the config agrees by skopeo', async () => {
      const run = await workspace.run('verify', '--depth', 'rootfs');
      expectExit(run, 0);
      for (const { source, fileSystems } of rowsOf(run.report)) {
        const name = source.replace(/^example\.test\//, '').replace(/:1$/, '');
        const manifest = JSON.parse(await inspect(name, '--raw')) as WrittenManifest;
        const { diffIds, chainId } = await unpacked(mirror.url, name, manifest);
        const config = JSON.parse(await inspect(name, '--config'));
        expect(config.rootfs.diff_ids).toEqual(diffIds);
        expect(fileSystems).toEqual([{ manifest: roots.get(name), platform: 'linux/amd64', chainId }]);
      }
    });

    test('compressed in whatever way, the same image has the same chain ID', async () => {
      const run = await workspace.run('verify', '--depth', 'rootfs');
      const chains = rowsOf(run.report).map(({ fileSystems }) => fileSystems?.[0]?.chainId);
      expect(new Set(chains).size).toBe(3); // two images of buildah, and one of umoci
    });
  },
);

describeReal(
  'verify of a docker-registry after its own garbage collector',
  ['docker-registry', 'skopeo'],
  () => {
    let source: DockerRegistry;
    let tree: ImageTree;
    let workspace: Workspace;
    let apps = 0;

    beforeAll(async () => {
      source = await startDockerRegistry();
    });

    beforeEach(async () => {
      apps += 1;
      const images = [
        makeImage({ seed: `gc/${apps}` }),
        makeImage({ seed: `gc/${apps}/arm`, platform: { os: 'linux', architecture: 'arm64' } }),
      ];
      tree = makeIndex(images, { attestations: true });
      await pushImage(source.url, 'gc/app', { tag: '1', tree });
      workspace = makeWorkspace();
    });

    describe.each([
      ['with its descriptor cache', true],
      ['without a cache', false],
    ])('%s', (_name, blobDescriptorCache) => {
      let mirror: DockerRegistry;

      beforeEach(async () => {
        mirror = await startDockerRegistry({ blobDescriptorCache });
        workspace.manifest({
          allowMirrorByTags: true,
          mirrors: [{ name: 'real', target: mirror.host }],
          images: [`${source.host}/gc/app:1@${tree.root.digest}`],
        });
        expectExit(await workspace.run('sync'), 0);
      });

      test('-m, which takes the children of a tagged index: each child is missing, and a repair brings all back', async () => {
        await mirror.collectGarbage();
        expect(await statusOf(mirror, 'HEAD', '/v2/gc/app/manifests/1')).toBe(200);
        const run = await workspace.run('verify');
        expectExit(run, 1);
        expect(outcomesOf(run.report)).toEqual(['incomplete']);
        const children = tree.manifests.filter(({ digest }) => digest !== tree.root.digest);
        const missing = findingsOf(run.report, 'manifest-missing').map(({ digest }) => digest);
        expect([...missing].sort()).toEqual(children.map(({ digest }) => digest).sort());
        const whole = ['--insecure-policy', 'copy', '--all', '--src-tls-verify=false'];
        const pull = [...whole, `docker://${mirror.host}/gc/app:1`, `dir:${workspace.path('pulled')}`];
        expect((await runTool(toolPath('skopeo'), pull)).code).not.toBe(0);

        const repaired = await workspace.run('verify', '--repair', '--depth', 'rootfs');
        expectExit(repaired, 0);
        expect(outcomesOf(repaired.report)).toEqual(['repaired']);
        await runOk(toolPath('skopeo'), pull);
        expectExit(await workspace.run('verify', '--depth', 'rootfs'), 0);
      });

      test('without -m, which takes nothing that is wanted', async () => {
        await mirror.collectGarbage({ untagged: false });
        const run = await workspace.run('verify', '--depth', 'rootfs');
        expectExit(run, 0);
        expect(outcomesOf(run.report)).toEqual(['complete']);
      });
    });
  },
);
