import { describe, expect, test } from '@jest/globals';
import { compileGlob } from '../../src/files/glob.ts';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import type { RunContext } from '../../src/mirror/context.ts';
import { resolve } from '../../src/mirror/resolve.ts';
import type { Digest } from '../../src/oci/digest.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { failure } from '../fakes/faulty-target.ts';
import { digestNumber } from '../fakes/report.ts';
import { makeImage } from '../fixtures/images.ts';
import { lockOf, manifest, neverAborted, rulesOf, SOURCE, START_MS, World } from './world.ts';

const NAME = `${SOURCE}/app`;
const [one, two] = [makeImage({ seed: 'one', layers: 1 }), makeImage({ seed: 'two', layers: 1 })];
const PIN = digestNumber(7) as Digest;

/** A world whose source has app:1 and app:2. */
function worldWithApp(): World {
  const world = new World();
  world.push(SOURCE, 'app', { tree: one, tag: '1' });
  world.push(SOURCE, 'app', { tree: two, tag: '2' });
  return world;
}

async function rowsOf(world: World, file: MirrorFile, more: Partial<RunContext> = {}) {
  const { rows, findings } = await resolve(world.context(file, more), neverAborted());
  return { rows, findings, rules: rulesOf(findings) };
}

const tagged = (tags: string, more = '') =>
  manifest(['eu'], `  - { source: ${NAME}, tags: [${tags}]${more} }`);

describe('the wanted digest', () => {
  test('is the pin before all else, without asking anyone', async () => {
    const world = worldWithApp();
    const { rows, rules } = await rowsOf(world, tagged(`"1@${PIN}"`), {
      lock: lockOf({ [`${NAME}:1`]: digestNumber(8) as Digest }),
    });
    expect(rows[0]).toMatchObject({ wanted: PIN, sourceNow: null, problem: null });
    expect(rules).toEqual([]);
    expect(world.count('resolve', SOURCE)).toBe(0);
  });

  test('is the lock entry before the source, without asking the source', async () => {
    const world = worldWithApp();
    const { rows, rules } = await rowsOf(world, tagged('"1"'), { lock: lockOf({ [`${NAME}:1`]: PIN }) });
    expect(rows[0]).toMatchObject({ wanted: PIN, locked: PIN, sourceNow: null, problem: null });
    expect(rules).toEqual([]);
    expect(world.count('resolve', SOURCE)).toBe(0);
  });

  test('is what the source serves where there is no lock, told once for all tags', async () => {
    const world = worldWithApp();
    const { rows, findings } = await rowsOf(world, tagged('"1", "2"'));
    expect(rows.map(({ wanted, sourceNow }) => [wanted, sourceNow])).toEqual([
      [one.root.digest, one.root.digest],
      [two.root.digest, two.root.digest],
    ]);
    expect(rulesOf(findings)).toEqual(['no-history', 'no-lock']);
    expect(findings.find(({ rule }) => rule === 'no-lock')).toMatchObject({
      severity: 'warning',
      affectedCount: 2,
      affects: [`${NAME}:1`, `${NAME}:2`],
    });
  });
});

describe('a tag that the lock lacks', () => {
  const lock = lockOf({ [`${NAME}:1`]: PIN });

  test('is not-locked: its row fails, the others go on', async () => {
    const { rows, findings } = await rowsOf(worldWithApp(), tagged('"1", "2"'), { lock });
    expect(rows.map(({ wanted, problem }) => [wanted, problem?.outcome ?? null])).toEqual([
      [PIN, null],
      [null, 'failed'],
    ]);
    expect(findings).toMatchObject([{ rule: 'not-locked', severity: 'error', source: `${NAME}:2` }]);
  });

  test('is asked of the source with unlocked: resolve', async () => {
    const { rows, rules } = await rowsOf(worldWithApp(), tagged('"2"', ', unlocked: resolve'), { lock });
    expect(rows[0]).toMatchObject({ wanted: two.root.digest, problem: null });
    expect(rules).toEqual(['no-history']);
  });

  test('is not even then with --locked', async () => {
    const world = worldWithApp();
    const file = tagged('"2"', ', unlocked: resolve');
    const { rows, rules } = await rowsOf(world, file, { lock, locked: true });
    expect(rows[0]?.problem?.outcome).toBe('failed');
    expect(rules).toEqual(['not-locked']);
    expect(world.count('resolve', SOURCE)).toBe(0);
  });
});

describe('--locked without a lock file', () => {
  test('is an error and asks nobody; pins go on', async () => {
    const world = worldWithApp();
    const { rows, findings } = await rowsOf(world, tagged(`"1", "2@${PIN}"`), { locked: true });
    expect(rows.map(({ wanted, problem }) => [wanted, problem?.outcome ?? null])).toEqual([
      [null, 'refused'],
      [PIN, null],
    ]);
    expect(findings).toMatchObject([{ rule: 'no-lock', severity: 'error', affectedCount: 1 }]);
    expect(world.count('resolve', SOURCE)).toBe(0);
  });
});

describe('a source', () => {
  test('that has no such tag fails that row only', async () => {
    const { rows, rules } = await rowsOf(worldWithApp(), tagged('"1", "3"'));
    expect(rows.map(({ problem }) => problem?.outcome ?? null)).toEqual([null, 'failed']);
    expect(rules).toContain('copy-failed');
  });

  test('that cannot be read fails its rows with one finding per cause', async () => {
    const world = worldWithApp();
    world.push('other.example.com', 'x', { tree: one, tag: '1' });
    world.interfere(SOURCE, ({ method }) => {
      if (method === 'resolve') throw failure('unauthorized', { status: 401 });
    });
    const file = manifest(
      ['eu'],
      `  - { source: ${NAME}, tags: ["1", "2"] }\n  - { source: other.example.com/x, tags: ["1"] }`,
    );
    const { rows, findings } = await rowsOf(world, file);
    expect(rows.map(({ problem }) => problem?.outcome ?? null)).toEqual(['failed', 'failed', null]);
    const failed = findings.filter(({ rule }) => rule === 'copy-failed');
    expect(failed).toMatchObject([{ affectedCount: 2, affects: [`${NAME}:1`, `${NAME}:2`] }]);
  });

  test('that was not reached before a stop leaves its rows deferred, without a finding', async () => {
    const world = worldWithApp();
    const stop = new AbortController();
    world.interfere(SOURCE, () => stop.abort('SIGTERM'));
    const { rows, findings } = await resolve(world.context(tagged('"1"')), stop.signal);
    expect(rows[0]).toMatchObject({ wanted: null, problem: { outcome: 'deferred' } });
    expect(rulesOf(findings).filter((rule) => rule === 'copy-failed')).toEqual([]);
  });
});

describe('rollback of an unlocked tag', () => {
  /** The source has served `one`, then `two`, and serves `one` again. */
  function wentBack(): World {
    const world = worldWithApp();
    world.history.see(`${NAME}:1`, one.root.digest, START_MS - 2000);
    world.history.see(`${NAME}:1`, two.root.digest, START_MS - 1000);
    return world;
  }

  test('is refused when the newer one was accepted', async () => {
    const world = wentBack();
    world.history.accept(`${NAME}:1`, two.root.digest);
    const { rows, findings } = await rowsOf(world, tagged('"1"'));
    expect(rows[0]?.problem?.outcome).toBe('refused');
    expect(findings.find(({ rule }) => rule === 'tag-rollback')).toMatchObject({
      severity: 'error',
      source: `${NAME}:1`,
      digest: one.root.digest,
    });
  });

  test('is none when the newer one was only seen, never accepted', async () => {
    const world = wentBack();
    world.history.accept(`${NAME}:1`, one.root.digest);
    expect((await rowsOf(world, tagged('"1"'))).rules).not.toContain('tag-rollback');
  });

  test('is allowed by allowRollback', async () => {
    const world = wentBack();
    world.history.accept(`${NAME}:1`, two.root.digest);
    const { rows, rules } = await rowsOf(world, tagged('"1"', ', allowRollback: true'));
    expect(rows[0]).toMatchObject({ wanted: one.root.digest, problem: null });
    expect(rules).not.toContain('tag-rollback');
  });

  test('is none where pin or lock decide', async () => {
    for (const lock of [null, lockOf({ [`${NAME}:1`]: one.root.digest })]) {
      const world = wentBack();
      world.history.accept(`${NAME}:1`, two.root.digest);
      const file = tagged(lock === null ? `"1@${one.root.digest}"` : '"1"');
      const { rows, rules } = await rowsOf(world, file, { lock });
      expect(rows[0]).toMatchObject({ wanted: one.root.digest, problem: null });
      expect(rules).toEqual([]);
    }
  });

  test('a refused sighting stays refused run after run', async () => {
    const world = wentBack();
    world.history.accept(`${NAME}:1`, two.root.digest);
    for (let run = 0; run < 2; run += 1)
      expect((await world.sync(tagged('"1"'))).outcomes.map(({ outcome }) => outcome)).toEqual(['refused']);
  });
});

describe('select', () => {
  const WRITTEN = { semver: '>=1' };
  const file = manifest(['eu'], `  - { source: ${NAME}, select: { semver: ">=1" } }`);

  function worldWithVersions(): World {
    const world = new World();
    world.push(SOURCE, 'app', { tree: one, tag: '1.0.0' });
    world.push(SOURCE, 'app', { tree: two, tag: '2.0.0' });
    world.push(SOURCE, 'app', { tree: two, tag: 'edge' });
    return world;
  }

  const namesOf = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);

  test('takes the tags of the source where there is no lock', async () => {
    const { rows } = await rowsOf(worldWithVersions(), file);
    expect(namesOf(rows)).toEqual([`${NAME}:1.0.0`, `${NAME}:2.0.0`]);
  });

  test('takes the tags of the lock while it is as locked, asking nobody', async () => {
    const world = worldWithVersions();
    const selections = new Map([[NAME, { select: WRITTEN, tags: ['1.0.0' as Tag] }]]);
    const lock = lockOf({ [`${NAME}:1.0.0`]: PIN }, selections);
    const { rows, rules } = await rowsOf(world, file, { lock });
    expect(rows.map(({ wanted }) => wanted)).toEqual([PIN]);
    expect(rules).toEqual([]);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
  });

  test('that was changed since the lock is not-locked', async () => {
    const selections = new Map([[NAME, { select: { semver: '>=2' }, tags: ['2.0.0' as Tag] }]]);
    const { rows, findings } = await rowsOf(worldWithVersions(), file, { lock: lockOf({}, selections) });
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'not-locked', source: NAME }]);
  });

  test('that was changed is asked anew with unlocked: resolve', async () => {
    const resolving = manifest(
      ['eu'],
      `  - { source: ${NAME}, select: { semver: ">=2" } }`,
      'unlocked: resolve',
    );
    const { rows } = await rowsOf(worldWithVersions(), resolving, { lock: lockOf({}) });
    expect(namesOf(rows)).toEqual([`${NAME}:2.0.0`]);
  });

  test('whose source cannot be listed is one finding and no row', async () => {
    const world = worldWithVersions();
    world.interfere(SOURCE, () => {
      throw failure('unavailable');
    });
    const { rows, findings } = await rowsOf(world, file);
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'copy-failed', source: NAME }]);
  });

  test('a tag that is listed by hand is wanted once, and its pin stands', async () => {
    const world = worldWithVersions();
    const both = manifest(
      ['eu'],
      `  - { source: ${NAME}, tags: ["1.0.0@${PIN}", "2.0.0"], select: { semver: ">=1" } }`,
    );
    const { rows } = await rowsOf(world, both);
    expect(rows.map(({ sourceTags, wanted }) => [sourceTags, wanted])).toEqual([
      [['1.0.0'], PIN],
      [['2.0.0'], two.root.digest],
    ]);
    expect(world.count('resolve', SOURCE)).toBe(1);
  });

  test.each([
    ['no tag of the source matches', NAME, 'none of 3 tags'],
    ['the source has no tags at all', `${SOURCE}/nowhere`, 'no tags at all'],
  ])('that gives nothing is a warning: %s', async (_name, source, why) => {
    const empty = manifest(['eu'], `  - { source: ${source}, select: { semver: ">=9" } }`);
    const { rows, findings } = await rowsOf(worldWithVersions(), empty);
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([
      {
        rule: 'source-gone',
        severity: 'warning',
        source,
        message: expect.stringContaining(why),
        at: { line: 6 },
      },
    ]);
  });

  test('that the lock holds as empty is a warning too, without asking', async () => {
    const world = worldWithVersions();
    const lock = lockOf({}, new Map([[NAME, { select: WRITTEN, tags: [] }]]));
    const { rules } = await rowsOf(world, file, { lock });
    expect(rules).toEqual(['source-gone']);
    expect(world.count('tags')).toBe(0);
  });

  test('of an image that --image leaves out is not even listed', async () => {
    const world = worldWithVersions();
    world.push('other.example.com', 'x', { tree: one, tag: '1' });
    const glob = compileGlob('other.example.com/x:1');
    if (!glob.ok) throw new Error(glob.why);
    const two = manifest(
      ['eu'],
      `  - { source: ${NAME}, select: { semver: ">=1" } }\n  - { source: other.example.com/x, tags: ["1"] }`,
    );
    const { rows } = await rowsOf(world, two, { selection: { mirrors: [], images: [glob.value] } });
    expect(namesOf(rows)).toEqual(['other.example.com/x:1']);
    expect(world.count('tags')).toBe(0);
  });

  test('of an image of which --image names a tag is listed, and only that tag taken', async () => {
    const glob = compileGlob(`${NAME}:2*`);
    if (!glob.ok) throw new Error(glob.why);
    const { rows } = await rowsOf(worldWithVersions(), file, {
      selection: { mirrors: [], images: [glob.value] },
    });
    expect(namesOf(rows)).toEqual([`${NAME}:2.0.0`]);
  });
});

describe('a layout as source', () => {
  const file = manifest(['eu'], '  - { source: "oci:./images:only", repository: app }');

  test('needs no lock and no history', async () => {
    const world = new World();
    world.push('oci:./images', 'layout', { tree: one, tag: 'only' });
    for (const more of [{}, { locked: true }, { lock: lockOf({}) }]) {
      const { rows, findings } = await rowsOf(world, file, more);
      expect(rows).toMatchObject([{ wanted: one.root.digest, problem: null }]);
      expect(findings).toEqual([]);
    }
  });

  test('without an image of that name fails its row', async () => {
    const { rows, rules } = await rowsOf(new World(), file);
    expect(rows[0]?.problem?.outcome).toBe('failed');
    expect(rules).toEqual(['copy-failed']);
  });
});

test('no-history is told only when nothing is remembered and something was asked', async () => {
  const world = worldWithApp();
  expect((await rowsOf(world, tagged('"1"'))).rules).toContain('no-history');
  expect((await rowsOf(world, tagged('"1"'))).rules).not.toContain('no-history');
  expect((await rowsOf(new World(), tagged(`"1@${PIN}"`))).rules).toEqual([]);
});
