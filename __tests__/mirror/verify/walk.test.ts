/** The walk finds exactly what is wrong: no less, no more, each thing once. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Fault } from '../../../src/mirror/verify/fault.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { repositoryForWriting } from '../../../src/stores/memory-content.ts';
import type { ImageTree } from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { makeOddIndex } from '../../fixtures/runtime-images.ts';
import {
  makeArtifact,
  makeArtifactWithEmptyBlob,
  makeBuildCache,
  makeImageWithEmptyAndDuplicateLayers,
} from '../../fixtures/unusual-images.ts';
import { manifest, World } from '../world.ts';

const HOST = 'a.example.com';
const APP = 'app';

const layerSeeds = fc.array(fc.constantFrom('base', 'lib', 'app'), { minLength: 1, maxLength: 3 });
const leaf: fc.Arbitrary<ImageTree> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.nat(3), layerSeeds, fc.boolean())
      .map(([seed, seeds, docker]) =>
        makeImage({ seed: `${seed}`, layerSeeds: seeds, layerBytes: 20, docker }),
      ),
  },
  { weight: 1, arbitrary: fc.nat(1).map((seed) => makeArtifact(`${seed}`)) },
  { weight: 1, arbitrary: fc.nat(1).map((seed) => makeArtifactWithEmptyBlob(`${seed}`)) },
  { weight: 1, arbitrary: fc.nat(1).map((seed) => makeBuildCache(`${seed}`)) },
  { weight: 1, arbitrary: fc.nat(1).map((seed) => makeImageWithEmptyAndDuplicateLayers(`${seed}`)) },
);
const indexOf = (child: fc.Arbitrary<ImageTree>) =>
  fc
    .tuple(fc.array(child, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([children, attestations]) => makeIndex(children, { attestations }));
const tree = fc.oneof(leaf, indexOf(leaf), indexOf(fc.oneof(leaf, indexOf(leaf))));

type Damage = 'lost' | 'unlinked' | 'longer' | 'flipped';
const damages = fc.array(
  fc.record({
    at: fc.nat(30),
    how: fc.constantFrom<Damage>('lost', 'unlinked', 'longer', 'flipped'),
  }),
  { maxLength: 4 },
);

/** Damages parts of the image on the mirror; returns how, by digest. */
function damage(world: World, image: ImageTree, wanted: readonly { at: number; how: Damage }[]) {
  const { content } = world.registry(HOST);
  const held = repositoryForWriting(content, APP);
  const parts = [...image.blobs.keys(), ...image.manifests.map(({ digest }) => digest)];
  const done = new Map<Digest, Damage>();
  for (const { at, how } of wanted) {
    const digest = parts[at % parts.length] as Digest;
    if (done.has(digest)) continue;
    const blob = content.blobs.get(digest);
    const raw = held.manifests.get(digest);
    if (raw !== undefined && !image.blobs.has(digest)) {
      if (how === 'flipped') held.manifests.set(digest, { ...raw, bytes: flipped(raw.bytes) });
      else held.manifests.delete(digest);
      done.set(digest, how === 'flipped' ? 'flipped' : 'unlinked');
      continue;
    }
    if (blob?.bytes === undefined || blob.bytes === null || blob.sizeBytes === 0) continue;
    if (how === 'unlinked') held.blobs.delete(digest);
    if (how === 'lost') content.blobs.set(digest, { ...blob, bytes: null });
    if (how === 'longer') content.blobs.set(digest, { ...blob, sizeBytes: blob.sizeBytes + 1 });
    if (how === 'flipped') content.blobs.set(digest, { ...blob, bytes: flipped(blob.bytes) });
    done.set(digest, how);
  }
  return done;
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 0xff;
  return copy;
}

interface Document {
  readonly mediaType?: string;
  readonly manifests?: readonly { readonly digest: Digest }[];
  readonly config?: { readonly digest: Digest; readonly mediaType: string };
  readonly layers?: readonly { readonly digest: Digest }[];
}

/** What has to be found, worked out from the documents by the shortest way. */
function expected(image: ImageTree, done: ReadonlyMap<Digest, Damage>, depth: 'probe' | 'content'): string[] {
  const found = new Set<string>();
  const documents = new Map(image.manifests.map(({ digest, bytes }) => [digest, bytes]));
  const visit = (digest: Digest): void => {
    const how = done.get(digest);
    const bytes = documents.get(digest);
    if (bytes === undefined) {
      blob(digest, depth);
      return;
    }
    if (how !== undefined) {
      found.add(`${how === 'flipped' ? 'manifest-digest-mismatch' : 'manifest-missing'} ${digest}`);
      return;
    }
    const document: Document = JSON.parse(Buffer.from(bytes).toString());
    for (const child of document.manifests ?? []) visit(child.digest);
    // A config is read whole even by a probe.
    const isImage = /image\.(config\.)?v1\+json/.test(document.config?.mediaType ?? '');
    if (document.config !== undefined) blob(document.config.digest, isImage ? 'content' : depth);
    for (const layer of document.layers ?? []) blob(layer.digest, depth);
  };
  const blob = (digest: Digest, how: 'probe' | 'content'): void => {
    const damaged = done.get(digest);
    if (damaged === 'lost' || damaged === 'unlinked') found.add(`blob-missing ${digest}`);
    if (damaged === 'longer') found.add(`blob-size-mismatch ${digest}`);
    if (damaged === 'flipped' && how === 'content') found.add(`blob-digest-mismatch ${digest}`);
  };
  visit(image.root.digest);
  return [...found].sort();
}

test.each(['probe', 'content'] as const)('at depth %s findings are exactly the damage', async (depth) => {
  await fc.assert(
    fc.asyncProperty(tree, damages, async (image, wanted) => {
      const world = new World([HOST]);
      world.push(HOST, APP, { tree: image, tag: '1' });
      const done = damage(world, image, wanted);
      const file = manifest(
        ['a'],
        `  - { source: source.example.com/${APP}, tags: ["1@${image.root.digest}"], allowMirrorByTags: true }`,
      );
      world.calls.length = 0;
      const [verified] = await world.verify(file, { depth });
      const faults: readonly Fault[] = verified?.walk?.faults ?? [];
      const wantedFaults = expected(image, done, depth);
      expect(faults.map(({ rule, digest }) => `${rule} ${digest}`).sort()).toEqual(wantedFaults);
      expect(verified?.outcome).toMatchObject(
        wantedFaults.length === 0
          ? { outcome: 'complete', complete: true }
          : { outcome: 'incomplete', complete: false },
      );
      expect(world.calls.filter(({ place }) => place.startsWith('source'))).toEqual([]);
      const reads = world.calls.filter(({ method }) => method === 'readManifest').map(({ what }) => what);
      expect(new Set(reads).size).toBe(reads.length);
    }),
    { numRuns: 300 },
  );
});

test('what images of one repository share is asked for once', async () => {
  const world = new World([HOST]);
  const trees = Array.from({ length: 40 }, (_, at) =>
    makeImage({ seed: `${at}`, layerSeeds: ['base', 'lib', `${at}`], layerBytes: 20 }),
  );
  for (const [at, image] of trees.entries()) world.push(HOST, APP, { tree: image, tag: `v${at}` });
  const tags = trees.map(({ root }, at) => `"v${at}@${root.digest}"`).join(', ');
  const file = manifest(
    ['a'],
    `  - { source: source.example.com/${APP}, tags: [${tags}], allowMirrorByTags: true }`,
  );
  world.calls.length = 0;
  const verified = await world.verify(file);
  expect(verified.map(({ outcome }) => outcome.outcome)).toEqual(Array(40).fill('complete'));
  expect(world.count('probeBlob')).toBe(42);
  expect(world.count('readSmallBlob')).toBe(40);
  expect(world.count('readManifest')).toBe(40);
});

test('an index that lists one child very often, on every level, costs no more than its bytes (fan-out without end)', async () => {
  const world = new World([HOST]);
  const child = makeImage({ seed: 'fan-out', layerBytes: 20 });
  const wide = (below: ImageTree): ImageTree => makeIndex(Array.from({ length: 40 }, () => below));
  const image = Array.from({ length: 7 }).reduce<ImageTree>(wide, child); // 40 to the 7th ways to the image
  world.push(HOST, APP, { tree: image, tag: '1' });
  const file = manifest(
    ['a'],
    `  - { source: source.example.com/${APP}, tags: ["1@${image.root.digest}"], allowMirrorByTags: true }`,
  );
  world.calls.length = 0;
  const [verified] = await world.verify(file);
  expect(verified?.outcome.outcome).toBe('complete');
  expect(world.count('readManifest')).toBe(8);
});

test('a child that one index names rightly and another with a wrong size is found wrong', async () => {
  const world = new World([HOST]);
  const child = makeImage({ seed: 'twice', layerBytes: 20 });
  const right = makeIndex([child]);
  const wrong = makeOddIndex([child], { childFields: { size: child.root.bytes.length + 1 } });
  for (const [at, order] of [
    [right, wrong],
    [wrong, right],
  ].entries()) {
    const image = makeIndex(order);
    world.push(HOST, APP, { tree: image, tag: `${at}` });
    const file = manifest(
      ['a'],
      `  - { source: source.example.com/${APP}, tags: ["${at}@${image.root.digest}"], allowMirrorByTags: true }`,
    );
    const [verified] = await world.verify(file);
    expect(verified?.walk?.faults).toMatchObject([
      { rule: 'manifest-size-mismatch', digest: child.root.digest },
    ]);
  }
});
