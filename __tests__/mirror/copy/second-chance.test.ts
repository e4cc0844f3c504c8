import { describe, expect, test } from '@jest/globals';
import { fails, failure } from '../../fakes/faulty-target.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { ends, keepTag, manifest, rulesOf, SOURCE, World } from '../world.ts';

const trees = Array.from({ length: 8 }, (_, number) =>
  makeImage({ seed: `${number}`, layers: 1, layerBytes: 50 }),
);
const hostOf = (name: string) => `${name}.example.com`;

function worldWithMany(mirrors: readonly string[], more = '') {
  const world = new World();
  trees.forEach((tree, number) => void world.push(SOURCE, `app${number}`, { tree, tag: '1' }));
  const images = trees
    .map(({ root }, number) => `  - { source: ${SOURCE}/app${number}, tags: ["1@${root.digest}"]${more} }`)
    .join('\n');
  return { world, file: manifest(mirrors, images) };
}

/** Fails everything on a mirror from the call of `method` on, and recovers once nobody has asked it for that long. */
function downFrom(world: World, name: string, method: string, failures: number) {
  let left = 0;
  let hasBegun = false;
  world.interfere(hostOf(name), (call) => {
    if (call.method === method && !hasBegun) {
      hasBegun = true;
      left = failures;
    }
    if (left > 0) {
      left -= 1;
      throw failure('unavailable');
    }
  });
}

describe('a mirror that is back at the end of the run', () => {
  test.each([
    ['resolve', 3],
    ['checkPush', 3],
    ['probeBlob', 9],
  ])('gets everything that it missed: gone at %s', async (method, failures) => {
    const { world, file } = worldWithMany(['a', 'b']);
    downFrom(world, 'b', method, failures);
    const { outcomes, findings } = await world.sync(file);
    expect(new Set(ends(outcomes))).toEqual(new Set(['a copied', 'b copied']));
    expect(outcomes).toHaveLength(16);
    expect(findings).toEqual([]);
    trees.forEach(({ root }, number) => {
      expect(world.tagsOf(hostOf('b'), `app${number}`)).toEqual({ [keepTag(root.digest)]: root.digest });
      expect(world.missing(hostOf('b'), `app${number}`, root.digest)).toEqual([]);
    });
  });

  test('is served from the siblings, not from the source again', async () => {
    const { world, file } = worldWithMany(['a', 'b']);
    downFrom(world, 'b', 'resolve', 3);
    const { meter } = await world.sync(file);
    expect(world.count('readBlob', SOURCE)).toBe(
      new Set(trees.flatMap(({ blobs }) => [...blobs.keys()])).size,
    );
    expect(meter.rereads).toBe(0);
    expect(meter.siblingBytes).toBeGreaterThan(0);
  });

  test('is served from mirrors that an earlier run has proven', async () => {
    const { world, file } = worldWithMany(['a', 'b']);
    await world.sync(file, { selection: { mirrors: ['a'], images: [] } });
    world.calls.length = 0;
    downFrom(world, 'b', 'resolve', 3);
    const { outcomes } = await world.sync(file);
    expect(new Set(ends(outcomes))).toEqual(new Set(['a up-to-date', 'b copied']));
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
  });

  test('is told of each thing once', async () => {
    const { world, file } = worldWithMany(['a'], ', allowMirrorByTags: true');
    const foreign = makeImage({ seed: 'foreign' });
    for (const number of trees.keys()) world.push(hostOf('a'), `app${number}`, { tree: foreign, tag: '1' });
    downFrom(world, 'a', 'checkPush', 3);
    const { outcomes, findings } = await world.sync(file);
    expect(new Set(ends(outcomes))).toEqual(new Set(['a copied']));
    expect(rulesOf(findings)).toEqual(trees.map(() => 'tag-overwritten'));
    expect(new Set(findings.map(({ target }) => target)).size).toBe(trees.length);
  });

  test('is told of what was found only when it was back', async () => {
    const { world, file } = worldWithMany(['a'], ', allowMirrorByTags: true');
    const foreign = makeImage({ seed: 'foreign' });
    for (const number of trees.keys()) world.push(hostOf('a'), `app${number}`, { tree: foreign, tag: '1' });
    downFrom(world, 'a', 'resolve', 3);
    const { findings } = await world.sync(file);
    expect(rulesOf(findings)).toEqual(trees.map(() => 'tag-overwritten'));
  });

  test('leaves the outcomes of the others as they were, in their order and of their rows', async () => {
    const { world, file } = worldWithMany(['a', 'b', 'c']);
    downFrom(world, 'b', 'resolve', 3);
    const { outcomes, rows } = await world.sync(file);
    expect(ends(outcomes)).toEqual(trees.flatMap(() => ['a copied', 'b copied', 'c copied']));
    expect(outcomes.map(({ step }) => step.row)).toEqual(rows.flatMap((row) => [row, row, row]));
    expect(outcomes.every(({ step }) => rows.includes(step.row))).toBe(true);
  });
});

describe('a source', () => {
  /** It cannot be connected to from the first blob on, for so many calls. */
  const goneAtBlobs = (world: World, failures: number, error = failure('unavailable')): void => {
    let left = failures;
    world.interfere(SOURCE, ({ method }) => {
      if (method !== 'readBlob' && left === failures) return;
      left -= 1;
      if (left >= 0) throw error;
    });
  };

  test('that is back at the end of the run gives what could not be read', async () => {
    const { world, file } = worldWithMany(['a', 'b']);
    goneAtBlobs(world, 12);
    const { outcomes, findings } = await world.sync(file);
    expect(new Set(ends(outcomes))).toEqual(new Set(['a copied', 'b copied']));
    expect(findings).toEqual([]);
  });

  test('that stays away is told as before', async () => {
    const { world, file } = worldWithMany(['a', 'b']);
    goneAtBlobs(world, 1000);
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes)).toContain('a failed');
    expect(new Set(rulesOf(findings))).toEqual(new Set(['copy-failed']));
    expect(world.count('resolve', SOURCE)).toBe(1); // it is asked once whether it is back
  });

  test('that answers that it is in trouble is not asked again', async () => {
    const { world, file } = worldWithMany(['a']);
    goneAtBlobs(world, 1000, failure('unavailable', { status: 503 }));
    await world.sync(file);
    expect(world.count('resolve', SOURCE)).toBe(0);
  });
});

test('two mirrors that come back share one reading', async () => {
  const { world, file } = worldWithMany(['a', 'b']);
  for (const name of ['a', 'b']) downFrom(world, name, 'resolve', 3);
  const { outcomes, meter } = await world.sync(file);
  expect(new Set(ends(outcomes))).toEqual(new Set(['a copied', 'b copied']));
  expect(meter.rereads).toBe(0);
  expect(world.count('readBlob', SOURCE)).toBe(new Set(trees.flatMap(({ blobs }) => [...blobs.keys()])).size);
});

test('a mirror that stays away is asked once more and is one finding', async () => {
  const { world, file } = worldWithMany(['a', 'b']);
  world.interfere(hostOf('b'), () => {
    throw failure('unavailable');
  });
  const { outcomes, findings } = await world.sync(file);
  expect(ends(outcomes).filter((end) => end === 'b failed')).toHaveLength(8);
  expect(findings).toMatchObject([{ rule: 'mirror-unreachable', mirror: 'b', affectedCount: 8 }]);
});

test('a mirror that goes away again is still one finding', async () => {
  const { world, file } = worldWithMany(['a', 'b']);
  let resolves = 0;
  world.interfere(hostOf('b'), ({ method }) => {
    if (method === 'resolve') resolves += 1;
    const isBack = method === 'resolve' && resolves > trees.length;
    if (!isBack) throw failure('unavailable');
  });
  const { outcomes, findings } = await world.sync(file);
  expect(ends(outcomes).filter((end) => end === 'a copied')).toHaveLength(8);
  expect(ends(outcomes).filter((end) => end === 'b failed')).toHaveLength(8);
  expect(rulesOf(findings)).toEqual(['mirror-unreachable']);
});

test('nothing is tried again after a stop', async () => {
  const { world, file } = worldWithMany(['b']);
  const stop = new AbortController();
  let asked = 0;
  world.interfere(hostOf('b'), () => {
    asked += 1;
    if (asked === 3) stop.abort('SIGINT');
    throw failure('unavailable');
  });
  await world.sync(file, {}, stop.signal);
  expect(asked).toBeLessThanOrEqual(8);
});

test('an answer that is missed while a damaged manifest is mended does not make it damaged for good', async () => {
  const world = new World();
  const tree = makeIndex([makeImage({ seed: 'child' })]);
  const root = world.push(SOURCE, 'app', { tree, tag: '1' });
  const file = manifest(['eu'], `  - ${SOURCE}/app@${root}`);
  await world.sync(file);
  const child = tree.manifests[0]?.digest ?? root;
  world.registry(hostOf('eu')).content.repositories.get('app')?.manifests.delete(child);
  world.interfere(hostOf('eu'), fails('resolve', failure('unavailable'), { what: child }));
  const age = { nowMs: world.nowMs, recheckAfterMs: 1, recheck: 'all' as const };
  const { outcomes, findings } = await world.sync(file, { age });
  expect(ends(outcomes)).toEqual(['eu up-to-date']); // the second look finds what the first one wrote
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(world.missing(hostOf('eu'), 'app', root)).toEqual([]);
});
