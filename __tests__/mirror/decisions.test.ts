import { describe, expect, test } from '@jest/globals';
import { makeImage } from '../fixtures/images.ts';
import { ends, keepTag, manifest, rulesOf, SOURCE, World } from './world.ts';

const [older, newer] = [makeImage({ seed: 'older', layers: 1 }), makeImage({ seed: 'newer', layers: 1 })];
const EU = 'eu.example.com';
const APP = `${SOURCE}/app`;

function worldWith(tags: Readonly<Record<string, typeof older>>): World {
  const world = new World();
  for (const [tag, tree] of Object.entries(tags)) world.push(SOURCE, 'app', { tree, tag });
  return world;
}

describe('rows of one digest', () => {
  test('that several entries want are one row, which stands for all of their tags', async () => {
    const world = worldWith({ one: older, two: older });
    const { rows, outcomes } = await world.sync(manifest(['eu'], `  - ${APP}:one\n  - ${APP}:two`));
    expect(rows.map(({ sourceTags }) => sourceTags)).toEqual([['one', 'two']]);
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(world.history.of(`${APP}:two`).accepted).toBe(older.root.digest);
  });

  test('keep a pin that a refused tag of the same digest would hide', async () => {
    const world = worldWith({ t: older });
    const file = (more = '') => manifest(['eu'], `  - { source: ${APP}, tags: [t] }${more}`);
    await world.sync(file());
    world.push(SOURCE, 'app', { tree: newer, tag: 't' });
    world.nowMs += 1000;
    await world.sync(file());
    world.push(SOURCE, 'app', { tree: older, tag: 't' });
    const { outcomes, findings } = await world.sync(file(`\n  - ${APP}@${older.root.digest}`));
    expect(ends(outcomes)).toEqual(['eu refused', 'eu up-to-date']);
    expect(rulesOf(findings)).toContain('tag-rollback');
  });

  test('that make a tag mean two things are refused, both of them', async () => {
    const world = worldWith({ '1.1.0': newer });
    world.push(SOURCE, 'app', { tree: older });
    const entries = [
      `  - { source: ${APP}, tags: ["1.1.0@${older.root.digest}"] }`,
      `  - { source: ${APP}, select: { semver: ">=1" } }`,
    ];
    const file = manifest(['eu'], entries.join('\n'), 'allowMirrorByTags: true');
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu refused', 'eu refused']);
    expect(rulesOf(findings)).toContain('manifest-invalid');
    expect(world.tagsOf(EU, 'app')).toEqual({});
  });
});

describe('the rollback guard', () => {
  test('knows what a skipped row was accepted to mean', async () => {
    const world = worldWith({ a: older, b: newer });
    const file = manifest(['eu'], `  - { source: ${APP}, tags: [a, b] }`);
    await world.sync(file);
    world.push(SOURCE, 'app', { tree: newer, tag: 'a' });
    world.nowMs += 1000;
    await world.sync(file);
    expect(world.history.of(`${APP}:a`).accepted).toBe(newer.root.digest);
    world.push(SOURCE, 'app', { tree: older, tag: 'a' });
    const { findings } = await world.sync(file);
    expect(rulesOf(findings)).toContain('tag-rollback');
  });
});

describe('the anchor', () => {
  test('is set too where the tag that could hold the root never moves', async () => {
    const world = worldWith({ '1.0.0': newer });
    world.push(EU, 'app', { tree: older, tag: '1.0.0' });
    const images = `  - { source: ${APP}, tags: ["1.0.0@${newer.root.digest}"], digests: ["${newer.root.digest}"], immutable: "^1" }`;
    const { findings } = await world.sync(manifest(['eu'], images, 'allowMirrorByTags: true'));
    expect(rulesOf(findings)).toContain('tag-immutable');
    expect(world.tagsOf(EU, 'app')[keepTag(newer.root.digest)]).toBe(newer.root.digest);
  });
});

describe('a pull-through cache', () => {
  test('that does not answer is told', async () => {
    const world = worldWith({ t: older });
    const file = manifest(['eu'], `  - { source: ${APP}, tags: [t], allowMirrorByTags: true }`);
    const [eu] = file.mirrors;
    if (eu === undefined) throw new Error('no mirror');
    world.interfere(EU, () => {
      throw Object.assign(new Error('down'), { name: 'AbortError' });
    });
    const { outcomes } = await world.sync({ ...file, mirrors: [{ ...eu, kind: 'cache' }] });
    expect(ends(outcomes)).toEqual(['eu failed']);
  });
});
