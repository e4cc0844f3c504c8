/** Referrers in `drift`: new signatures on an unchanged image, asked for only when due. */
import { describe, expect, test } from '@jest/globals';
import type { MirrorFile } from '../../../src/files/mirrorfile.ts';
import type { Finding } from '../../../src/finding.ts';
import { compareReferrers } from '../../../src/mirror/drift/referrers.ts';
import { resolve } from '../../../src/mirror/resolve.ts';
import { fails, failure } from '../../fakes/faulty-target.ts';
import { makeImage } from '../../fixtures/images.ts';
import { cosignBundle, cosignSignature, orasReferrer, referrerTag, SPDX } from '../../fixtures/referrers.ts';
import { DAY_MS, ends, manifest, neverAborted, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'drift/referrers' });
const sbom = orasReferrer(image.root, SPDX);
const signature = cosignBundle(image.root, 'https://sigstore.dev/cosign/sign/v1');
const TAG = referrerTag(image.root, '.sig');
const file = manifest(['eu', 'us'], `  - { source: "${SOURCE}/app", tags: ["1"], allowMirrorByTags: true }`);

async function drift(world: World, of: MirrorFile = file): Promise<readonly Finding[]> {
  const context = world.context(of, { asks: 'always' });
  const { rows } = await resolve(context, neverAborted());
  world.calls.length = 0;
  return compareReferrers(rows, context, neverAborted());
}

async function synced(): Promise<World> {
  const world = new World();
  world.push(SOURCE, 'app', { tree: image, tag: '1' });
  world.push(SOURCE, 'app', { tree: sbom });
  await world.sync(file);
  return world;
}

describe('drift', () => {
  test('asks nothing of anybody while a sync is fresh', async () => {
    const world = await synced();
    world.push(SOURCE, 'app', { tree: signature });
    expect(await drift(world)).toEqual([]);
    expect(world.calls).toEqual([]);
  });

  test('tells a new signature on an unchanged image once that is due, at one request per root and mirror', async () => {
    const world = await synced();
    world.push(SOURCE, 'app', { tree: signature });
    world.nowMs += 8 * DAY_MS;
    const findings = await drift(world);
    expect(findings).toMatchObject([
      { rule: 'referrer-missing', severity: 'warning', mirror: 'eu', affects: [signature.root.digest] },
      { rule: 'referrer-missing', severity: 'warning', mirror: 'us', affects: [signature.root.digest] },
    ]);
    expect(findings[0]?.message).toContain('1 of them new at the source');
    const asked = (host: string) =>
      world.calls.filter(({ place, method }) => place.startsWith(host) && method !== 'tags').length;
    expect(asked(SOURCE)).toBe(1);
  });

  test('goes on telling it until a sync has brought it, and asks the source no more', async () => {
    const world = await synced();
    world.push(SOURCE, 'app', { tree: signature });
    world.nowMs += 8 * DAY_MS;
    await drift(world);
    const again = await drift(world);
    expect(again).toHaveLength(2);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
    const { outcomes } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu copied', 'us copied']);
    expect(await drift(world)).toEqual([]);
    const [[, carried] = []] = world.carried.entries();
    expect(carried?.referrers.map(({ kind }) => kind)).toEqual(['signature', 'sbom']);
  });

  test('is quiet where all is there, and remembers that', async () => {
    const world = await synced();
    world.nowMs += 8 * DAY_MS;
    expect(await drift(world)).toEqual([]);
    expect(world.count('referrers', 'eu')).toBe(1);
    expect(await drift(world)).toEqual([]);
    expect(world.calls).toEqual([]);
  });

  test('sees tags of cosign that are new', async () => {
    const world = await synced();
    world.push(SOURCE, 'app', { tree: cosignSignature(image.root, 'one'), tag: TAG });
    world.nowMs += 8 * DAY_MS;
    expect(await drift(world)).toMatchObject([{ affects: [TAG] }, { affects: [TAG] }]);
  });

  test('before any sync does not keep a later one from looking at children', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: image, tag: '1' });
    world.push('eu.example.com', 'app', { tree: image, tag: '1' });
    world.push(SOURCE, 'app', { tree: sbom });
    expect(await drift(world)).toMatchObject([{ rule: 'referrer-missing', mirror: 'eu' }]);
    expect(world.carried.entries()[0]?.[1]).toMatchObject({ wholeAtMs: 0, count: 1 });
    world.calls.length = 0;
    await world.sync(file);
    expect(world.count('referrers', SOURCE)).toBeGreaterThan(1);
  });

  test('tells where nobody says what there is', async () => {
    const world = await synced();
    world.nowMs += 8 * DAY_MS;
    world.interfere(SOURCE, fails('referrers', failure('unauthorized'), { times: 9 }));
    expect(await drift(world)).toMatchObject([{ rule: 'referrers-unreadable', severity: 'warning' }]);
    world.interfere(SOURCE, null);
    world.interfere('eu.example.com', fails('referrers', failure('denied'), { times: 9 }));
    expect(await drift(world)).toMatchObject([{ rule: 'referrers-unreadable', mirror: 'eu' }]);
  });

  test.each(['report', 'ignore'])('asks nothing with referrers: %s', async (policy) => {
    const world = await synced();
    world.nowMs += 8 * DAY_MS;
    const other = manifest(
      ['eu'],
      `  - { source: "${SOURCE}/app", tags: ["1"], allowMirrorByTags: true, referrers: ${policy} }`,
    );
    expect(await drift(world, other)).toEqual([]);
    expect(world.calls).toEqual([]);
  });
});
