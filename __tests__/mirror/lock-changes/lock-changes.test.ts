import { describe, expect, test } from '@jest/globals';
import type { LockFile } from '../../../src/files/lockfile.ts';
import type { MirrorFile } from '../../../src/files/mirrorfile.ts';
import { lockTags } from '../../../src/mirror/lock.ts';
import {
  describeLockChanges,
  type LockChange,
  MOST_TAGS_READ,
} from '../../../src/mirror/lock-changes/lock-changes.ts';
import { MOST_IMAGES } from '../../../src/mirror/lock-changes/read-version.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { failure } from '../../fakes/faulty-target.ts';
import { digestNumber } from '../../fakes/report.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { lockOf, manifest, neverAborted, SOURCE, World } from '../world.ts';

const NAME = `${SOURCE}/app`;
const v1 = makeImage({ seed: 'v1', layerSeeds: ['base', 'one'], created: '2026-10-01T12:00:00.123456789Z' });
const v2 = makeImage({
  seed: 'v2',
  layerSeeds: ['base', 'two', 'three'],
  created: '2026-11-01T14:00:00+02:00',
});
const arm = makeImage({ seed: 'arm', platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } });
const tagged = (tags: string, more = '') =>
  manifest(['eu'], `  - { source: ${NAME}, tags: [${tags}]${more} }`);

async function changesOf(
  world: World,
  file: MirrorFile,
  { lock, signal = neverAborted() }: { readonly lock: LockFile | null; readonly signal?: AbortSignal },
): Promise<readonly LockChange[]> {
  const context = world.context(file, { lock });
  const locked = await lockTags(context, null, neverAborted());
  world.calls.length = 0;
  return await describeLockChanges(locked, context, signal);
}

describe('changes of a lock', () => {
  test('a tag that moved: built when, how large, which platforms, how many layers', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: v1 });
    world.push(SOURCE, 'app', { tree: makeIndex([v2, arm], { attestations: true }), tag: '1' });
    const lock = lockOf({ [`${NAME}:1`]: v1.root.digest });
    const [change] = await changesOf(world, tagged('"1"'), { lock });
    expect(change).toMatchObject({
      name: `${NAME}:1`,
      change: 'moved',
      before: {
        digest: v1.root.digest,
        since: '2026-11-01T00:00:00Z',
        facts: { created: '2026-10-01T12:00:00Z', platforms: ['linux/amd64'] },
      },
      after: {
        since: '2026-11-21T02:00:00Z',
        facts: { created: '2026-11-01T12:00:00Z', platforms: ['linux/amd64', 'linux/arm64/v8'] },
      },
      content: {
        platformsAdded: ['linux/arm64/v8'],
        platformsRemoved: [],
        layers: { total: 5, changed: 4 },
      },
      unread: null,
    });
    const size = [v1.root, ...v1.blobs.values()].reduce(
      (sum, one) => sum + ('bytes' in one ? one.bytes.length : one.length),
      0,
    );
    expect(change?.before?.facts?.bytes).toBe(size);
    // two roots, two children, three configs
    expect(world.count('readManifest')).toBe(4);
    expect(world.count('readSmallBlob')).toBe(3);
    expect(world.calls).toHaveLength(7);
  });

  test('only of platforms that are wanted', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: v1 });
    world.push(SOURCE, 'app', { tree: makeIndex([v2, arm]), tag: '1' });
    const lock = lockOf({ [`${NAME}:1`]: v1.root.digest });
    const [change] = await changesOf(world, tagged('"1"', ', platforms: [linux/amd64]'), { lock });
    expect(change?.content).toEqual({
      platformsAdded: [],
      platformsRemoved: [],
      layers: { total: 3, changed: 2 },
    });
  });

  test('new and removed tags are listed, and nothing is read for them or for the others', async () => {
    const world = new World();
    for (const tag of ['new', 'same']) world.push(SOURCE, 'app', { tree: v1, tag });
    const gone = digestNumber(7) as Digest;
    const lock = lockOf({ [`${NAME}:same`]: v1.root.digest, [`${NAME}:gone`]: gone });
    const changes = await changesOf(world, tagged('"new", "same"'), { lock });
    expect(changes).toMatchObject([
      { name: `${NAME}:gone`, change: 'removed', before: { digest: gone }, after: null, unread: null },
      { name: `${NAME}:new`, change: 'new', before: null, after: { digest: v1.root.digest }, unread: null },
    ]);
    expect(world.calls).toEqual([]);
    expect(await changesOf(world, tagged('"new"'), { lock: null })).toMatchObject([{ change: 'new' }]);
  });

  test('several tags of one digest cost what one costs', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: v1 });
    for (const tag of ['1', '1.2', '1.2.3']) world.push(SOURCE, 'app', { tree: v2, tag });
    const names = ['1', '1.2', '1.2.3'].map((tag) => [`${NAME}:${tag}`, v1.root.digest] as const);
    const lock = lockOf(Object.fromEntries(names));
    const changes = await changesOf(world, tagged('"1", "1.2", "1.2.3"'), { lock });
    expect(changes.map(({ content }) => content?.layers)).toEqual(Array(3).fill({ total: 3, changed: 2 }));
    expect(world.calls).toHaveLength(4);
  });
});

describe('what cannot be read is said and harms nothing', () => {
  const lock = lockOf({ [`${NAME}:1`]: v1.root.digest });
  const moved = (tree = v2) => {
    const world = new World();
    world.push(SOURCE, 'app', { tree, tag: '1' });
    return world;
  };

  test('an old version that the source no longer has: the new one is described', async () => {
    const [change] = await changesOf(moved(), tagged('"1"'), { lock });
    expect(change).toMatchObject({
      before: { facts: null },
      after: { facts: { bytes: expect.any(Number) } },
    });
    expect(change).toMatchObject({ content: null, unread: expect.stringContaining('old version') });
  });

  test('a source that fails', async () => {
    const world = moved();
    world.interfere(SOURCE, async ({ method }) => {
      if (method === 'readManifest') throw failure('rate-limited');
    });
    const [change] = await changesOf(world, tagged('"1"'), { lock });
    expect(change).toMatchObject({
      content: null,
      unread: expect.stringMatching(/old version.*new version/),
    });
  });

  test('an index of too many images is not read further', async () => {
    const many = Array.from({ length: MOST_IMAGES + 1 }, (_unused, index) =>
      makeImage({ seed: `many/${index}`, layers: 1, platform: { os: 'linux', architecture: `cpu${index}` } }),
    );
    const world = moved(makeIndex(many));
    const [change] = await changesOf(world, tagged('"1"'), { lock });
    expect(change?.unread).toContain(`${MOST_IMAGES + 1} images`);
    expect(world.count('readManifest')).toBe(2);
  });

  test('a document that is no manifest', async () => {
    const inner = makeIndex([v1]);
    const [change] = await changesOf(moved(makeIndex([inner])), tagged('"1"'), { lock });
    expect(change?.unread).toContain('an index within an index');
  });

  test('a config that is not what it should be', async () => {
    const world = moved();
    world.interfere(SOURCE, async ({ method }) => {
      if (method === 'readSmallBlob') throw failure('digest-mismatch');
    });
    const [change] = await changesOf(world, tagged('"1"'), { lock });
    expect(change?.after?.facts).toBeNull();
  });

  test('a run that was stopped', async () => {
    const world = moved();
    const [change] = await changesOf(world, tagged('"1"'), {
      lock,
      signal: AbortSignal.abort('time budget'),
    });
    expect(change).toMatchObject({ change: 'moved', unread: expect.stringContaining('time budget') });
    expect(world.calls).toEqual([]);
  });

  test('more tags than anybody reads about', async () => {
    const world = new World();
    const tags = Array.from({ length: MOST_TAGS_READ + 5 }, (_unused, index) => `t${1000 + index}`);
    for (const tag of tags) world.push(SOURCE, 'app', { tree: v2, tag });
    world.push(SOURCE, 'app', { tree: v1 });
    const old = lockOf(Object.fromEntries(tags.map((tag) => [`${NAME}:${tag}`, v1.root.digest])));
    const changes = await changesOf(world, tagged(tags.map((tag) => `"${tag}"`).join(', ')), { lock: old });
    expect(changes.filter(({ content }) => content !== null)).toHaveLength(MOST_TAGS_READ);
    expect(changes.slice(MOST_TAGS_READ).map(({ change }) => change)).toEqual(Array(5).fill('moved'));
  });
});

test('a config built at no known time', async () => {
  const world = new World();
  world.push(SOURCE, 'app', { tree: v1 });
  world.push(SOURCE, 'app', { tree: makeImage({ seed: 'never', created: 'yesterday' }), tag: '1' });
  const [change] = await changesOf(world, tagged('"1"'), { lock: lockOf({ [`${NAME}:1`]: v1.root.digest }) });
  expect(change).toMatchObject({ unread: null, after: { facts: { created: null } } });
});
