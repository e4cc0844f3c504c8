/** What tags are accepted to mean after a run, whatever became of it. */
import { describe, expect, test } from '@jest/globals';
import { compileGlob } from '../../src/files/glob.ts';
import type { Pattern } from '../../src/files/pattern.ts';
import { copy } from '../../src/mirror/copy/copy.ts';
import { makePlan } from '../../src/mirror/plan.ts';
import { resolve } from '../../src/mirror/resolve.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { fails, failure } from '../fakes/faulty-target.ts';
import { makeImage } from '../fixtures/images.ts';
import { ends, manifest, neverAborted, SOURCE, World } from './world.ts';

const [older, newer] = [makeImage({ seed: 'older', layers: 1 }), makeImage({ seed: 'newer', layers: 1 })];
const EU = 'eu.example.com';
const APP = `${SOURCE}/app`;

function worldWith(tags: Readonly<Record<string, typeof older>>): World {
  const world = new World();
  for (const [tag, tree] of Object.entries(tags)) world.push(SOURCE, 'app', { tree, tag });
  return world;
}

/** After `older` was accepted for `app:1` everywhere, the source moves on to `newer`. */
async function movedOn(mirrors: readonly string[], more = '') {
  const world = worldWith({ 1: older });
  const file = manifest(mirrors, `  - { source: ${APP}, tags: ["1"]${more} }`);
  await world.sync(file);
  expect(accepted(world)).toBe(older.root.digest);
  world.push(SOURCE, 'app', { tree: newer, tag: '1' });
  world.nowMs += 1_000;
  return { world, file };
}

function accepted(world: World, tag = '1'): Digest | null {
  return world.history.of(`${APP}:${tag}`).accepted;
}

function glob(text: string): Pattern {
  const compiled = compileGlob(text);
  if (!compiled.ok) throw new Error(compiled.why);
  return compiled.value;
}

describe('what one mirror has as wanted is accepted', () => {
  test.each([
    ['under its digest', ''],
    ['under its tag', ', allowMirrorByTags: true'],
  ])('%s, although another mirror failed', async (_how, more) => {
    const { world, file } = await movedOn(['eu', 'us'], more);
    world.interfere('us.example.com', fails('writeManifest', failure('refused'), { times: 9 }));
    expect(ends((await world.sync(file)).outcomes)).toEqual(['eu copied', 'us failed']);
    expect(accepted(world)).toBe(newer.root.digest);
  });

  test('when it came back to be tried a second time', async () => {
    const { world, file } = await movedOn(['eu']);
    world.interfere(EU, fails('probeBlob', failure('unavailable')));
    expect(ends((await world.sync(file)).outcomes)).toEqual(['eu copied']);
    expect(accepted(world)).toBe(newer.root.digest);
  });

  test('when only its tag had to be set', async () => {
    const { world, file } = await movedOn(['eu'], ', allowMirrorByTags: true');
    await world.sync(file);
    world.registry(EU).content.repositories.get('app')?.tags.clear();
    world.history.accept(`${APP}:1`, older.root.digest);
    expect((await world.sync(file)).outcomes).toMatchObject([{ outcome: 'copied', bytes: 0 }]);
    expect(accepted(world)).toBe(newer.root.digest);
  });

  test('when it was there already and nothing was done', async () => {
    const { world, file } = await movedOn(['eu']);
    await world.sync(file);
    world.history.accept(`${APP}:1`, older.root.digest);
    expect(ends((await world.sync(file)).outcomes)).toEqual(['eu up-to-date']);
    expect(accepted(world)).toBe(newer.root.digest);
  });
});

describe('what no mirror has is not accepted', () => {
  test('a tag that could not be set is not, though its image arrived', async () => {
    const { world, file } = await movedOn(['eu'], ', allowMirrorByTags: true');
    world.interfere(EU, fails('tag', failure('denied'), { times: 9 }));
    expect(ends((await world.sync(file)).outcomes)).toEqual(['eu failed']);
    expect(accepted(world)).toBe(older.root.digest);
  });

  test('rows that `--image` leaves out are not', async () => {
    const world = worldWith({ a: older, b: newer });
    const file = manifest(['eu'], `  - { source: ${APP}, tags: [a, b] }`);
    await world.sync(file, { selection: { mirrors: [], images: [glob('**/app:a')] } });
    expect([accepted(world, 'a'), accepted(world, 'b')]).toEqual([older.root.digest, null]);
  });

  test('the copy stage decides nothing: it leaves that to the end of the run', async () => {
    const { world, file } = await movedOn(['eu']);
    const context = world.context(file);
    const { rows } = await resolve(context, neverAborted());
    const { outcomes } = await copy(makePlan(rows, context).steps, context, neverAborted());
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(context.history.of(`${APP}:1`).accepted).toBe(older.root.digest);
  });
});

test('a run that is stopped accepts what it has finished, and nothing of what it has not', async () => {
  const world = new World();
  world.push(SOURCE, 'app', { tree: older, tag: '1' });
  world.push(SOURCE, 'late', { tree: newer, tag: '1' });
  const file = manifest(['eu'], `  - ${APP}:1\n  - ${SOURCE}/late:1`);
  const stop = new AbortController();
  let release = () => {};
  const firstIsDone = new Promise<void>((resolve) => {
    release = resolve;
  });
  world.interfere(EU, async ({ method, place }) => {
    if (method !== 'send' || !place.endsWith('/late')) return;
    await firstIsDone;
    stop.abort('SIGTERM');
    throw failure('aborted');
  });
  const { outcomes } = await world.sync(file, { onOutcome: () => release() }, stop.signal);
  expect(ends(outcomes)).toEqual(['eu copied', 'eu deferred']);
  expect(accepted(world)).toBe(older.root.digest);
  expect(world.history.of(`${SOURCE}/late:1`).accepted).toBeNull();
});

describe('rows that others stand for', () => {
  const entries = (more: string) =>
    `  - { source: ${APP}, digests: ["${older.root.digest}"] }\n  - { source: ${APP}, tags: ["1"]${more} }`;

  test('are accepted with them', async () => {
    const world = worldWith({ 1: older });
    const { outcomes } = await world.sync(manifest(['eu'], entries('')));
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(accepted(world)).toBe(older.root.digest);
  });

  test('are not accepted when they were not carried out either', async () => {
    const world = worldWith({ 1: older });
    world.interfere(EU, fails('writeManifest', failure('refused'), { times: 9 }));
    const { outcomes } = await world.sync(manifest(['eu'], entries('')));
    expect(ends(outcomes)).toEqual(['eu failed']);
    expect(accepted(world)).toBeNull();
  });
});
