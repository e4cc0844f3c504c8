/** Each digest is read once from the source, however many images, repositories, tags and mirrors want it. */
import { beforeAll, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type AccessEntry, countRequests } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { rawManifest } from './registry-content.ts';
import { expectExit, makeWorkspace, outcomesOf, type ReportedRun } from './workspace.ts';

const BLOB = /\/blobs\/sha256:/;
const UPLOAD = /\/blobs\/uploads\//;
const REPOSITORIES = ['team/one', 'team/two', 'other/three'];

/** Many images over few layers: nine of ten share theirs with others, also across repositories. */
function sharingImages(): readonly {
  readonly repository: string;
  readonly tag: string;
  readonly tree: ImageTree;
}[] {
  const images = Array.from({ length: 12 }, (_, each) => ({
    repository: REPOSITORIES[each % REPOSITORIES.length] ?? '',
    tag: `v${each}`,
    tree: makeImage({
      seed: `once/${each}`,
      layerSeeds: ['once/base', `once/middle-${each % 2}`, `once/top-${each}`],
      layerBytes: 20_000,
    }),
  }));
  const shared = makeIndex([makeImage({ seed: 'once/index', layerSeeds: ['once/base', 'once/index'] })]);
  return [
    ...images,
    { repository: 'team/one', tag: 'stable', tree: shared },
    { repository: 'team/one', tag: 'latest', tree: shared },
    { repository: 'team/two', tag: 'stable', tree: shared },
  ];
}

function digestsOf(entries: readonly AccessEntry[], what: string): readonly string[] {
  return entries
    .filter(({ method, path, status }) => method === 'GET' && path.includes(`/${what}/`) && status < 300)
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    .sort();
}

describeReal('a cold sync to three mirrors', ['docker-registry', 'skopeo'], () => {
  const workspace = makeWorkspace();
  const images = sharingImages();
  let source: DockerRegistry;
  let mirrors: readonly DockerRegistry[];
  let run: ReportedRun;
  let atSource: readonly AccessEntry[];

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirrors = [await startDockerRegistry(), await startDockerRegistry(), await startDockerRegistry()];
    for (const { repository, tag, tree } of images) await pushImage(source.url, repository, { tag, tree });
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: mirrors.map(({ host }, each) => ({ name: `m${each}`, target: host })),
      images: images.map(({ repository, tag }) => `${source.host}/${repository}:${tag}`),
    });
    await source.clearAccessLog();
    run = await workspace.run('sync');
    atSource = await source.accessLog();
  });

  test('copies everything', async () => {
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['copied']);
    for (const mirror of mirrors) {
      for (const { repository, tag, tree } of images.slice(-4)) {
        expect(await rawManifest(mirror, `${repository}:${tag}`)).toBe(
          Buffer.from(tree.root.bytes).toString(),
        );
      }
    }
  });

  test('reads every unique blob of the source once', () => {
    const unique = [...new Set(images.flatMap(({ tree }) => [...tree.blobs.keys()]))].sort();
    expect(digestsOf(atSource, 'blobs')).toEqual(unique);
  });

  test('reads every unique manifest of the source once, and resolves every tag once', () => {
    const unique = [
      ...new Set(images.flatMap(({ tree }) => tree.manifests.map(({ digest }) => digest))),
    ].sort();
    expect(digestsOf(atSource, 'manifests')).toEqual(unique);
    expect(countRequests(atSource, { method: 'HEAD' })).toBe(images.length);
  });

  test('counts what it read and wrote', () => {
    const blobs = new Map(images.flatMap(({ tree }) => [...tree.blobs]));
    const manifests = new Map(
      images.flatMap(({ tree }) => tree.manifests.map(({ digest, bytes }) => [digest, bytes] as const)),
    );
    const sizeOf = (contents: Iterable<Uint8Array>): number =>
      [...contents].reduce((sum, bytes) => sum + bytes.length, 0);
    const { sourceBytes, mirrorBytes, mountedBlobs, rereads } = run.report.totals;
    expect(sourceBytes).toBe(sizeOf(blobs.values()) + sizeOf(manifests.values()));
    expect(rereads).toBe(0);
    expect(mountedBlobs).toBeGreaterThan(0);
    expect(mirrorBytes).toBeGreaterThanOrEqual(3 * sizeOf(blobs.values()));
  });

  test('sends every unique blob to each mirror once and mounts it everywhere else', async () => {
    const unique = new Set(images.flatMap(({ tree }) => [...tree.blobs.keys()]));
    for (const mirror of mirrors) {
      const entries = await mirror.accessLog();
      expect(countRequests(entries, { method: 'PUT', path: UPLOAD, status: 201 })).toBe(unique.size);
      expect(entries.some(({ path, method }) => method === 'GET' && BLOB.test(path))).toBe(true); // mounts are proven
      expect(entries.filter(({ status }) => status >= 500)).toEqual([]);
      const written = entries.filter(
        ({ method, path }) => method === 'PUT' && /\/manifests\/sha256:/.test(path),
      );
      expect(new Set(written.map(({ path }) => path)).size).toBe(written.length);
    }
  });
});
