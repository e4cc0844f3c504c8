import { describe, expect, test } from '@jest/globals';
import { fails, failure } from '../fakes/faulty-target.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { ends, keepTag, manifest, rulesOf, SOURCE, World } from './world.ts';

const amd64 = makeImage({ seed: 'x' });
const arm64 = makeImage({ seed: 'x', platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } });
const index = makeIndex([amd64, arm64], { attestations: true });
const EU = 'eu.example.com';

function omitting(platforms: string, more = '') {
  return manifest(
    ['eu'],
    `  - { source: ${SOURCE}/app, tags: ["1@${index.root.digest}"], platforms: [${platforms}], index: omit${more} }`,
  );
}

function worldWithIndex(): World {
  const world = new World();
  world.push(SOURCE, 'app', { tree: index, tag: '1' });
  return world;
}

describe('index: omit', () => {
  test('with one platform makes that child what the tag is wanted to be', async () => {
    const world = worldWithIndex();
    const { outcomes, findings } = await world.sync(omitting('linux/amd64', ', allowMirrorByTags: true'));
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(findings).toEqual([]);
    expect(world.tagsOf(EU, 'app')).toEqual({ 1: amd64.root.digest });
    expect(world.missing(EU, 'app', amd64.root.digest)).toEqual([]);
    expect(world.missing(EU, 'app', index.root.digest)).toEqual([index.root.digest]);
  });

  test('with several manages no tag: each child is a row with its own keep tag', async () => {
    const world = worldWithIndex();
    const file = omitting('linux/amd64, linux/arm64', ', allowMirrorByTags: true');
    const { rows, outcomes } = await world.sync(file);
    expect(rows.map(({ tag, wanted }) => [tag, wanted])).toEqual([
      [null, amd64.root.digest],
      [null, arm64.root.digest],
    ]);
    expect(ends(outcomes)).toEqual(['eu copied', 'eu copied']);
    expect(world.tagsOf(EU, 'app')).toEqual({
      [keepTag(amd64.root.digest)]: amd64.root.digest,
      [keepTag(arm64.root.digest)]: arm64.root.digest,
    });
  });

  test('reads the index once and remembers what it kept', async () => {
    const world = worldWithIndex();
    await world.sync(omitting('linux/amd64'));
    expect(world.calls.filter(({ what }) => what === index.root.digest)).toHaveLength(1);
    world.calls.length = 0;
    const { outcomes } = await world.sync(omitting('linux/amd64'));
    expect(ends(outcomes)).toEqual(['eu up-to-date']);
    expect(world.calls.map(({ method, place }) => `${method} ${place}`)).toEqual([`resolve ${EU}/app`]);
  });

  test('leaves an image that is no index as it is', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: amd64, tag: '1' });
    const file = manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, tags: ["1@${amd64.root.digest}"], platforms: [linux/amd64], index: omit }`,
    );
    const { rows } = await world.sync(file);
    expect(rows.map(({ wanted }) => wanted)).toEqual([amd64.root.digest]);
    expect(world.missing(EU, 'app', amd64.root.digest)).toEqual([]);
  });

  test('remembers that an image is no index: the next run does not ask the source', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: amd64, tag: '1' });
    const file = manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, tags: ["1@${amd64.root.digest}"], platforms: [linux/amd64], index: omit }`,
    );
    await world.sync(file);
    world.calls.length = 0;
    const { outcomes } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu up-to-date']);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
  });

  test('does not take the tag that it moved itself for somebody else’s', async () => {
    const world = worldWithIndex();
    const file = manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, tags: ["1"], allowMirrorByTags: true, platforms: [linux/amd64], index: omit }`,
    );
    await world.sync(file);
    const newer = makeImage({ seed: 'newer' });
    world.push(SOURCE, 'app', { tree: makeIndex([newer, arm64]), tag: '1' });
    world.nowMs += 1000;
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(world.tagsOf(EU, 'app')).toEqual({ 1: newer.root.digest });
    expect(rulesOf(findings)).toEqual(['no-lock']);
  });
});

describe('index: omit fails a row, and never loses it', () => {
  test('when a platform is not in the index', async () => {
    const world = worldWithIndex();
    const { outcomes, findings } = await world.sync(omitting('linux/amd64, linux/s390x'));
    expect(ends(outcomes)).toEqual(['eu failed']);
    expect(rulesOf(findings)).toEqual(['copy-failed']);
  });

  test('when a platform is only in an index inside the index', async () => {
    const world = new World();
    const nested = makeIndex([
      makeIndex([amd64, arm64]),
      makeImage({ seed: 'windows', platform: { os: 'windows', architecture: 'amd64' } }),
    ]);
    world.push(SOURCE, 'app', { tree: nested, tag: '1' });
    for (const platforms of ['linux/amd64', 'windows/amd64, linux/amd64']) {
      const file = manifest(
        ['eu'],
        `  - { source: ${SOURCE}/app, tags: ["1@${nested.root.digest}"], platforms: [${platforms}], index: omit }`,
      );
      const { outcomes, findings } = await world.sync(file);
      expect(ends(outcomes)).toEqual(['eu failed']);
      expect(rulesOf(findings)).toEqual(['copy-failed']);
    }
  });

  test('when the index cannot be read', async () => {
    const world = worldWithIndex();
    world.interfere(SOURCE, fails('readManifest', failure('unavailable'), { times: 9 }));
    const { outcomes, findings } = await world.sync(omitting('linux/amd64'));
    expect(ends(outcomes)).toEqual(['eu failed']);
    expect(rulesOf(findings)).toEqual(['copy-failed']);
  });

  test('when stopped: it is deferred', async () => {
    const world = worldWithIndex();
    const stop = new AbortController();
    world.interfere(SOURCE, () => stop.abort('SIGINT'));
    const { outcomes, findings } = await world.sync(omitting('linux/amd64'), {}, stop.signal);
    expect(ends(outcomes)).toEqual(['eu deferred']);
    expect(findings).toEqual([]);
  });
});
