/** `verify` under a signature policy: what each mirror itself serves beside an image is judged. */
import { describe, expect, test } from '@jest/globals';
import type { RunContext } from '../../../src/mirror/context.ts';
import { findingsOfFailures } from '../../../src/mirror/copy/failures.ts';
import { judgeOnMirrors } from '../../../src/mirror/signatures/on-mirrors.ts';
import { repair } from '../../../src/mirror/verify/repair.ts';
import { failure } from '../../fakes/faulty-target.ts';
import { makeImage } from '../../fixtures/images.ts';
import { referrerTag } from '../../fixtures/referrers.ts';
import { signedByKey } from '../../fixtures/signed.ts';
import { trustOf } from '../../signatures/judging.ts';
import { keyPair } from '../../signatures/signing-kit.ts';
import { ends, manifest, neverAborted, SOURCE, World } from '../world.ts';

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

async function judge(
  world: World,
  spoil: () => void = () => undefined,
  open: RunContext['openTrust'] = openTrust,
) {
  const verified = await world.verify(file);
  spoil();
  const context = world.context(file, { asks: 'never', openTrust: open });
  return judgeOnMirrors(verified, { context, signal: neverAborted() });
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

  test('is not called good where nothing is there to judge by: one cause, one finding', async () => {
    const world = await synced();
    const { steps } = await judge(
      world,
      () => undefined,
      () => Promise.reject(failure('unavailable')),
    );
    const outcomes = steps.map(({ outcome }) => outcome);
    expect(ends(outcomes)).toEqual(['eu failed', 'us failed']);
    expect(findingsOfFailures(outcomes, 'verify')).toMatchObject([
      {
        rule: 'copy-failed',
        message: expect.stringContaining('its signatures cannot be judged'),
        affects: [`${SOURCE}/app@${image.root.digest}`],
      },
    ]);
  });
});

describe('a repair', () => {
  test.each([
    ['brings back an image that is signed', true, ['eu repaired']],
    ['pushes nothing of one that is not, and says so', false, ['eu incomplete']],
  ])('%s', async (_what, isSigned, ended) => {
    const world = await synced();
    if (!isSigned) world.registry(SOURCE).content.repositories.get('app')?.tags.delete(TAG);
    const lost = world.registry(EU).content.repositories.get('app');
    lost?.manifests.clear();
    lost?.tags.clear();
    const verified = await world.verify(file);
    world.calls.length = 0;
    const context = world.context(file, { asks: 'never', openTrust });
    const options = { depth: 'probe' as const, isOldestFirst: false };
    const { steps } = await repair(verified, options, { context, signal: neverAborted() });
    expect(ends(steps.map(({ after }) => after.outcome))).toEqual(ended);
    const writes = world.calls.filter(({ method }) => method === 'writeManifest' || method === 'tag');
    expect(writes.length > 0).toBe(isSigned);
    if (!isSigned) expect(steps[0]?.obstacle?.message).toContain('signature-missing');
  });
});
