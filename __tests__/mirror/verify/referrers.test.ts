/** Referrers in `verify`: what mirrors list is walked, what they lack is told, and `--repair` brings it back. */
import { describe, expect, test } from '@jest/globals';
import { findingsOfWalks } from '../../../src/mirror/verify/findings.ts';
import { repair } from '../../../src/mirror/verify/repair.ts';
import { findingsWithRepairs } from '../../../src/mirror/verify/repair-findings.ts';
import { fails, failure } from '../../fakes/faulty-target.ts';
import type { ImageTree } from '../../fixtures/image-tree.ts';
import { makeImage } from '../../fixtures/images.ts';
import { cosignBundle, cosignSignature, orasReferrer, referrerTag, SPDX } from '../../fixtures/referrers.ts';
import { ends, manifest, neverAborted, rulesOf, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'verify/referrers' });
const sbom = orasReferrer(image.root, SPDX);
const signature = cosignBundle(image.root, 'https://sigstore.dev/cosign/sign/v1');
const onSbom = cosignBundle(sbom.root, 'https://sigstore.dev/cosign/sign/v1');
const legacy = cosignSignature(image.root, 'one');
const EU = 'eu.example.com';
const US = 'us.example.com';
const TAG = referrerTag(image.root, '.sig');

const file = (more = '') =>
  manifest(['eu', 'us'], `  - { source: "${SOURCE}/app", digests: ["${image.root.digest}"]${more} }`);

async function synced(...referrers: readonly ImageTree[]): Promise<World> {
  const world = new World();
  for (const tree of [image, ...referrers]) world.push(SOURCE, 'app', { tree });
  world.push(SOURCE, 'app', { tree: legacy, tag: TAG });
  await world.sync(file());
  world.calls.length = 0;
  return world;
}

function lose(world: World, host: string, tree: ImageTree): void {
  world.registry(host).content.repositories.get('app')?.manifests.delete(tree.root.digest);
}

describe('verify', () => {
  test('finds nothing where all is there, and asks no source', async () => {
    const world = await synced(sbom, signature, onSbom);
    const verified = await world.verify(file());
    expect(findingsOfWalks(verified)).toEqual([]);
    expect(ends(verified.map(({ outcome }) => outcome))).toEqual(['eu complete', 'us complete']);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
    const kinds = verified.map(({ referrers }) => referrers?.listed.map(({ kind }) => kind).sort());
    expect(kinds).toEqual([
      ['sbom', 'signature', 'signature', 'signature'],
      ['sbom', 'signature', 'signature', 'signature'],
    ]);
  });

  test('tells what one mirror lacks, as a warning, also without memory', async () => {
    const world = await synced(sbom, signature);
    lose(world, EU, signature);
    for (const more of [{}, { carried: new World().carried }]) {
      const findings = findingsOfWalks(await world.verify(file(), { more }));
      expect(findings).toMatchObject([
        { rule: 'referrer-missing', severity: 'warning', mirror: 'eu', affects: [signature.root.digest] },
      ]);
    }
  });

  test('tells what all mirrors have lost, by what a sync remembered', async () => {
    const world = await synced(sbom);
    for (const host of [EU, US]) {
      lose(world, host, sbom);
      world.registry(host).content.repositories.get('app')?.tags.delete(TAG);
    }
    const findings = findingsOfWalks(await world.verify(file()));
    expect(findings.map(({ mirror, affectedCount }) => [mirror, affectedCount])).toEqual([
      ['eu', 2],
      ['us', 2],
    ]);
  });

  test('is an error where a signature policy needs it', async () => {
    const world = await synced(sbom, signature);
    lose(world, EU, signature);
    const more = {
      isReferrerRequired: (_image: unknown, { kind }: { kind: string }) => kind === 'signature',
    };
    expect(findingsOfWalks(await world.verify(file(), { more }))).toMatchObject([
      { rule: 'referrer-missing', severity: 'error' },
    ]);
  });

  test('walks a listed referrer to its last blob', async () => {
    const world = await synced(sbom);
    const [blob] = [...sbom.blobs.keys()].slice(-1);
    if (blob === undefined) throw new Error('no blob');
    const { content } = world.registry(EU);
    content.blobs.set(blob, { sizeBytes: content.blobs.get(blob)?.sizeBytes ?? 0, bytes: null });
    const verified = await world.verify(file());
    expect(ends(verified.map(({ outcome }) => outcome))).toEqual(['eu incomplete', 'us complete']);
    const findings = findingsOfWalks(verified);
    expect(findings).toMatchObject([{ rule: 'blob-missing', mirror: 'eu', digest: blob }]);
    expect(findings[0]?.message).toContain('referrer of');
  });

  test('looks at none with referrers: report and ignore', async () => {
    for (const policy of ['report', 'ignore']) {
      const world = await synced(sbom);
      lose(world, EU, sbom);
      expect(findingsOfWalks(await world.verify(file(`, referrers: ${policy}`)))).toEqual([]);
      expect(world.count('referrers')).toBe(0);
    }
  });

  test('tells of a mirror that does not say what it has, and calls nothing missing there', async () => {
    const world = await synced(sbom);
    world.interfere(EU, fails('referrers', failure('denied'), { times: 99 }));
    expect(findingsOfWalks(await world.verify(file()))).toMatchObject([
      { rule: 'referrers-unreadable', severity: 'warning', mirror: 'eu' },
    ]);
  });

  test('has the next sync look, however well all was proven', async () => {
    const world = await synced(sbom);
    lose(world, EU, sbom);
    await world.verify(file());
    const { outcomes } = await world.sync(file());
    expect(ends(outcomes)).toEqual(['eu copied', 'us up-to-date']);
    expect(findingsOfWalks(await world.verify(file()))).toEqual([]);
  });
});

describe('verify --repair', () => {
  test('brings back what is missing from another mirror, without the source', async () => {
    const world = await synced(sbom, signature, onSbom);
    for (const tree of [signature, onSbom, sbom]) lose(world, EU, tree);
    world.registry(EU).content.repositories.get('app')?.tags.delete(TAG);
    const verified = await world.verify(file());
    world.calls.length = 0;
    const context = world.context(file(), { asks: 'never' });
    const options = { depth: 'probe' as const, isOldestFirst: false };
    const repaired = await repair(verified, options, { context, signal: neverAborted() });
    expect(ends(repaired.steps.map(({ after }) => after.outcome))).toEqual(['eu repaired']);
    expect(findingsWithRepairs(verified, repaired)).toMatchObject([
      { rule: 'referrer-missing', severity: 'note', repaired: {} },
    ]);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
    expect(rulesOf(findingsOfWalks(await world.verify(file())))).toEqual([]);
    expect(world.tagsOf(EU, 'app')[TAG]).toBe(legacy.root.digest);
  });
});
