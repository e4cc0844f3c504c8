import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import type { Rule } from '../../../src/finding.ts';
import { CellWork } from '../../../src/mirror/copy/cell-work.ts';
import { CopyFailure } from '../../../src/mirror/copy/failure.ts';
import { type GraphReading, readGraph } from '../../../src/mirror/copy/graph.ts';
import { ManifestShelf } from '../../../src/mirror/copy/manifest-shelf.ts';
import { Meter } from '../../../src/mirror/meter.ts';
import { makePlan } from '../../../src/mirror/plan.ts';
import { resolve } from '../../../src/mirror/resolve.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { type Platform, parsePlatform } from '../../../src/oci/platform.ts';
import { fails, failure } from '../../fakes/faulty-target.ts';
import { digestNumber } from '../../fakes/report.ts';
import {
  contentOf,
  descriptorOf,
  documentOf,
  type ImageTree,
  OCI_CONFIG,
  OCI_INDEX,
  OCI_LAYER,
  OCI_MANIFEST,
  treeOf,
} from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { makeIndexWithAbsentChild } from '../../fixtures/unusual-images.ts';
import { manifest, neverAborted, SOURCE, World } from '../world.ts';

const amd64 = makeImage({ seed: 'x' });
const arm64 = makeImage({ seed: 'x', platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } });
const index = makeIndex([amd64, arm64], { attestations: true });
const EU = 'eu.example.com';

function worldWith(tree: ImageTree): World {
  const world = new World();
  world.push(SOURCE, 'app', { tree, tag: '1' });
  return world;
}

function platforms(...names: readonly string[]): Platform[] {
  return names.map((name) => {
    const parsed = parsePlatform(name);
    if (!parsed.ok) throw new Error(parsed.why);
    return parsed.value;
  });
}

function read(world: World, root: Digest, parts: Partial<GraphReading> = {}) {
  return readGraph(root, {
    works: [],
    readers: [{ store: world.target(SOURCE, 'app'), kind: 'source' }],
    platforms: null,
    shelf: new ManifestShelf(),
    meter: new Meter(),
    signal: neverAborted(),
    ...parts,
  });
}

async function refusal(promise: Promise<unknown>): Promise<{ rule: Rule; code: string; side: string }> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CopyFailure)) throw new Error(`no CopyFailure but ${String(error)}`);
  return { rule: error.rule, code: error.error.code, side: error.side };
}

/** Works of the mirrors of a manifest that pins `root`, as they are seen now. */
async function worksOn(world: World, root: Digest, mirrors: readonly string[]): Promise<CellWork[]> {
  const context = world.context(manifest(mirrors, `  - ${SOURCE}/app@${root}`));
  const { rows } = await resolve(context, neverAborted());
  return makePlan(rows, context).steps.map((step) => new CellWork(step, neverAborted()));
}

describe('the graph of an index', () => {
  test('lists children before parents, the root last, and each manifest and blob once', async () => {
    const nested = makeIndex([index, amd64, makeIndex([amd64])]);
    const graph = await read(worldWith(nested), nested.root.digest);
    const order = graph.manifests.map(({ descriptor }) => descriptor.digest);
    expect(new Set(order)).toEqual(new Set(nested.manifests.map(({ digest }) => digest)));
    expect(order).toHaveLength(nested.manifests.length);
    expect(order.at(-1)).toBe(nested.root.digest);
    expect(graph.root.descriptor.digest).toBe(nested.root.digest);
    expect(graph.blobs.map(({ digest }) => digest).toSorted()).toEqual([...nested.blobs.keys()].toSorted());
    for (const { digest, bytes } of nested.manifests)
      for (const child of JSON.parse(Buffer.from(bytes).toString()).manifests ?? [])
        expect(order.indexOf(child.digest)).toBeLessThan(order.indexOf(digest));
  });

  test('has only the children of the platforms asked for, and their attestations', async () => {
    const graph = await read(worldWith(index), index.root.digest, { platforms: platforms('linux/arm64') });
    const kept = graph.manifests.map(({ descriptor }) => descriptor.digest);
    expect(kept).toContain(arm64.root.digest);
    expect(kept).not.toContain(amd64.root.digest);
    expect(kept).toHaveLength(3);
    expect(graph.omitted.has(amd64.root.digest)).toBe(true);
    expect(graph.omitted.size).toBe(2);
  });

  test('without a platform that was asked for cannot be mirrored', async () => {
    const why = await refusal(
      read(worldWith(index), index.root.digest, { platforms: platforms('linux/s390x') }),
    );
    expect(why).toEqual({ rule: 'manifest-missing', code: 'not-found', side: 'source' });
  });

  test('that lists a child which is nowhere cannot be mirrored', async () => {
    const tree = makeIndexWithAbsentChild(amd64);
    expect(await refusal(read(worldWith(tree), tree.root.digest))).toMatchObject({
      code: 'not-found',
      side: 'source',
    });
    const graph = await read(worldWith(tree), tree.root.digest, { platforms: platforms('linux/amd64') });
    expect(graph.manifests).toHaveLength(2);
  });
});

describe('a child of a type that nobody knows', () => {
  const blob = contentOf('application/vnd.example.unknown', Buffer.from('just bytes'));
  const document = documentOf('application/vnd.example.manifest', {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptorOf(blob),
    layers: [],
  });

  test('is a manifest where it can be read as one, else a blob', async () => {
    const root = documentOf(OCI_INDEX, {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [descriptorOf(blob), descriptorOf(document)],
    });
    const inner = treeOf({ ...document, mediaType: OCI_MANIFEST }, { blobs: [blob] });
    const tree = treeOf(root, { children: [inner], blobs: [blob] });
    const graph = await read(worldWith(tree), root.digest);
    expect(graph.manifests.map(({ descriptor }) => descriptor.digest)).toEqual([
      document.digest,
      root.digest,
    ]);
    expect(graph.blobs.map(({ digest }) => digest)).toEqual([blob.digest]);
  });
});

describe('foreign layers', () => {
  test('are told and not copied', async () => {
    const config = documentOf(OCI_CONFIG, {});
    const own = contentOf(OCI_LAYER, Buffer.from('own'));
    const foreign = contentOf(
      'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      Buffer.from('foreign'),
    );
    const root = documentOf(OCI_MANIFEST, {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: descriptorOf(config),
      layers: [descriptorOf(foreign, { urls: ['https://example.com/layer'] }), descriptorOf(own)],
    });
    const graph = await read(worldWith(treeOf(root, { blobs: [config, own] })), root.digest);
    expect(graph.blobs.map(({ digest }) => digest)).toEqual([config.digest, own.digest]);
    expect(graph.foreignLayers.map(({ digest }) => digest)).toEqual([foreign.digest]);
  });
});

describe('a graph is refused', () => {
  test('that is nested too deep', async () => {
    let tree = makeIndex([amd64]);
    for (let depth = 0; depth < 8; depth += 1) tree = makeIndex([tree]);
    expect(await refusal(read(worldWith(tree), tree.root.digest))).toMatchObject({ code: 'unsupported' });
  });

  test('that two readers could read differently', async () => {
    const bytes = Buffer.from(
      '{"schemaVersion":2,"schemaVersion":2,"mediaType":"x","config":{},"layers":[]}',
    );
    const root = contentOf(OCI_MANIFEST, bytes);
    const why = await refusal(read(worldWith(treeOf(root, {})), root.digest));
    expect(why).toMatchObject({ rule: 'manifest-ambiguous', side: 'source' });
  });

  test('that cannot be parsed', async () => {
    const root = contentOf(OCI_MANIFEST, Buffer.from('not json'));
    expect((await refusal(read(worldWith(treeOf(root, {})), root.digest))).rule).toBe('manifest-unparsable');
  });
});

describe('where manifests are read', () => {
  test('is every mirror that should have them, which proves them, and the source not at all', async () => {
    const world = worldWith(index);
    for (const host of [EU, 'us.example.com'])
      world.push(host, 'app', { tree: index, tag: `keep-${index.root.digest.replace(':', '-')}` });
    const works = await worksOn(world, index.root.digest, ['eu', 'us']);
    const meter = new Meter();
    await read(world, index.root.digest, { works, meter });
    for (const work of works)
      expect([...work.manifests].toSorted()).toEqual(index.manifests.map(({ digest }) => digest).toSorted());
    expect(world.count('readManifest', SOURCE)).toBe(0);
    expect(meter).toMatchObject({ sourceBytes: 0, siblingBytes: 0 });
  });

  test('is the source for what no mirror can serve; the mirror that lost it is noted', async () => {
    const world = worldWith(index);
    world.push(EU, 'app', { tree: index, tag: `keep-${index.root.digest.replace(':', '-')}` });
    world.registry(EU).content.repositories.get('app')?.manifests.delete(arm64.root.digest);
    const works = await worksOn(world, index.root.digest, ['eu']);
    await read(world, index.root.digest, { works });
    expect([...(works[0]?.damaged ?? [])]).toEqual([[arm64.root.digest, 'manifest-missing']]);
    expect(works[0]?.failure).toBeNull();
    expect(world.count('readManifest', SOURCE)).toBe(1);
  });

  test('a mirror that fails while it is read fails alone', async () => {
    const world = worldWith(index);
    for (const host of [EU, 'us.example.com'])
      world.push(host, 'app', { tree: index, tag: `keep-${index.root.digest.replace(':', '-')}` });
    const works = await worksOn(world, index.root.digest, ['eu', 'us']);
    world.interfere(EU, fails('readManifest', failure('unavailable'), { from: 2, times: 99 }));
    const graph = await read(world, index.root.digest, { works });
    expect(graph.manifests).toHaveLength(index.manifests.length);
    expect(works.map(({ failure: why }) => why instanceof CopyFailure && why.side)).toEqual([
      'mirror',
      false,
    ]);
  });

  test('is the next reader where one fails; the last failure is told', async () => {
    const world = worldWith(index);
    const empty = world.target('empty.example.com', 'app');
    const source = { store: world.target(SOURCE, 'app'), kind: 'source' as const };
    const graph = await read(world, index.root.digest, {
      readers: [{ store: empty, kind: 'mirror' }, source],
    });
    expect(graph.root.descriptor.digest).toBe(index.root.digest);
    const nowhere = read(world, digestNumber(5) as Digest, {
      readers: [{ store: empty, kind: 'mirror' }, source],
    });
    expect(await refusal(nowhere)).toMatchObject({ code: 'not-found', side: 'source' });
  });
});

describe('the shelf', () => {
  const raw = (bytes: number, number: number) => ({
    descriptor: { mediaType: OCI_MANIFEST, digest: digestNumber(number) as Digest, size: bytes },
    bytes: new Uint8Array(bytes),
    from: 'somewhere',
  });

  test('reads what several want once', async () => {
    const shelf = new ManifestShelf();
    let reads = 0;
    const get = () =>
      shelf.get(digestNumber(1) as Digest, async () => {
        reads += 1;
        return raw(10, 1);
      });
    const [one, other] = await Promise.all([get(), get()]);
    expect(one).toBe(other);
    expect(await get()).toBe(one);
    expect(reads).toBe(1);
  });

  test('lets each of those that waited try its own place when a reading fails', async () => {
    const shelf = new ManifestShelf();
    const digest = digestNumber(1) as Digest;
    const bad = shelf.get(digest, () => Promise.reject(new MirrorError('unavailable', 'down')));
    const good = shelf.get(digest, async () => raw(10, 1));
    await expect(bad).rejects.toMatchObject({ code: 'unavailable' });
    expect((await good).descriptor.digest).toBe(digest);
  });

  test('forgets old ones when it holds too much', async () => {
    const shelf = new ManifestShelf();
    const size = 4 * 1024 * 1024;
    for (let number = 0; number < 20; number += 1) shelf.put(raw(size, number));
    let reads = 0;
    for (let number = 0; number < 20; number += 1)
      await shelf.get(digestNumber(number) as Digest, async () => {
        reads += 1;
        return raw(0, number);
      });
    expect(reads).toBeGreaterThanOrEqual(12); // 20 × 4 MiB do not fit into 32 MiB
  });
});
