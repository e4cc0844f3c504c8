import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGlob } from '../../src/files/glob.ts';
import { emptyLock, formatLockFile, type LockFile } from '../../src/files/lockfile.ts';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import { readLockFile } from '../../src/files/read-lockfile.ts';
import type { RunContext } from '../../src/mirror/context.ts';
import { type Accepted, lockedRows, lockTags } from '../../src/mirror/lock.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { failure } from '../fakes/faulty-target.ts';
import { digestNumber } from '../fakes/report.ts';
import { makeImage } from '../fixtures/images.ts';
import { DAY_MS, lockOf, manifest, neverAborted, rulesOf, SOURCE, START_MS, World } from './world.ts';

const NAME = `${SOURCE}/app`;
const trees = ['a', 'b', 'c'].map((seed) => makeImage({ seed, layers: 1 }));
const [a, b] = trees.map(({ root }) => root.digest) as [Digest, Digest];

interface Locking extends Partial<RunContext> {
  readonly accepted?: Accepted;
  readonly signal?: AbortSignal;
}

/** Locks, and reads the lock back from its written form. */
async function lockWith(world: World, file: MirrorFile, { accepted, signal, ...more }: Locking = {}) {
  const context = world.context(file, more);
  const locked = await lockTags(context, accepted ?? null, signal ?? neverAborted());
  const { lock, findings: faults } = readLockFile(formatLockFile(locked.lock), 'mirror.lock.yaml');
  expect(faults).toEqual([]);
  if (lock === null) throw new Error('no lock');
  const changes = locked.tags.map(({ wanted, change }) => `${wanted.name} ${change}`);
  return { lock, changes, findings: locked.findings, rows: lockedRows(locked, context) };
}

function point(world: World, tag: string, number: 0 | 1 | 2): void {
  const tree = trees[number];
  if (tree !== undefined) world.push(SOURCE, 'app', { tree, tag });
}

const tagged = (tags: string, more = '') =>
  manifest(['eu'], `  - { source: ${NAME}, tags: [${tags}]${more} }`);
const entries = ({ tags }: LockFile) =>
  Object.fromEntries([...tags].map(([tag, { digest }]) => [tag, digest]));

describe('a first lock', () => {
  test('takes every unpinned tag and no pin, no digest and no layout', async () => {
    const world = new World();
    point(world, '1', 0);
    point(world, '2', 1);
    world.push('oci:./images', 'layout', { tree: makeImage({ seed: 'l' }), tag: 'only' });
    const file = manifest(
      ['eu'],
      `  - { source: ${NAME}, tags: ["2", "1", "3@${digestNumber(3)}"], digests: ["${digestNumber(4)}"] }\n  - { source: "oci:./images:only", repository: x }`,
    );
    const { lock, changes, rows } = await lockWith(world, file);
    expect(entries(lock)).toEqual({ [`${NAME}:1`]: a, [`${NAME}:2`]: b });
    expect([...lock.tags.keys()]).toEqual([`${NAME}:1`, `${NAME}:2`]);
    expect(lock.tags.get(`${NAME}:1`)).toEqual({ digest: a, since: '2026-11-21T02:00:00Z', previous: [] });
    expect(changes.sort()).toEqual([`${NAME}:1 new`, `${NAME}:2 new`]);
    expect(rows.map(({ name, wanted, sourceNow, locked }) => [name, wanted, sourceNow, locked])).toEqual([
      [`${NAME}:2`, b, b, null],
      [`${NAME}:1`, a, a, null],
    ]);
  });

  test('counts as accepted: the next sync without it does not go back behind it', async () => {
    const world = new World();
    point(world, '1', 0);
    world.history.see(`${NAME}:1`, b, START_MS - DAY_MS);
    await lockWith(world, tagged('"1"'));
    expect(world.history.of(`${NAME}:1`).accepted).toBe(a);
  });
});

describe('a later lock', () => {
  test('leaves a line alone while its digest is the same', async () => {
    const world = new World();
    point(world, '1', 0);
    const before = lockOf({ [`${NAME}:1`]: a });
    const { lock, changes } = await lockWith(world, tagged('"1"'), { lock: before });
    expect(lock.tags.get(`${NAME}:1`)).toEqual(before.tags.get(`${NAME}:1`));
    expect(changes).toEqual([`${NAME}:1 unchanged`]);
  });

  test('puts the old digest before the earlier ones, of which it keeps ten', async () => {
    const world = new World();
    let lock = emptyLock('mirror.lock.yaml');
    for (let run = 0; run < 13; run += 1) {
      world.push(SOURCE, 'app', { tree: makeImage({ seed: `${run}`, layers: 1 }), tag: '1' });
      world.nowMs = START_MS + run * DAY_MS;
      lock = (await lockWith(world, tagged('"1"'), { lock })).lock;
    }
    const entry = lock.tags.get(`${NAME}:1`);
    expect(entry?.since).toBe('2026-12-03T02:00:00Z');
    expect(entry?.previous.map(({ since }) => since)).toEqual(
      Array.from({ length: 10 }, (_, back) =>
        new Date(START_MS + (11 - back) * DAY_MS).toISOString().replace('.000', ''),
      ),
    );
  });

  test('drops what is no longer wanted', async () => {
    const world = new World();
    point(world, '1', 0);
    const { lock } = await lockWith(world, tagged('"1"'), {
      lock: lockOf({ [`${NAME}:1`]: a, [`${NAME}:2`]: b }),
    });
    expect(entries(lock)).toEqual({ [`${NAME}:1`]: a });
  });

  test('with --image keeps what it was not asked about', async () => {
    const world = new World();
    point(world, '1', 1);
    const glob = compileGlob(`${NAME}:1`);
    if (!glob.ok) throw new Error(glob.why);
    const { lock, changes } = await lockWith(world, tagged('"1", "2"'), {
      lock: lockOf({ [`${NAME}:1`]: a, [`${NAME}:2`]: a, 'gone.example.com/x:1': b }),
      selection: { mirrors: [], images: [glob.value] },
    });
    expect(entries(lock)).toEqual({ [`${NAME}:1`]: b, [`${NAME}:2`]: a, 'gone.example.com/x:1': b });
    expect(changes).toEqual([`${NAME}:1 moved`]);
  });

  test('keeps the entry of a tag that cannot be read, and of one that is gone', async () => {
    const world = new World();
    const before = lockOf({ [`${NAME}:1`]: a });
    const gone = await lockWith(world, tagged('"1"'), { lock: before });
    expect(entries(gone.lock)).toEqual({ [`${NAME}:1`]: a });
    world.interfere(SOURCE, () => {
      throw failure('unavailable');
    });
    const unread = await lockWith(world, tagged('"1", "2"'), { lock: before });
    expect(entries(unread.lock)).toEqual({ [`${NAME}:1`]: a });
    expect(unread.changes).toEqual([`${NAME}:1 failed`, `${NAME}:2 failed`]);
    expect(unread.findings).toMatchObject([{ rule: 'copy-failed', affectedCount: 2 }]);
  });

  test('keeps all entries when it is stopped', async () => {
    const world = new World();
    const before = lockOf({ [`${NAME}:1`]: a });
    const { lock, findings } = await lockWith(world, tagged('"1", "2"'), {
      lock: before,
      signal: AbortSignal.abort('SIGINT'),
    });
    expect(entries(lock)).toEqual({ [`${NAME}:1`]: a });
    expect(findings).toEqual([]);
  });
});

test('a stopped lock accepts nothing: what is not written was not locked', async () => {
  const world = new World();
  point(world, '1', 0);
  const stop = new AbortController();
  world.interfere(SOURCE, async ({ what }) => {
    if (what !== '2') return;
    await new Promise((done) => setTimeout(done, 20)); // tag 1 has been answered by then
    stop.abort('time budget');
  });
  const { changes } = await lockWith(world, tagged('"1", "2"'), { signal: stop.signal });
  expect(changes).toContain(`${NAME}:1 new`);
  expect(world.history.of(`${NAME}:1`).accepted).toBeNull();
});

test('ten thousand images are locked in seconds, whatever may go back', async () => {
  const world = new World();
  point(world, '1', 0);
  const one = tagged('"1"', ', allowRollback: true');
  const [image] = one.images;
  if (image?.source.kind !== 'registry') throw new Error('no image');
  const { source } = image;
  const images = Array.from({ length: 10_000 }, (_, number) => ({
    ...image,
    source: { ...source, path: number === 9_999 ? source.path : (`app-${number}` as typeof source.path) },
    allowRollback: number === 9_999,
    wants: image.wants.map((want) => ({ ...want, tag: '1' as never, kind: 'tag' as const, pin: null })),
  }));
  const lock = lockOf(Object.fromEntries(images.map(({ source: { path } }) => [`${SOURCE}/${path}:1`, b])));
  const store = world.target(SOURCE, 'app');
  const context = world.context({ ...one, images }, { lock });
  const startedMs = performance.now();
  const stores = { ...context.stores, sourceOf: () => store };
  const locked = await lockTags({ ...context, stores }, null, neverAborted());
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  expect(locked.tags.filter(({ change }) => change === 'moved')).toHaveLength(10_000);
}, 90_000);

describe('a source that went back', () => {
  /** The lock has b, which came after a; the source serves a again. */
  function wentBack() {
    const world = new World();
    point(world, '1', 0);
    const base = lockOf({ [`${NAME}:1`]: b });
    const tags = new Map(
      [...base.tags].map(([tag, entry]) => [
        tag,
        { ...entry, previous: [{ digest: a, since: '2026-10-01T00:00:00Z' }] },
      ]),
    );
    return { world, lock: { ...base, tags } };
  }

  test('is refused: the old entry stays and is not accepted anew', async () => {
    const { world, lock: before } = wentBack();
    const { lock, changes, findings } = await lockWith(world, tagged('"1"'), { lock: before });
    expect(lock.tags).toEqual(before.tags);
    expect(changes).toEqual([`${NAME}:1 refused`]);
    expect(findings).toMatchObject([
      { rule: 'tag-rollback', severity: 'error', digest: a, source: `${NAME}:1` },
    ]);
    expect(world.history.of(`${NAME}:1`).accepted).toBeNull();
  });

  test('is refused by the history alone where the lock was lost', async () => {
    const world = new World();
    point(world, '1', 0);
    world.history.see(`${NAME}:1`, a, START_MS - 2 * DAY_MS);
    world.history.see(`${NAME}:1`, b, START_MS - DAY_MS);
    world.history.accept(`${NAME}:1`, b);
    const { lock, changes } = await lockWith(world, tagged('"1"'));
    expect(changes).toEqual([`${NAME}:1 refused`]);
    expect(entries(lock)).toEqual({});
  });

  test('is taken with allowRollback', async () => {
    const { world, lock: before } = wentBack();
    const { lock, changes } = await lockWith(world, tagged('"1"', ', allowRollback: true'), { lock: before });
    expect(entries(lock)).toEqual({ [`${NAME}:1`]: a });
    expect(changes).toEqual([`${NAME}:1 moved`]);
  });

  test('is taken with --accept, for that tag only, and stays taken', async () => {
    const { world, lock: before } = wentBack();
    const accepted = { name: `${NAME}:1`, digest: a };
    const { lock, changes, findings } = await lockWith(world, tagged('"1"'), { lock: before, accepted });
    expect(findings).toEqual([]);
    expect(changes).toEqual([`${NAME}:1 moved`]);
    expect(lock.tags.get(`${NAME}:1`)?.previous.map(({ digest }) => digest)).toEqual([b, a]);
    const again = await lockWith(world, tagged('"1"'), { lock });
    expect(again.changes).toEqual([`${NAME}:1 unchanged`]);
    const other = await lockWith(world, tagged('"1"'), {
      lock: before,
      accepted: { name: `${NAME}:2`, digest: a },
    });
    expect(other.changes).toEqual([`${NAME}:1 refused`]);
  });

  test('accepts a digest of which the source cannot be asked', async () => {
    const { world, lock: before } = wentBack();
    world.interfere(SOURCE, () => {
      throw failure('unavailable');
    });
    const accepted = { name: `${NAME}:1`, digest: digestNumber(5) as Digest };
    const { lock } = await lockWith(world, tagged('"1"'), { lock: before, accepted });
    expect(entries(lock)).toEqual({ [`${NAME}:1`]: digestNumber(5) });
  });
});

describe('select', () => {
  const file = manifest(['eu'], `  - { source: ${NAME}, select: { latest: 2, semver: ">=1" } }`);
  const SELECT = { latest: 2, semver: '>=1' };

  function worldWithVersions(): World {
    const world = new World();
    point(world, '1.0.0', 0);
    point(world, '1.1.0', 1);
    return world;
  }

  test('is written as it stands, and sync takes its tags from the lock until it changes', async () => {
    const world = worldWithVersions();
    const { lock } = await lockWith(world, file);
    expect(lock.selections.get(NAME)).toEqual({ select: SELECT, tags: ['1.0.0', '1.1.0'] });
    expect(entries(lock)).toEqual({ [`${NAME}:1.0.0`]: a, [`${NAME}:1.1.0`]: b });
    point(world, '2.0.0', 2);
    const { outcomes, findings } = await world.sync(file, { lock });
    expect(outcomes.map(({ step }) => step.row.name)).toEqual([`${NAME}:1.0.0`, `${NAME}:1.1.0`]);
    expect(findings).toEqual([]);
    const next = await lockWith(world, file, { lock });
    expect([...next.lock.tags.keys()]).toEqual([`${NAME}:1.1.0`, `${NAME}:2.0.0`]);
  });

  test('that cannot be listed keeps its entries', async () => {
    const world = worldWithVersions();
    const { lock: before } = await lockWith(world, file);
    world.interfere(SOURCE, ({ method }) => {
      if (method === 'tags') throw failure('unavailable');
    });
    const { lock, findings } = await lockWith(world, file, { lock: before });
    expect({ tags: lock.tags, selections: lock.selections }).toEqual({
      tags: before.tags,
      selections: before.selections,
    });
    expect(rulesOf(findings)).toEqual(['copy-failed']);
  });

  test('locks no tag that is pinned by hand', async () => {
    const world = worldWithVersions();
    const pinned = manifest(
      ['eu'],
      `  - { source: ${NAME}, tags: ["1.0.0@${b}"], select: { semver: ">=1" } }`,
    );
    const { lock } = await lockWith(world, pinned);
    expect(entries(lock)).toEqual({ [`${NAME}:1.1.0`]: b });
    const { outcomes, findings } = await world.sync(pinned, { lock });
    expect(findings).toEqual([]);
    expect(outcomes.map(({ step }) => step.row.wanted)).toEqual([b]); // both tags are b: one row
  });

  test('gains no tag with --image that the lock has no digest for', async () => {
    const world = worldWithVersions();
    const { lock: before } = await lockWith(world, file);
    point(world, '2.0.0', 2);
    for (const written of [`${NAME}:1.1.0`, 'other.example.com/x']) {
      const glob = compileGlob(written);
      if (!glob.ok) throw new Error(glob.why);
      const selection = { mirrors: [], images: [glob.value] };
      const { lock } = await lockWith(world, file, { lock: before, selection });
      expect(rulesOf((await world.sync(file, { lock })).findings)).toEqual([]);
    }
  });

  test('that is gone from the mirror manifest goes from the lock', async () => {
    const world = worldWithVersions();
    const { lock: before } = await lockWith(world, file);
    const { lock } = await lockWith(world, tagged('"1.0.0"'), { lock: before });
    expect([...lock.selections]).toEqual([]);
    expect(entries(lock)).toEqual({ [`${NAME}:1.0.0`]: a });
  });
});

test('after any story of tags moving, syncing with the lock needs no source tag and refuses nothing', async () => {
  const moves = fc.array(fc.record({ tag: fc.constantFrom('1', '2'), to: fc.constantFrom(0, 1, 2) }), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(moves, async (story) => {
      const world = new World();
      point(world, '1', 0);
      point(world, '2', 1);
      let lock = emptyLock('mirror.lock.yaml');
      for (const { tag, to } of [{ tag: '1', to: 0 as const }, ...story]) {
        point(world, tag, to as 0 | 1 | 2);
        world.nowMs += DAY_MS;
        lock = (await lockWith(world, tagged('"1", "2"'), { lock })).lock;
        world.calls.length = 0;
        const { outcomes, findings } = await world.sync(tagged('"1", "2"'), { lock });
        expect(world.count('resolve', SOURCE)).toBe(0);
        expect(outcomes.map(({ failure: why }) => why)).toEqual(outcomes.map(() => null));
        expect(rulesOf(findings)).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
});
