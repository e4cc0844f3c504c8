import { describe, expect, test } from '@jest/globals';
import { subjectOf } from '../../../src/mirror/observe.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import type { RawManifest, Target } from '../../../src/oci/store.ts';
import { deleteBlobData } from '../../../src/stores/memory-content.ts';
import { fails, failure } from '../../fakes/faulty-target.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { ends, manifest, rulesOf, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'a' });
const DIGEST = image.root.digest;
const EU = 'eu.example.com';
const byTag = manifest(
  ['eu'],
  `  - { source: ${SOURCE}/app, tags: ["1@${DIGEST}"], allowMirrorByTags: true }`,
);
const byDigest = manifest(['eu'], `  - ${SOURCE}/app@${DIGEST}`);

function worldWithImage(): World {
  const world = new World();
  world.push(SOURCE, 'app', { tree: image, tag: '1' });
  return world;
}

/** Changes what a registry's repositories do, below what is recorded. */
function change(world: World, host: string, changed: (target: Target) => Partial<Target>): void {
  const store = world.registry(host);
  const open = store.open.bind(store);
  Object.assign(store, {
    open: (repository: string) => {
      const target = open(repository);
      return Object.assign(target, changed(target));
    },
  });
}

const always = (world: World) => ({ nowMs: world.nowMs, recheckAfterMs: 1, recheck: 'all' as const });

describe('a registry that ignores ranges', () => {
  test('is told once, and what is found there is proven only to exist', async () => {
    const world = worldWithImage();
    change(world, EU, (target) => {
      const probe = target.probeBlob.bind(target);
      return {
        probeBlob: async (blob, signal) => {
          const found = await probe(blob, signal);
          return found.kind === 'present' ? { ...found, proven: false } : found;
        },
      };
    });
    await world.sync(byTag);
    const { outcomes, findings } = await world.sync(byTag, { age: always(world) });
    expect(ends(outcomes)).toEqual(['eu up-to-date']);
    expect(outcomes[0]?.proof?.depth).toBe('exists');
    expect(findings).toMatchObject([
      { rule: 'range-ignored', severity: 'note', mirror: 'eu', affectedCount: 1 },
    ]);
  });
});

describe('a store that lists untagged roots itself', () => {
  test('is asked to, after all is there, and gets no keep tag', async () => {
    const world = worldWithImage();
    const listed: Digest[] = [];
    change(world, EU, (target) => ({
      holdsUntaggedRoots: true,
      holdRoot: async ({ descriptor }: RawManifest) => {
        expect(world.missing(EU, target.repository, descriptor.digest)).toEqual([]);
        listed.push(descriptor.digest);
      },
    }));
    expect(ends((await world.sync(byDigest)).outcomes)).toEqual(['eu copied']);
    expect(listed).toEqual([DIGEST]);
    expect(world.tagsOf(EU, 'app')).toEqual({});
    const { outcomes, findings } = await world.sync(byDigest);
    expect(ends(outcomes)).toEqual(['eu up-to-date']);
    expect(listed).toEqual([DIGEST, DIGEST]);
    expect(findings).toEqual([]);
  });
});

describe('a tag that cannot be set again', () => {
  test('fails its step, is one finding, and is set by the next run', async () => {
    const world = worldWithImage();
    await world.sync(byTag);
    world.registry(EU).content.repositories.get('app')?.tags.clear();
    world.interfere(EU, fails('tag', failure('denied')));
    const { outcomes, findings } = await world.sync(byTag);
    expect(ends(outcomes)).toEqual(['eu failed']);
    expect(rulesOf(findings)).toEqual(['copy-failed']);
    world.interfere(EU, null);
    expect((await world.sync(byTag)).outcomes).toMatchObject([{ outcome: 'copied', bytes: 0 }]);
    expect(world.tagsOf(EU, 'app')).toEqual({ 1: DIGEST });
  });
});

describe('damage that is found', () => {
  const layer = [...image.blobs.keys()][1] as Digest;

  test('is mended and told as a note with what it took', async () => {
    const world = worldWithImage();
    await world.sync(byTag);
    deleteBlobData(world.registry(EU).content, layer);
    const { outcomes, findings } = await world.sync(byTag, { age: always(world) });
    expect(ends(outcomes)).toEqual(['eu repaired']);
    expect(findings).toMatchObject([
      {
        rule: 'blob-missing',
        severity: 'note',
        digest: layer,
        repaired: { from: `${SOURCE}/app`, bytes: image.blobs.get(layer)?.length },
      },
    ]);
    expect(outcomes[0]?.bytes).toBe(image.blobs.get(layer)?.length);
  });

  test('and cannot be mended is remembered: a later run does not trust the old proof', async () => {
    const world = worldWithImage();
    await world.sync(byTag);
    deleteBlobData(world.registry(EU).content, layer);
    world.interfere(EU, fails('send', failure('no-space'), { times: 9 }));
    const { outcomes } = await world.sync(byTag, { age: always(world) });
    expect(outcomes).toMatchObject([{ outcome: 'failed', complete: false }]);
    expect(world.proofs.get(subjectOf(world.target(EU, 'app'), DIGEST, { platforms: null }))?.kind).not.toBe(
      'proven',
    );
    world.interfere(EU, null);
    expect(ends((await world.sync(byTag)).outcomes)).toEqual(['eu repaired']);
    expect(world.missing(EU, 'app', DIGEST)).toEqual([]);
  });

  test('a mirror that did not answer keeps its old proof', async () => {
    const world = worldWithImage();
    await world.sync(byTag);
    world.interfere(EU, fails('probeBlob', failure('unavailable'), { times: 99 }));
    expect(ends((await world.sync(byTag, { age: always(world) })).outcomes)).toEqual(['eu failed']);
    world.interfere(EU, null);
    world.calls.length = 0;
    expect(ends((await world.sync(byTag)).outcomes)).toEqual(['eu up-to-date']);
    expect(world.calls).toHaveLength(1);
  });
});

describe('rows that share content in one repository', () => {
  const file = () =>
    manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, tags: ["1@${DIGEST}", "2@${DIGEST}"], allowMirrorByTags: true }`,
    );

  function total(outcomes: readonly { readonly bytes: number }[]): number {
    return outcomes.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  test('count what was written once: the bytes of the rows are those that crossed the wire', async () => {
    const world = worldWithImage();
    world.push(SOURCE, 'app', { tree: image, tag: '2' });
    const { outcomes, meter } = await world.sync(file());
    expect(ends(outcomes)).toEqual(['eu copied', 'eu copied']);
    expect(total(outcomes)).toBe(meter.mirrorBytes);
    const content = [...image.blobs.values(), ...image.manifests.map(({ bytes }) => bytes)];
    expect(total(outcomes)).toBe(content.reduce((sum, bytes) => sum + bytes.length, 0));
  });

  test('tell a blob that was mended for both once, and both say repaired', async () => {
    const world = worldWithImage();
    world.push(SOURCE, 'app', { tree: image, tag: '2' });
    await world.sync(file());
    const layer = [...image.blobs.keys()][1] as Digest;
    deleteBlobData(world.registry(EU).content, layer);
    const { outcomes, findings } = await world.sync(file(), { age: always(world) });
    expect(ends(outcomes)).toEqual(['eu repaired', 'eu repaired']);
    expect(findings).toMatchObject([{ rule: 'blob-missing', digest: layer }]);
    expect(total(outcomes)).toBe(image.blobs.get(layer)?.length);
  });
});

describe('a blob that another row brought', () => {
  const shared = makeImage({ seed: 'one', layerSeeds: ['base', 'one'] });
  const next = makeImage({ seed: 'two', layerSeeds: ['base', 'two'] });
  const base = [...shared.blobs.keys()].find((digest) => next.blobs.has(digest)) as Digest;
  const both = `  - { source: ${SOURCE}/app, tags: ["2@${next.root.digest}", "1@${shared.root.digest}"], allowMirrorByTags: true }`;

  function worldOfBoth(): World {
    const world = new World();
    world.push(SOURCE, 'app', { tree: shared, tag: '1' });
    world.push(SOURCE, 'app', { tree: next, tag: '2' });
    world.push(SOURCE, 'other', { tree: shared, tag: '1' });
    return world;
  }
  const first = `  - { source: ${SOURCE}/app, tags: ["1@${shared.root.digest}"], allowMirrorByTags: true }`;

  test('is told by the row that missed it, and only the row that brought it counts its bytes', async () => {
    const world = worldOfBoth();
    await world.sync(manifest(['eu'], first));
    world.registry(EU).content.repositories.get('app')?.blobs.delete(base);
    const { outcomes, findings, meter } = await world.sync(manifest(['eu'], both), { age: always(world) });
    expect(ends(outcomes)).toEqual(['eu copied', 'eu repaired']);
    expect(findings).toMatchObject([
      { rule: 'blob-missing', severity: 'note', digest: base, source: `${SOURCE}/app:1` },
    ]);
    expect(outcomes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(meter.mirrorBytes);
  });

  test('is told by nobody when it was there: it is looked for before it is mounted', async () => {
    const world = worldOfBoth();
    await world.sync(manifest(['eu'], `${first}\n  - ${SOURCE}/other:1@${shared.root.digest}`));
    const file = manifest(['eu'], `  - ${SOURCE}/other:1@${shared.root.digest}\n${both}`);
    const { outcomes, findings, meter } = await world.sync(file, { age: always(world) });
    expect(ends(outcomes)).toEqual(['eu up-to-date', 'eu copied', 'eu up-to-date']);
    expect(findings).toEqual([]);
    expect(meter.mountedBlobs).toBe(0);
  });
});

describe('a damaged manifest', () => {
  test('is told with the place that really gave it', async () => {
    const world = new World();
    const root = world.push(SOURCE, 'app', { tree: makeIndex([image]), tag: '1' });
    const file = manifest(
      ['eu', 'us'],
      `  - { source: ${SOURCE}/app, tags: ["1@${root}"], allowMirrorByTags: true }`,
    );
    await world.sync(file);
    world.registry(EU).content.repositories.get('app')?.manifests.delete(DIGEST);
    world.calls.length = 0;
    const { findings } = await world.sync(file, { age: always(world) });
    expect(world.count('readManifest', SOURCE)).toBe(0);
    const repaired = findings.filter(({ mirror }) => mirror === 'eu').map((one) => one.repaired?.from);
    expect(repaired).toEqual(['us.example.com/app']);
  });
});

describe('a pin that is changed', () => {
  test('is not taken for somebody else’s tag on a mirror that missed a run', async () => {
    const world = worldWithImage();
    const next = makeImage({ seed: 'next' });
    const pin = (digest: Digest) =>
      manifest(['eu', 'us'], `  - { source: ${SOURCE}/app, tags: ["1@${digest}"], allowMirrorByTags: true }`);
    await world.sync(pin(DIGEST));
    world.push(SOURCE, 'app', { tree: next, tag: '1' });
    world.interfere('us.example.com', fails('writeManifest', failure('refused'), { times: 9 }));
    expect(ends((await world.sync(pin(next.root.digest))).outcomes)).toEqual(['eu copied', 'us failed']);
    world.interfere('us.example.com', null);
    const { outcomes, findings } = await world.sync(pin(next.root.digest));
    expect(ends(outcomes)).toEqual(['eu up-to-date', 'us copied']);
    expect(rulesOf(findings)).toEqual([]);
  });
});
