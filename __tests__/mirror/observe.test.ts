import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../src/errors.ts';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import type { RunContext } from '../../src/mirror/context.ts';
import { MirrorObserver, subjectOf } from '../../src/mirror/observe.ts';
import { resolve } from '../../src/mirror/resolve.ts';
import type { Row } from '../../src/mirror/row.ts';
import { failure } from '../fakes/faulty-target.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { keepTag, manifest, neverAborted, readFile, SOURCE, START_MS, World } from './world.ts';

const image = makeImage({ seed: 'a', layers: 1 });
const other = makeImage({ seed: 'b', layers: 1 });
const DIGEST = image.root.digest;
const EU = 'eu.example.com';

async function observed(
  world: World,
  file: MirrorFile,
  more: Partial<RunContext> = {},
): Promise<readonly Row[]> {
  return (await resolve(world.context(file, more), neverAborted())).rows;
}

function cellsOf(rows: readonly Row[]) {
  return rows.flatMap(({ cells }) =>
    cells.map(({ mirror, address, tag, keepTag }) => ({ mirror: mirror.name, address, tag, keepTag })),
  );
}

const byTag = (more = '') =>
  manifest(['eu'], `  - { source: ${SOURCE}/app, tags: ["1@${DIGEST}"], allowMirrorByTags: true${more} }`);
const byDigest = (more = '') =>
  manifest(['eu'], `  - { source: ${SOURCE}/app, digests: ["${DIGEST}"]${more} }`);

describe('what holds a root', () => {
  test('is its keep tag where no tag is managed', async () => {
    expect(cellsOf(await observed(new World(), byDigest()))).toEqual([
      {
        mirror: 'eu',
        address: `registry/app@${DIGEST}`.replace('registry', EU),
        tag: null,
        keepTag: keepTag(DIGEST),
      },
    ]);
  });

  test('is the managed tag where there is one, also for the row without a tag', async () => {
    const file = manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, digests: ["${DIGEST}"], tags: ["1@${DIGEST}"], allowMirrorByTags: true }`,
    );
    expect(cellsOf(await observed(new World(), file)).map(({ tag, keepTag: keep }) => [tag, keep])).toEqual([
      [null, null],
      ['1', null],
    ]);
  });

  test('is not that of a tag that is not managed because it went wrong', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: image, tag: '1' });
    world.history.see(`${SOURCE}/app:1`, DIGEST, START_MS - 2);
    world.history.see(`${SOURCE}/app:1`, other.root.digest, START_MS - 1);
    world.history.accept(`${SOURCE}/app:1`, other.root.digest);
    const file = manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, digests: ["${DIGEST}"], tags: ["1"], allowMirrorByTags: true }`,
    );
    const rows = await observed(world, file);
    expect(rows.map(({ problem }) => problem?.outcome ?? null)).toEqual([null, 'refused']);
    expect(cellsOf(rows)[0]?.keepTag).toBe(keepTag(DIGEST));
  });

  test('is nothing with keepTags: false, for the file or for one mirror', async () => {
    const without = manifest(['eu'], `  - ${SOURCE}/app@${DIGEST}`, 'keepTags: false');
    expect(cellsOf(await observed(new World(), without))[0]?.keepTag).toBeNull();
    const perMirror = readFile(
      `version: 1\nmirrors: [{ name: eu, target: ${EU}, keepTags: false }, { name: us, target: us.example.com }]\nimages: ["${SOURCE}/app@${DIGEST}"]\n`,
    );
    expect(cellsOf(await observed(new World(), perMirror)).map(({ keepTag: keep }) => keep)).toEqual([
      null,
      keepTag(DIGEST),
    ]);
  });
});

describe('a mirror', () => {
  test('that is retired or not selected is left alone', async () => {
    const file = readFile(
      `version: 1\nmirrors: [{ name: eu, target: ${EU}, state: retired }, { name: us, target: us.example.com }, { name: ap, target: ap.example.com, state: filling }]\nimages: ["${SOURCE}/app@${DIGEST}"]\n`,
    );
    const world = new World();
    expect(cellsOf(await observed(world, file)).map(({ mirror }) => mirror)).toEqual(['us', 'ap']);
    const selected = await observed(world, file, { selection: { mirrors: ['ap'], images: [] } });
    expect(cellsOf(selected).map(({ mirror }) => mirror)).toEqual(['ap']);
    expect(world.count('resolve', EU)).toBe(0);
  });

  test('that is a cache is asked for tags and for nothing else', async () => {
    const file = readFile(
      `version: 1\nallowMirrorByTags: true\nmirrors: [{ name: eu, target: ${EU}, kind: cache }]\nimages:\n  - { source: ${SOURCE}/app, digests: ["${DIGEST}"], tags: ["1@${DIGEST}"] }\n`,
    );
    const world = new World();
    const rows = await observed(world, file);
    expect(cellsOf(rows).map(({ keepTag: keep }) => keep)).toEqual([null, null]);
    expect(rows.map(({ cells }) => cells[0]?.seen.kind)).toEqual(['not-read', 'absent']);
    expect(world.calls.map(({ method, what }) => `${method} ${what}`)).toEqual(['resolve 1']);
  });

  test('that cannot be read says so, and the others are read', async () => {
    const world = new World();
    world.push('us.example.com', 'app', { tree: image, tag: keepTag(DIGEST) });
    world.interfere(EU, () => {
      throw failure('unavailable');
    });
    const [row] = await observed(world, manifest(['eu', 'us'], `  - ${SOURCE}/app@${DIGEST}`));
    expect(row?.cells.map(({ seen }) => seen.kind)).toEqual(['unreadable', 'present']);
  });

  test('that refuses to say is not taken for one that has lost it', async () => {
    for (const code of ['denied', 'unauthorized'] as const) {
      const world = new World();
      world.interfere(EU, () => {
        throw failure(code);
      });
      const [row] = await observed(world, byDigest());
      expect(row?.cells[0]?.seen).toMatchObject({ kind: 'denied', error: { code } });
    }
  });

  test('that answers 500 for a manifest has it damaged, and counts as answering', async () => {
    const world = new World();
    world.interfere(EU, () => {
      throw new MirrorError('unavailable', 'told to', { status: 500 });
    });
    const [row] = await observed(world, byDigest());
    expect(row?.cells[0]?.seen).toMatchObject({ kind: 'damaged' });
  });

  test('that was not reached before a stop was not read', async () => {
    const world = new World();
    const stop = new AbortController();
    world.interfere(EU, () => stop.abort('SIGTERM'));
    const { rows } = await resolve(world.context(byDigest()), stop.signal);
    expect(rows[0]?.cells[0]?.seen).toEqual({ kind: 'not-read' });
  });
});

describe('what is asked', () => {
  test('is one thing per row and mirror when nothing has changed', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: image, tag: '1' });
    await world.sync(byTag());
    await world.sync(byDigest());
    for (const file of [byTag(), byDigest()]) {
      world.calls.length = 0;
      await observed(world, file);
      expect(world.calls).toHaveLength(1);
    }
  });

  test('is the root too where a tag is gone that held a proven root', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: image, tag: '1' });
    await world.sync(byTag());
    world.registry(EU).content.repositories.get('app')?.tags.clear();
    const [row] = await observed(world, byTag());
    expect(row?.cells[0]).toMatchObject({
      wasProven: true,
      seen: { kind: 'absent', root: { digest: DIGEST } },
    });
  });

  test('is not asked of a place where only damage is known', async () => {
    const world = new World();
    const file = byDigest();
    const target = world.target(EU, 'app');
    world.proofs.damage(subjectOf(target, DIGEST, { platforms: null }), 'content', START_MS);
    const [row] = await observed(world, file);
    expect(row?.cells[0]).toMatchObject({
      wasProven: false,
      proof: null,
      seen: { kind: 'absent', root: null },
    });
  });
});

describe('the same image named twice', () => {
  test('is looked at once per mirror', async () => {
    const file = manifest(
      ['eu', 'us'],
      `  - { source: ${SOURCE}/app, tags: ["1@${DIGEST}"], mirrors: [eu] }\n  - { source: ${SOURCE}/app, tags: ["2@${DIGEST}"] }`,
    );
    const world = new World();
    expect(cellsOf(await observed(world, file)).map(({ mirror }) => mirror)).toEqual(['eu', 'us']);
    expect(world.count('resolve')).toBe(2);
  });

  test('is copied for the platforms of both', async () => {
    const arm64 = makeImage({ seed: 'a', platform: { os: 'linux', architecture: 'arm64' } });
    const index = makeIndex([image, arm64]);
    const world = new World([EU]);
    world.push(SOURCE, 'app', { tree: index, tag: '1' });
    const pin = index.root.digest;
    const file = manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, tags: ["1@${pin}"], platforms: [linux/amd64] }\n  - { source: ${SOURCE}/app, tags: ["2@${pin}"], platforms: [linux/arm64] }`,
    );
    const { outcomes } = await world.sync(file);
    expect(outcomes).toHaveLength(2);
    expect(world.missing(EU, 'app', pin)).toEqual([]);
  });
});

test('a digest that a tag holds needs no keep tag, however the directory of their layout is spelled', async () => {
  const file = manifest(
    ['eu'],
    '  - { source: "oci:./images:only", repository: app, allowMirrorByTags: true }\n  - { source: "oci:images", repository: app }',
  );
  const world = new World([EU]);
  for (const layout of ['oci:./images', 'oci:images'])
    world.push(layout, 'layout', { tree: image, tag: 'only' });
  const cells = cellsOf(await observed(world, file));
  expect(cells.map(({ tag, keepTag: keep }) => [tag, keep])).toEqual([
    ['only', null],
    [null, null],
  ]);
});

test('observing nothing gives nothing', async () => {
  const observer = new MirrorObserver(new World().context(byDigest()), neverAborted());
  observer.begin([]);
  expect(await observer.end()).toEqual([]);
});

describe('while a source still says what a tag means', () => {
  const two = manifest(
    ['eu'],
    `  - { source: ${SOURCE}/slow, tags: ["1"] }\n  - { source: ${SOURCE}/quick, tags: ["1"] }`,
  );

  test('mirrors are looked at for other images, and rows keep the order of the file', async () => {
    const world = new World([EU]);
    for (const path of ['slow', 'quick']) world.push(SOURCE, path, { tree: image, tag: '1' });
    const looked = Promise.withResolvers<void>();
    world.interfere(SOURCE, ({ place }) => (place.endsWith('/slow') ? looked.promise : undefined));
    world.interfere(EU, ({ place }) => (place.endsWith('/quick') ? looked.resolve() : undefined));
    const rows = await observed(world, two);
    expect(rows.map(({ name }) => name)).toEqual([`${SOURCE}/slow:1`, `${SOURCE}/quick:1`]);
    expect(rows.flatMap(({ cells }) => cells.map(({ seen }) => seen.kind))).toEqual(['absent', 'absent']);
  });
});
