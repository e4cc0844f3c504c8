/** `verify` under a signature policy: what each mirror itself serves beside an image is judged. */
import { describe, expect, test } from '@jest/globals';
import { judgeOnMirrors } from '../../../src/mirror/signatures/on-mirrors.ts';
import { failure } from '../../fakes/faulty-target.ts';
import { makeImage } from '../../fixtures/images.ts';
import { referrerTag } from '../../fixtures/referrers.ts';
import { signedByKey } from '../../fixtures/signed.ts';
import { trustOf } from '../../signatures/judging.ts';
import { keyPair } from '../../signatures/signing-kit.ts';
import { manifest, neverAborted, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'on-mirrors' });
const key = keyPair();
const stranger = keyPair();
const EU = 'eu.example.com';
const TAG = referrerTag(image.root, '.sig');
const file = manifest(
  ['eu', 'us'],
  `  - { source: "${SOURCE}/app", digests: ["${image.root.digest}"] }`,
  `signatures:\n  policies:\n    - { image: "${SOURCE}/**", signedBy: [{ key: a.pub, log: ignored }] }\n`,
);
const openTrust = () => trustOf(null, { 'a.pub': key });

async function synced(): Promise<World> {
  const world = new World();
  world.push(SOURCE, 'app', { tree: image });
  world.push(SOURCE, 'app', { tree: signedByKey(image.root, key), tag: TAG });
  await world.sync(file, { openTrust });
  world.calls.length = 0;
  return world;
}

async function judge(world: World, spoil: () => void = () => undefined) {
  const verified = await world.verify(file);
  spoil();
  const context = world.context(file, { asks: 'never', openTrust });
  return judgeOnMirrors(verified, await openTrust(), { context, signal: neverAborted() });
}

describe('a mirror', () => {
  test('that serves the signature is fine, and no source is asked', async () => {
    const world = await synced();
    const { steps, findings } = await judge(world);
    expect(findings).toEqual([]);
    expect(steps.map(({ outcome }) => outcome.outcome)).toEqual(['complete', 'complete']);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
  });

  test('that lost it is named', async () => {
    const world = await synced();
    world.registry(EU).content.repositories.get('app')?.tags.delete(TAG);
    const { findings } = await judge(world);
    expect(findings).toMatchObject([
      { rule: 'signature-missing', severity: 'error', mirror: 'eu', digest: image.root.digest },
    ]);
  });

  test('where somebody put another one says so', async () => {
    const world = await synced();
    world.push(EU, 'app', { tree: signedByKey(image.root, stranger), tag: TAG });
    const { findings } = await judge(world);
    expect(findings).toMatchObject([{ rule: 'signature-invalid', mirror: 'eu' }]);
  });

  test('that was not reached has no finding about signatures', async () => {
    const world = await synced();
    world.interfere(EU, () => {
      throw failure('unavailable');
    });
    const { steps, findings } = await judge(world);
    expect(findings).toEqual([]);
    expect(steps.map(({ outcome }) => outcome.outcome)).toEqual(['failed', 'complete']);
  });

  test('that goes away in between has failed', async () => {
    const world = await synced();
    const { steps, findings } = await judge(world, () =>
      world.interfere(EU, () => {
        throw failure('unavailable');
      }),
    );
    expect(findings).toEqual([]);
    expect(steps.map(({ outcome }) => outcome.outcome)).toEqual(['failed', 'complete']);
    expect(steps[0]?.outcome.failure).toMatchObject({ side: 'mirror' });
  });
});
