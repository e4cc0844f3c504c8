/**
 * The state directory is what a cache restored, and whoever can write to that cache is a stranger (Actions cache
 * poisoning). Forged memory may cost requests and hide that something is old; it never puts a tag on what is not whole,
 * never changes what is wanted, is never believed by `verify`, and never leads to another file.
 */
import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadMemory, saveMemory } from '../../src/commands/memory.ts';
import type { KnownRelation } from '../../src/mirror/drift/relations.ts';
import { IndexMemory } from '../../src/mirror/index-memory.ts';
import { MEMORY_LIMIT_BYTES, MEMORY_VERSION } from '../../src/mirror/memory-format.ts';
import { DEPTHS } from '../../src/mirror/proofs.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { createRecordingHost, type RecordingHost } from '../fakes/recording-host.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { ends, manifest, SOURCE, START_MS, World } from '../mirror/world.ts';

const EU = 'eu.example.com';
const IMAGE = makeImage({ seed: 'cache' });
const OTHER = makeImage({ seed: 'cache/other' });
const LAYER = [...IMAGE.blobs.keys()].at(-1) as Digest;
const AMD64 = { os: 'linux', architecture: 'amd64' };
const FUTURE_MS = Date.UTC(9999, 0);

const byTag = manifest(
  ['eu'],
  `  - { source: ${SOURCE}/app, tags: ["1@${IMAGE.root.digest}"], allowMirrorByTags: true }`,
);

/** A mirror that has all of the image but a layer, and a forged proof that nothing is missing. */
function poisoned({ tagged, atMs = START_MS }: { tagged: boolean; atMs?: number }): World {
  const world = new World([EU]);
  world.push(SOURCE, 'app', { tree: IMAGE, tag: '1' });
  const blobs = new Map([...IMAGE.blobs].filter(([digest]) => digest !== LAYER));
  world.push(EU, 'app', { tree: { ...IMAGE, blobs }, ...(tagged && { tag: '1' }) });
  const subject = { origin: `memory://${EU}`, repository: 'app', root: IMAGE.root.digest, platforms: null };
  for (const what of [null, 'referrers', 'referrer-lists'] as const)
    world.proofs.prove({ ...subject, ...(what !== null && { of: what }) }, 'rootfs', atMs);
  return world;
}

describe('a forged proof of an incomplete image', () => {
  test('puts no tag on it: what is missing comes first', async () => {
    const world = poisoned({ tagged: false });
    expect(world.missing(EU, 'app', IMAGE.root.digest)).toEqual([LAYER]);
    const { outcomes } = await world.sync(byTag);
    expect(ends(outcomes)).toEqual(['eu repaired']);
    expect(world.tagsOf(EU, 'app')).toEqual({ 1: IMAGE.root.digest });
    expect(world.missing(EU, 'app', IMAGE.root.digest)).toEqual([]);
  });

  test('puts no anchor tag on it either', async () => {
    const world = poisoned({ tagged: false });
    await world.sync(manifest(['eu'], `  - ${SOURCE}/app:1@${IMAGE.root.digest}`));
    expect(Object.values(world.tagsOf(EU, 'app'))).toEqual([IMAGE.root.digest]);
    expect(world.missing(EU, 'app', IMAGE.root.digest)).toEqual([]);
  });

  test('is believed where the tag is there already, for as long as proofs are good (contract, section 5)', async () => {
    const world = poisoned({ tagged: true });
    expect(ends((await world.sync(byTag)).outcomes)).toEqual(['eu up-to-date']);
    const all = await world.sync(byTag, {
      age: { nowMs: world.nowMs, recheckAfterMs: byTag.recheckAfterMs, recheck: 'all' },
    });
    expect(ends(all.outcomes)).toEqual(['eu repaired']);
    expect(world.missing(EU, 'app', IMAGE.root.digest)).toEqual([]);
  });

  test.each([FUTURE_MS, START_MS + 1])('of a time to come (%i) is not believed', async (atMs) => {
    const world = poisoned({ tagged: true, atMs });
    expect(ends((await world.sync(byTag)).outcomes)).toEqual(['eu repaired']);
  });

  test.each(DEPTHS.slice(1))('hides nothing from verify at depth %s, which ends it', async (depth) => {
    const world = poisoned({ tagged: true });
    const [row] = await world.verify(byTag, { depth });
    expect(row?.outcome.outcome).toBe('incomplete');
    expect(ends((await world.sync(byTag)).outcomes)).toEqual([
      depth === 'rootfs' || depth === 'content' ? 'eu incomplete' : 'eu repaired',
    ]);
    expect(world.missing(EU, 'app', IMAGE.root.digest)).toEqual([]);
  });
});

describe('forged memory of an index', () => {
  const child = (tree: ImageTree) => makeIndex([{ ...tree, platform: AMD64 }]);
  const [index, forged] = [child(IMAGE), child(OTHER)];
  const omitting = manifest(
    ['eu'],
    `  - { source: ${SOURCE}/app, tags: ["1@${index.root.digest}"], platforms: [linux/amd64], index: omit, allowMirrorByTags: true }`,
  );
  const textOf = ({ root }: ImageTree) => ({
    mediaType: root.mediaType,
    text: Buffer.from(root.bytes).toString(),
  });

  test.each<[string, ReturnType<typeof textOf>]>([
    ['another index', textOf(forged)],
    ['another image', textOf(OTHER)],
    ['the same index with a blank more', { ...textOf(index), text: `${textOf(index).text} ` }],
    ['no JSON', { ...textOf(index), text: 'x' }],
    ['another media type', { ...textOf(index), mediaType: OTHER.root.mediaType }],
  ])('by %s changes nothing of what is wanted', async (_what, record) => {
    const world = new World();
    for (const tree of [index, forged]) world.push(SOURCE, 'app', { tree });
    world.indexes = new IndexMemory([[index.root.digest, record]]);
    const { outcomes } = await world.sync(omitting);
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(world.tagsOf(EU, 'app')).toEqual({ 1: IMAGE.root.digest });
  });
});

describe('forged memory of drift', () => {
  const RELATIONS: readonly KnownRelation[] = [
    { kind: 'unrelated' },
    { kind: 'equivalent', by: 'configs' },
    { kind: 'partial', shape: 'single', isRewritten: false, has: ['linux/amd64'], missing: [] },
  ];
  test.each(RELATIONS)('never says that a mirror is in sync which is not: $kind', async (relation) => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: IMAGE, tag: '1' });
    world.push(EU, 'app', { tree: OTHER, tag: '1' });
    const pair = { found: OTHER.root.digest, wanted: IMAGE.root.digest, platforms: null };
    world.relations.remember(pair, relation);
    for (const { root } of [OTHER, IMAGE]) {
      world.history.see(`${SOURCE}/app:1`, root.digest, 1);
      world.history.accept(`${SOURCE}/app:1`, root.digest);
    }
    const { drift } = await world.drift(byTag);
    const states = drift.findings.map(({ rule }) => rule);
    expect(states).toHaveLength(1);
    expect(states[0]).not.toBe('in-sync');
    expect(drift.findings[0]?.digest).toBeDefined();
    expect(drift.findings[0]?.severity).not.toBe('note');
  });
});

const FILES = ['proofs', 'history', 'indexes', 'relations', 'referrers', 'states'].map(
  (name) => `${name}.jsonl`,
);
const header = (kind: string, records: number, version = MEMORY_VERSION) =>
  JSON.stringify({ mirrorAction: kind, version, records });

describe('a state directory full of traps', () => {
  const SECRET = 'root:x:0:0:what-only-root-may-know';
  let host: RecordingHost;
  let state: string;
  let outside: string;
  beforeEach(() => {
    host = createRecordingHost();
    [state, outside] = [host.path('state'), host.path('outside')];
    for (const folder of [state, outside]) mkdirSync(folder);
    writeFileSync(join(outside, 'secret'), SECRET);
  });
  afterEach(() => host.dispose());

  const TRAPS: Readonly<Record<string, (path: string) => void>> = {
    'a link to another file': (path) => symlinkSync(join(outside, 'secret'), path),
    'a link to where a file could be made': (path) => symlinkSync(join(outside, 'made'), path),
    'a link to a folder': (path) => symlinkSync(outside, path),
    'a link to itself': (path) => symlinkSync(path, path),
    'a link to endless zeros': (path) => symlinkSync('/dev/zero', path),
    'a pipe that nobody writes to': (path) => execFileSync('mkfifo', [path]),
    'a folder': (path) => mkdirSync(path),
    'more than may be read': (path) => {
      writeFileSync(path, '');
      truncateSync(path, MEMORY_LIMIT_BYTES + 1);
    },
  };

  test.each(Object.keys(TRAPS))('%s: told, set aside, not followed', async (name) => {
    for (const file of FILES.slice(0, name === 'more than may be read' ? 1 : undefined))
      TRAPS[name]?.(join(state, file));
    const { findings, baseline, ...memory } = await loadMemory(state, host.files);
    expect(findings.map(({ rule }) => rule)).toEqual(
      Array(name === 'more than may be read' ? 1 : FILES.length).fill('state-set-aside'),
    );
    expect(JSON.stringify(findings)).not.toContain(SECRET);
    expect(await saveMemory(state, host.files, { memory, baseline })).toBeNull();
    for (const file of FILES) expect(lstatSync(join(state, file)).isFile()).toBe(true);
    expect(readdirSync(outside)).toEqual(['secret']);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe(SECRET);
  });

  test('a link that appears while the run works is not written through', async () => {
    const { baseline, ...memory } = await loadMemory(state, host.files);
    for (const file of FILES) symlinkSync(join(outside, `made-${file}`), join(state, file));
    expect(await saveMemory(state, host.files, { memory, baseline })).toBeNull();
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  test.each([
    ['of a version to come', (kind: string) => `${header(kind, 0, MEMORY_VERSION + 1)}\n`],
    [
      'of a version that is no number',
      (kind: string) => `{"mirrorAction":"${kind}","version":"1","records":0}\n`,
    ],
    [
      'with a prototype for a header',
      () => '{"__proto__":{"mirrorAction":"proofs","version":1,"records":0}}\n',
    ],
    [
      'with a record that is an object',
      (kind: string) => `${header(kind, 1)}\n{"__proto__":{"polluted":1},"length":4}\n`,
    ],
    ['nested without end', (kind: string) => `${header(kind, 1)}\n${'['.repeat(200_000)}\n`],
    ['with times that are none', (kind: string) => `${header(kind, 1)}\n["k","proven","probe",1e400]\n`],
  ])('files %s are set aside', async (_what, text) => {
    for (const file of FILES) writeFileSync(join(state, file), text(file.replace('.jsonl', '')));
    const { findings } = await loadMemory(state, host.files);
    expect(findings).toHaveLength(FILES.length);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('keys of the object prototype are only keys', async () => {
    const digest = IMAGE.root.digest;
    const keys = ['__proto__', 'constructor', 'toString'];
    writeFileSync(
      join(state, 'proofs.jsonl'),
      `${header('proofs', 3)}\n${keys.map((key) => `${JSON.stringify([key, 'proven', 'probe', 1])}\n`).join('')}`,
    );
    writeFileSync(
      join(state, 'history.jsonl'),
      `${header('history', 3)}\n${keys.map((key) => `${JSON.stringify([key, [digest], [[digest, 1]]])}\n`).join('')}`,
    );
    const { findings, baseline, ...memory } = await loadMemory(state, host.files);
    expect(findings).toEqual([]);
    expect([...baseline.proofs.keys()].sort()).toEqual(keys.toSorted());
    expect(memory.history.of('valueOf').seen).toEqual([]);
    expect(memory.history.of('__proto__').seen).toHaveLength(1);
    expect(await saveMemory(state, host.files, { memory, baseline })).toBeNull();
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('proven');
  });
});
