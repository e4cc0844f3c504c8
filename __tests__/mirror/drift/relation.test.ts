import { describe, expect, test } from '@jest/globals';
import { configContent, type Read } from '../../../src/mirror/drift/image-content.ts';
import { type Relation, relate } from '../../../src/mirror/drift/relation.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import type { ImageConfig } from '../../../src/oci/image-config.ts';
import { type Node, parseManifest } from '../../../src/oci/manifest.ts';
import type { Platform } from '../../../src/oci/platform.ts';
import { descriptorOf, documentOf, type ImageTree, OCI_INDEX, treeOf } from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { makeArtifact } from '../../fixtures/unusual-images.ts';

const AMD64: Platform = { os: 'linux', architecture: 'amd64' };
const ARM64: Platform = { os: 'linux', architecture: 'arm64' };
const ARM: Platform = { os: 'linux', architecture: 'arm' };
const S390X: Platform = { os: 'linux', architecture: 's390x' };

const image = (seed: string, platform: Platform, more = {}) => makeImage({ seed, platform, ...more });
const [amd64, arm64, s390x] = [image('a', AMD64), image('b', ARM64), image('c', S390X)] as const;

interface Related {
  readonly relation: Relation;
  readonly reads: readonly Read[];
}

/** Reads what is asked for until there is an answer; `broken` cannot be read. */
function explain(
  wanted: ImageTree,
  found: ImageTree,
  {
    platforms = null,
    broken = [],
  }: { platforms?: readonly Platform[] | null; broken?: readonly Digest[] } = {},
): Related {
  const nodes = new Map<Digest, Node | 'unusable'>();
  const configs = new Map<Digest, ImageConfig | 'unusable'>();
  const reads: Read[] = [];
  const difference = { wanted: wanted.root.digest, found: found.root.digest, platforms };
  for (;;) {
    const step = relate(difference, {
      node: (digest) => nodes.get(digest),
      config: (digest) => configs.get(digest),
    });
    if (step.kind === 'decided') return { relation: step.relation, reads };
    expect(step.kind).toBe('read');
    expect(step.reads.length).toBeGreaterThan(0);
    for (const read of step.reads) {
      reads.push(read);
      expect(['manifest', 'config']).toContain(read.what);
      expect(['wanted', 'found']).toContain(read.from);
      const tree = read.from === 'wanted' ? wanted : found;
      const isBroken = broken.includes(read.digest);
      if (read.what === 'manifest') nodes.set(read.digest, isBroken ? 'unusable' : nodeIn(tree, read.digest));
      else configs.set(read.digest, isBroken ? 'unusable' : configIn(tree, read.digest));
    }
  }
}

function nodeIn({ manifests }: ImageTree, digest: Digest): Node {
  const content = manifests.find((one) => one.digest === digest);
  if (content === undefined) throw new Error(`${digest} was asked for on the wrong side`);
  const { bytes, mediaType } = content;
  const parsed = parseManifest({ bytes, descriptor: { mediaType, digest, size: bytes.length } });
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.node;
}

function configIn({ blobs }: ImageTree, digest: Digest): ImageConfig | 'unusable' {
  const bytes = blobs.get(digest);
  if (bytes === undefined) throw new Error(`${digest} was asked for on the wrong side`);
  return configContent(bytes);
}

const index = makeIndex([amd64, arm64, s390x]);
const rewrittenAmd64 = image('a', AMD64, { docker: true });

describe('a part of what is wanted', () => {
  test('a single-platform copy is one of the children, and no more than the two roots is read', () => {
    const { relation, reads } = explain(index, arm64);
    expect(relation).toEqual({
      kind: 'partial',
      shape: 'single',
      isRewritten: false,
      has: ['linux/arm64'],
      missing: ['linux/amd64', 'linux/s390x'],
    });
    expect(reads).toHaveLength(2);
  });

  test('nothing wanted is missing where only that platform is wanted', () => {
    expect(explain(index, arm64, { platforms: [ARM64] }).relation).toMatchObject({ missing: [] });
    expect(explain(index, arm64, { platforms: [ARM64, S390X] }).relation).toMatchObject({
      missing: ['linux/s390x'],
    });
    // a platform that the image itself lacks is not missing from the mirror
    const riscv = { os: 'linux', architecture: 'riscv64' };
    expect(explain(index, arm64, { platforms: [ARM64, riscv] }).relation).toMatchObject({ missing: [] });
  });

  test('one wanted platform that two children fit is there with one of them', () => {
    const [v6, v7] = ['v6', 'v7'].map((variant) => image(variant, { ...ARM, variant })) as [
      ImageTree,
      ImageTree,
    ];
    const wanted = makeIndex([amd64, v6, v7]);
    const some = makeIndex([amd64, v7]);
    expect(explain(wanted, some, { platforms: [ARM] }).relation).toMatchObject({ missing: [] });
    expect(explain(wanted, some, { platforms: [{ ...ARM, variant: 'v6' }] }).relation).toMatchObject({
      has: ['linux/amd64', 'linux/arm/v7'],
      missing: ['linux/arm/v6'],
    });
  });

  test('children without a platform are named by their digests', () => {
    const [one, other] = ['one', 'other'].map((seed) => ({ ...image(seed, AMD64), platform: null })) as [
      ImageTree,
      ImageTree,
    ];
    expect(explain(makeIndex([one, other]), makeIndex([other])).relation).toMatchObject({
      has: [other.root.digest],
      missing: [one.root.digest],
    });
    // what no platform is said of is missing from none that is asked for
    expect(
      explain(makeIndex([one, other]), makeIndex([other]), { platforms: [AMD64] }).relation,
    ).toMatchObject({ missing: [] });
  });

  test('no more than twenty platforms are named', () => {
    const many = Array.from({ length: 22 }, (_unused, at) => image(`n${at}`, { ...ARM, variant: `v${at}` }));
    const [first] = many;
    const { relation } = explain(makeIndex(many), first as ImageTree);
    expect(relation).toMatchObject({ has: ['linux/arm/v0'] });
    if (relation.kind === 'partial') expect(relation.missing).toHaveLength(20);
  });

  test('a list of some of the children', () => {
    expect(explain(index, makeIndex([amd64, arm64])).relation).toMatchObject({
      kind: 'partial',
      shape: 'list',
      has: ['linux/amd64', 'linux/arm64'],
      missing: ['linux/s390x'],
    });
  });

  test('a list without the attestations lacks no platform', () => {
    const attestation = image('attestation', { os: 'unknown', architecture: 'unknown' });
    expect(explain(makeIndex([amd64, attestation]), makeIndex([amd64])).relation).toMatchObject({
      kind: 'partial',
      missing: [],
    });
  });

  test('a single-platform copy that was rewritten on the way, with the reads of that platform only', () => {
    const rewritten = image('b', ARM64, { docker: true });
    const { relation, reads } = explain(index, rewritten);
    expect(relation).toMatchObject({
      kind: 'partial',
      shape: 'single',
      isRewritten: true,
      has: ['linux/arm64'],
    });
    expect(reads.length).toBeLessThanOrEqual(5);
  });
});

describe('the same images in other bytes', () => {
  test.each([
    ['the same children in another list', index, makeIndex([arm64, s390x, amd64]), 'children'],
    ['the same config', amd64, image('a', AMD64, { annotations: { rewritten: 'yes' } }), 'configs'],
    ['the same diff IDs', amd64, image('other', AMD64, { layerSeeds: ['a/0', 'a/1'] }), 'diff-ids'],
    [
      'platform by platform',
      index,
      makeIndex([
        image('a', AMD64, { docker: true }),
        image('z', ARM64, { layerSeeds: ['b/0', 'b/1'] }),
        s390x,
      ]),
      'diff-ids',
    ],
    ['the whole index where its child is wanted', amd64, index, 'children'],
    ['a list around the rewritten child that is wanted', amd64, makeIndex([rewrittenAmd64]), 'configs'],
    ['the rewritten child of a list of one that is wanted', makeIndex([amd64]), rewrittenAmd64, 'configs'],
    [
      'a platform said with less or more than wanted',
      makeIndex([image('a', { ...ARM, variant: 'v6' }), amd64]),
      makeIndex([{ ...image('a', { ...ARM, variant: 'v6' }, { docker: true }), platform: ARM }, amd64]),
      'configs',
    ],
    [
      'no platform said',
      makeIndex([amd64, arm64]),
      makeIndex([{ ...rewrittenAmd64, platform: null }, arm64]),
      'configs',
    ],
    [
      'no platform wanted',
      makeIndex([{ ...amd64, platform: null }, arm64]),
      makeIndex([rewrittenAmd64, arm64]),
      'configs',
    ],
  ])('%s', (_name, wanted, found, by) => {
    expect(explain(wanted, found).relation).toEqual({ kind: 'equivalent', by });
  });

  test('is found out with the two manifests alone where one image is wanted', () => {
    const { reads } = explain(amd64, rewrittenAmd64);
    expect(reads.map(({ what, from }) => `${what} ${from}`)).toEqual(['manifest wanted', 'manifest found']);
  });

  test('is found out without reading the images that are the same bytes', () => {
    const { reads } = explain(makeIndex([amd64, s390x]), makeIndex([rewrittenAmd64, s390x]));
    expect(reads.map(({ digest }) => digest)).not.toContain(s390x.root.digest);
  });

  test('is looked for among fifty images', () => {
    const many = Array.from({ length: 51 }, (_unused, at) => image(`n${at}`, { ...ARM, variant: `v${at}` }));
    const rewritten = (at: number) => image(`n${at}`, { ...ARM, variant: `v${at}` }, { docker: true });
    expect(explain(makeIndex(many), rewritten(49)).relation).toMatchObject({ isRewritten: true });
    expect(explain(makeIndex(many), rewritten(50)).relation).toEqual({ kind: 'unrelated' });
  });
});

describe('anything else is unrelated', () => {
  test.each([
    ['another image', amd64, image('z', AMD64)],
    ['another image of one platform', index, image('z', ARM64)],
    ['a list with one other image', index, makeIndex([amd64, image('z', ARM64), s390x])],
    ['a list with more images', makeIndex([amd64]), makeIndex([amd64, arm64])],
    ['an empty list', index, makeIndex([])],
    ['an empty list for an image', amd64, makeIndex([])],
    ['a list around the wanted list', index, makeIndex([index])],
    ['a list with a list in it', makeIndex([amd64, arm64]), makeIndex([rewrittenAmd64, makeIndex([arm64])])],
    // its config is the same two bytes
    ['another artifact', makeArtifact('one'), makeArtifact('two')],
    ['an artifact for an index', index, makeArtifact('one')],
  ])('%s', (_name, wanted, found) => {
    expect(explain(wanted, found).relation).toEqual({ kind: 'unrelated' });
  });

  test('a list with more images, and an artifact for an index, need no more than the two roots', () => {
    for (const [wanted, found] of [
      [makeIndex([amd64]), makeIndex([image('x', AMD64), image('y', AMD64)])],
      [index, makeArtifact('one')],
    ] as const)
      expect(explain(wanted, found).reads).toHaveLength(2);
  });

  test('a list that has nothing but attestations', () => {
    const attestation = image('attestation', { os: 'unknown', architecture: 'unknown' });
    expect(explain(index, makeIndex([attestation])).relation).toEqual({ kind: 'unrelated' });
  });

  test('two configs without layers say nothing', () => {
    const none = (seed: string) => image(seed, AMD64, { layers: 0 });
    expect(explain(none('one'), none('two')).relation).toEqual({ kind: 'unknown' });
  });
});

test('children of a kind that is not known are no images', () => {
  const stranger = { mediaType: 'application/vnd.example', digest: s390x.root.digest, size: 3 };
  const child = (tree: ImageTree) => descriptorOf(tree.root, { platform: AMD64 });
  const root = documentOf(OCI_INDEX, {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [child(rewrittenAmd64), stranger],
  });
  const found = treeOf(root, { children: [rewrittenAmd64] });
  expect(explain(makeIndex([amd64, arm64]), found).relation).toMatchObject({ has: ['linux/amd64'] });
});

test('where a root, or the config of a single image, could not be read, nothing is known', () => {
  const single = image('z', ARM64);
  const config = [...single.blobs.keys()].at(0) as Digest;
  for (const broken of [index.root.digest, single.root.digest, config])
    expect(explain(index, single, { broken: [broken] }).relation).toEqual({ kind: 'unknown' });
  for (const broken of [index.root.digest, rewrittenAmd64.root.digest])
    expect(explain(index, rewrittenAmd64, { broken: [broken] }).relation).toEqual({ kind: 'unknown' });
  expect(explain(amd64, makeIndex([amd64]), { broken: [amd64.root.digest] }).relation).toEqual({
    kind: 'unknown',
  });
});

test('what could not be read is not known, and is to be asked again', () => {
  const other = image('other', AMD64, { layerSeeds: ['a/0', 'a/1'] });
  const config = [...amd64.blobs.keys()].at(0);
  for (const broken of [amd64.root.digest, other.root.digest, config])
    expect(explain(amd64, other, { broken: broken === undefined ? [] : [broken] }).relation).toEqual({
      kind: 'unknown',
    });
});

test('hostile platforms are named harmlessly and at a bounded length', () => {
  const hostile = { os: `<b>\u202e${'x'.repeat(500)}`, architecture: 'amd64' };
  const list = documentOf(OCI_INDEX, {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: Array.from({ length: 60 }, (_unused, number) =>
      descriptorOf(image(`h${number}`, AMD64).root, { platform: { ...hostile, variant: `v${number}` } }),
    ),
  });
  const wanted = treeOf(list, {});
  const { relation } = explain(wanted, image('h0', AMD64));
  expect(relation).toMatchObject({ kind: 'partial' });
  if (relation.kind !== 'partial') return;
  expect(relation.missing.length).toBeLessThanOrEqual(20);
  for (const name of relation.missing) expect(name).toMatch(/^[A-Za-z0-9_.()/?-]{1,80}$/);
});

describe('configContent', () => {
  const parse = (text: string) => configContent(Buffer.from(text));
  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"rootfs":null}',
    '{"rootfs":{"diff_ids":[]}}',
    '{"rootfs":{"diff_ids":["x"]}}',
  ])('%s says nothing', (text) => expect(parse(text)).toBe('unusable'));
  test('variants are told apart', () => {
    const body = {
      os: 'linux',
      architecture: 'arm',
      variant: 'v7',
      rootfs: { diff_ids: [amd64.root.digest] },
    };
    expect(parse(JSON.stringify(body))).toEqual({
      platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
      diffIds: [amd64.root.digest],
      historyLayers: null,
    });
  });
});
