/**
 * Documents that two readers could take for different things (CVE-2021-41190, GHSA-5j5w-g665-5m35, GHSA-qq97-vm5h-rrhg), and
 * documents that are meant to cost a reader dearly. `__tests__/oci/manifest.test.ts` has every case of the parser; here the
 * program meets them on a registry. Signatures: CVE-2022-36056, CVE-2026-22703 and their like are in `__tests__/signatures/verify-signatures.test.ts`
 * ("what does not count": another subject, log entry, payload, predicate, identity), endless signatures in `find-material.test.ts`.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import { expectExit, makeWorkspace, type ReportedRun, rowsOf } from '../e2e/workspace.ts';
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
} from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { ends, manifest, SOURCE, World } from '../mirror/world.ts';
import { startOddRegistry } from '../servers/odd-registry.ts';
import { type RawRepository, startRawRegistry } from '../servers/raw-registry.ts';

const IMAGE = makeImage({ seed: 'confused' });
const OTHER = makeImage({ seed: 'confused/other' });
const BODY: Readonly<Record<string, unknown>> = JSON.parse(Buffer.from(IMAGE.root.bytes).toString());
const CHILD = descriptorOf(OTHER.root);
const INDEX = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [CHILD] };
const [LAYER, LAYERS] = [(BODY.layers as object[])[0], BODY.layers];
const text = (value: unknown): string => JSON.stringify(value);

/** A tree whose root has exactly these bytes, and of which every part is there. */
function rooted(bytes: string, mediaType: string): ImageTree {
  const root = contentOf(mediaType, Buffer.from(bytes));
  return { ...treeOf(root, { children: [IMAGE, OTHER] }), platform: null };
}

/** An index with the image as its only child, called `type`. */
function calling(type: string, fields: object = {}): ImageTree {
  const root = documentOf(OCI_INDEX, {
    ...INDEX,
    manifests: [{ ...descriptorOf(IMAGE.root), mediaType: type, ...fields }],
  });
  return treeOf(root, { children: [IMAGE] });
}

const asImage = (body: object, served = OCI_MANIFEST): RawRepository => ({
  tree: rooted(text(body), served),
});
const asIndex = (body: object, served = OCI_INDEX): RawRepository => ({ tree: rooted(text(body), served) });
/** The image's own text with `key` written in front of everything. */
const twice = (key: string, value: unknown): RawRepository => ({
  tree: rooted(text(BODY).replace('{', `{${text(key)}:${text(value)},`), OCI_MANIFEST),
});
const withLayer = (fields: object): RawRepository => asImage({ ...BODY, layers: [{ ...LAYER, ...fields }] });
const digest = (value: string): RawRepository => withLayer({ digest: value });

/** What is served, and the rule that it is told by. */
const CONFUSED: Readonly<Record<string, readonly [RawRepository, string]>> = {
  'an index with layers': [asIndex({ ...BODY, ...INDEX }), 'manifest-ambiguous'],
  'an image with children': [asImage({ ...INDEX, ...BODY }), 'manifest-ambiguous'],
  'both, without a type': [asImage({ ...INDEX, ...BODY, mediaType: undefined }), 'manifest-ambiguous'],
  'children that are empty beside layers': [asImage({ ...BODY, manifests: [] }), 'manifest-ambiguous'],
  'children that are null beside layers': [asImage({ ...BODY, manifests: null }), 'manifest-ambiguous'],
  'an image called an index': [asIndex({ ...BODY, mediaType: OCI_INDEX }), 'manifest-ambiguous'],
  'an index called an image': [asImage({ ...INDEX, mediaType: OCI_MANIFEST }), 'manifest-ambiguous'],
  'an image served as an index': [asImage(BODY, OCI_INDEX), 'media-type-mismatch'],
  'an index served as an image': [asIndex(INDEX, OCI_MANIFEST), 'media-type-mismatch'],
  'an image without a type served as an index': [
    asImage({ ...BODY, mediaType: undefined }, OCI_INDEX),
    'manifest-ambiguous',
  ],
  'an image that its index calls an index': [{ tree: calling(OCI_INDEX) }, 'media-type-mismatch'],
  'a child of another size': [
    { tree: calling(OCI_MANIFEST, { size: IMAGE.root.bytes.length + 1 }) },
    'manifest-size-mismatch',
  ],
  'schema 1 and 2 at once': [asImage({ ...BODY, schemaVersion: 1 }), 'manifest-ambiguous'],
  'mediaType twice': [twice('mediaType', OCI_INDEX), 'manifest-ambiguous'],
  'layers twice': [twice('layers', []), 'manifest-ambiguous'],
  'config twice': [twice('config', CHILD), 'manifest-ambiguous'],
  'layers again in another case': [twice('Layers', LAYERS), 'manifest-ambiguous'],
  'layers again with a long s': [twice('layerſ', LAYERS), 'manifest-ambiguous'],
  'layers again by an escape': [
    { tree: rooted(text(BODY).replace('{', '{"l\\u0061yers":[],'), OCI_MANIFEST) },
    'manifest-ambiguous',
  ],
  'a digest twice': [
    {
      tree: rooted(
        text(BODY).replace('"digest":', `"digest":"${OTHER.root.digest}","digest":`),
        OCI_MANIFEST,
      ),
    },
    'manifest-ambiguous',
  ],
  'data that is another content': [
    withLayer({ data: Buffer.from('evil').toString('base64') }),
    'manifest-ambiguous',
  ],
  'data that is no base64': [withLayer({ data: '????' }), 'manifest-ambiguous'],
  'data that is no text': [withLayer({ data: [1] }), 'manifest-ambiguous'],
  'a size of 10^18': [withLayer({ size: 1e18 }), 'manifest-unparsable'],
  'a size below nothing': [withLayer({ size: -1 }), 'manifest-unparsable'],
  'a size in text': [withLayer({ size: '1' }), 'manifest-unparsable'],
  'a digest in capitals': [
    digest(IMAGE.root.digest.toUpperCase().replace('SHA', 'sha')),
    'manifest-unparsable',
  ],
  'a digest that climbs': [digest('sha256:../../../../etc/passwd'), 'manifest-unparsable'],
  'a digest with a NUL': [digest(`sha256:${'0'.repeat(63)}\u0000`), 'manifest-unparsable'],
  'a digest in wide digits': [digest(`sha256:${'０'.repeat(64)}`), 'manifest-unparsable'],
  'a digest with a line end': [digest(`sha256:${'0'.repeat(64)}\n`), 'manifest-unparsable'],
  'a digest of md5': [digest(`md5:${'0'.repeat(32)}`), 'manifest-unparsable'],
  'a digest of sha1': [digest(`sha1:${'0'.repeat(40)}`), 'manifest-unparsable'],
  'a digest of a prototype': [digest('constructor:00'), 'manifest-unparsable'],
  'a document of a type of its own': [
    asImage({ schemaVersion: 2, mediaType: 'application/x-evil', payload: 1 }, 'application/x-evil'),
    'manifest-unparsable',
  ],
  'a list': [{ tree: rooted('[]', OCI_MANIFEST) }, 'manifest-unparsable'],
  'nothing but nesting': [{ tree: rooted('['.repeat(100_000), OCI_MANIFEST) }, 'manifest-unparsable'],
  'text after the document': [{ tree: rooted(`${text(BODY)}{}`, OCI_MANIFEST) }, 'manifest-unparsable'],
};
const NAMES = Object.keys(CONFUSED);
const repositoryOf = (name: string): string => `case-${NAMES.indexOf(name)}`;

describe('CVE-2021-41190: a document that is read in two ways', () => {
  const workspace = makeWorkspace();
  let sync: ReportedRun;
  let verify: ReportedRun;
  let mirror: Awaited<ReturnType<typeof startOddRegistry>>;

  beforeAll(async () => {
    const repositories = Object.fromEntries(
      NAMES.map((name) => [repositoryOf(name), CONFUSED[name]?.[0] as RawRepository]),
    );
    const hostile = await startRawRegistry({ ...repositories, sound: { tree: IMAGE } });
    mirror = await startOddRegistry({});
    const imagesOf = (host: string) =>
      [...NAMES.map(repositoryOf), 'sound'].map((name) => ({
        source: `${host}/${name}`,
        digests: [repositories[name]?.tree.root.digest ?? IMAGE.root.digest],
      }));
    const shared = { referrers: 'ignore' };
    const asked = {
      ...shared,
      mirrors: [{ name: 'good', target: mirror.host }],
      images: imagesOf(hostile.host),
    };
    workspace.manifest(asked);
    sync = await workspace.run('sync');
    const served = [{ name: 'hostile', target: hostile.host }];
    workspace.manifest({ ...shared, mirrors: served, images: imagesOf('example.test') });
    verify = await workspace.run('verify', '--depth', 'exists');
  });

  const rulesOf = ({ report }: ReportedRun, name: string): readonly string[] =>
    report.findings
      .filter(({ source }) => source?.includes(`/${repositoryOf(name)}@`))
      .map(({ rule }) => rule)
      .filter((rule) => rule !== 'media-type-unknown');

  test('the sound image beside them is copied and verified', () => {
    expectExit(sync, 1);
    expectExit(verify, 1);
    for (const [run, outcome] of [
      [sync, 'copied'],
      [verify, 'complete'],
    ] as const) {
      const row = rowsOf(run.report).find(({ source }) => source.includes('/sound@'));
      expect(row?.outcome).toBe(outcome);
    }
  });

  test.each(NAMES)('%s: never copied, and told', (name) => {
    expect(rulesOf(sync, name)).toEqual([CONFUSED[name]?.[1]]);
    expect(mirror.backend.content.repositories.get(repositoryOf(name))?.manifests.size ?? 0).toBe(0);
    expect(mirror.backend.content.repositories.get(repositoryOf(name))?.tags.size ?? 0).toBe(0);
  });

  test.each(NAMES)('%s: told by verify', (name) => {
    expect(rulesOf(verify, name)).toContain(CONFUSED[name]?.[1]);
  });
});

describe('what names a lot', () => {
  /** `levels` indexes, each of which names the next `times` times. */
  function nested(levels: number, times: number, name = (at: number): object => ({ note: at })): ImageTree {
    let tree = makeImage({ seed: 'nested' });
    for (let level = 0; level < levels; level += 1) {
      const manifests = Array.from({ length: times }, (_, at) =>
        descriptorOf(tree.root, { annotations: name(at) }),
      );
      tree = treeOf(documentOf(OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests }), {
        children: [tree],
      });
    }
    return tree;
  }
  const worldOf = (tree: ImageTree): World => {
    const world = new World(['eu.example.com']);
    world.push(SOURCE, 'app', { tree });
    world.push('eu.example.com', 'app', { tree });
    return world;
  };
  const pinned = (root: Digest) => manifest(['eu'], `  - ${SOURCE}/app@${root}`);

  // Each level was visited once per mention of the one above it: 8 levels of 8 were 16 million visits.
  test('an index that names one child thousands of times, on every level, is read once a level', async () => {
    const tree = nested(8, 2_000);
    const world = new World();
    world.push(SOURCE, 'app', { tree });
    const { outcomes } = await world.sync(pinned(tree.root.digest));
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(world.count('readManifest', SOURCE)).toBe(9);
  });

  test('the same by verify', async () => {
    const tree = nested(8, 2_000);
    const world = worldOf(tree);
    const [row] = await world.verify(pinned(tree.root.digest));
    expect(row?.outcome.outcome).toBe('complete');
    expect(world.count('readManifest')).toBe(9);
  });

  test('indexes in indexes without end are refused, and so by verify', async () => {
    const tree = nested(40, 1);
    const world = worldOf(tree);
    world.forget();
    expect((await world.verify(pinned(tree.root.digest)))[0]?.outcome.outcome).toBe('incomplete');
    const fresh = new World();
    fresh.push(SOURCE, 'app', { tree });
    const { outcomes, findings } = await fresh.sync(pinned(tree.root.digest));
    expect(ends(outcomes)).toEqual(['eu failed']);
    expect(findings.map(({ rule }) => rule)).toEqual(['manifest-ambiguous']);
    expect(fresh.count('readManifest')).toBeLessThan(12);
  });

  test('ten thousand children that are not there cost no more requests than one image may have manifests', async () => {
    const manifests = Array.from({ length: 10_000 }, (_, at) => ({
      mediaType: OCI_MANIFEST,
      size: 100,
      digest: `sha256:${at.toString(16).padStart(64, '0')}`,
    }));
    const root = documentOf(OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests });
    const world = new World();
    world.push(SOURCE, 'app', { tree: treeOf(root, {}) });
    const { outcomes } = await world.sync(pinned(root.digest));
    expect(ends(outcomes)).toEqual(['eu failed']);
    expect(world.count('readManifest')).toBeLessThan(5_100);
    expect(world.tagsOf('eu.example.com', 'app')).toEqual({});
  });

  test('ten thousand layers that are one are asked for once', async () => {
    const layer = contentOf(OCI_LAYER, Buffer.from('layer'));
    const config = contentOf(OCI_CONFIG, Buffer.from('{}'));
    const root = documentOf(OCI_MANIFEST, {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: descriptorOf(config),
      layers: Array.from({ length: 10_000 }, () => descriptorOf(layer)),
    });
    const tree = treeOf(root, { blobs: [config, layer] });
    const world = worldOf(tree);
    expect((await world.verify(pinned(root.digest)))[0]?.outcome.outcome).toBe('complete');
    expect(world.count('probeBlob')).toBe(1); // the config is read whole
    const fresh = new World();
    fresh.push(SOURCE, 'app', { tree });
    expect(ends((await fresh.sync(pinned(root.digest))).outcomes)).toEqual(['eu copied']);
    expect(fresh.count('readBlob', SOURCE)).toBe(2);
  });

  test('a document over 4 MiB, as a million layers need, is not taken from a registry', async () => {
    const workspace = makeWorkspace();
    const layers = Array.from({ length: 60_000 }, () => descriptorOf(contentOf(OCI_LAYER, Buffer.from('x'))));
    const root = documentOf(OCI_MANIFEST, { ...BODY, layers });
    expect(root.bytes.length).toBeGreaterThan(4 * 1024 * 1024);
    const hostile = await startRawRegistry({ app: { tree: { ...IMAGE, root, manifests: [root] } } });
    workspace.manifest({
      referrers: 'ignore',
      mirrors: [{ name: 'v', target: 'oci:./v' }],
      images: [`${hostile.host}/app@${root.digest}`],
    });
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(run.report.findings.map(({ rule }) => rule)).toEqual(['copy-failed']);
  });
});

test('digests of sha384 and sha512 are proven by their own algorithm', async () => {
  const workspace = makeWorkspace();
  const layer = Buffer.from('a layer under another algorithm');
  const { createHash } = await import('node:crypto');
  const named = (['sha384', 'sha512'] as const).map((algorithm) => ({
    mediaType: OCI_LAYER,
    digest: `${algorithm}:${createHash(algorithm).update(layer).digest('hex')}` as Digest,
    size: layer.length,
  }));
  const root = documentOf(OCI_MANIFEST, { ...BODY, layers: named });
  const lied = documentOf(OCI_MANIFEST, {
    ...BODY,
    layers: named.map((one) => ({
      ...one,
      digest: one.digest.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    })),
  });
  const blobsOf = ({ bytes }: { bytes: Uint8Array }): ReadonlyMap<Digest, Uint8Array> =>
    new Map([
      ...IMAGE.blobs,
      ...JSON.parse(Buffer.from(bytes).toString()).layers.map(
        (one: { digest: Digest }) => [one.digest, layer] as const,
      ),
    ]);
  const registry = await startRawRegistry({
    right: { tree: { ...IMAGE, root, manifests: [root], blobs: blobsOf(root) } },
    wrong: { tree: { ...IMAGE, root: lied, manifests: [lied], blobs: blobsOf(lied) } },
  });
  workspace.manifest({
    referrers: 'ignore',
    mirrors: [{ name: 'v', target: 'oci:./v' }],
    images: [`${registry.host}/right@${root.digest}`, `${registry.host}/wrong@${lied.digest}`],
  });
  const run = await workspace.run('sync');
  expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(['copied', 'failed']);
});
