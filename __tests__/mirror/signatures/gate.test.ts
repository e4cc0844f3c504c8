/** `sync` under a signature policy: nothing of an image is pushed before what must be signed is known to be. */

import { describe, expect, test } from '@jest/globals';
import { toMirrorError } from '../../../src/errors.ts';
import type { RunContext } from '../../../src/mirror/context.ts';
import { IndexMemory } from '../../../src/mirror/index-memory.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { failure } from '../../fakes/faulty-target.ts';
import { type ImageTree, OCI_INDEX } from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { orasReferrer, referrerTag, SPDX } from '../../fixtures/referrers.ts';
import { bundleOn, signedByKey } from '../../fixtures/signed.ts';
import { trustOf } from '../../signatures/judging.ts';
import { ISSUER, keyPair, SigningKit, WORKFLOW } from '../../signatures/signing-kit.ts';
import { DAY_MS, ends, manifest, rulesOf, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'gate' });
const free = makeImage({ seed: 'gate/free' });
const key = keyPair();
const stranger = keyPair();
const HOSTS = ['eu.example.com', 'us.example.com'];

function policies(signer: string, glob = `${SOURCE}/acme/**`): string {
  return `signatures:\n  policies:\n    - { image: "${glob}", signedBy: [${signer}] }\n`;
}

const BY_KEY = '{ key: a.pub, log: ignored }';

const file = (more = policies(BY_KEY), mirrors = ['eu', 'us']) =>
  manifest(
    mirrors,
    [
      `  - { source: "${SOURCE}/acme/app", digests: ["${image.root.digest}"] }`,
      `  - { source: "${SOURCE}/free", digests: ["${free.root.digest}"] }`,
    ].join('\n'),
    more,
  );

const openTrust = () => trustOf(null, { 'a.pub': key });

function worldWith(...signatures: readonly ImageTree[]): World {
  const world = new World();
  world.push(SOURCE, 'acme/app', { tree: image });
  world.push(SOURCE, 'free', { tree: free });
  const [first] = signatures;
  if (first !== undefined)
    world.push(SOURCE, 'acme/app', { tree: first, tag: referrerTag(image.root, '.sig') });
  return world;
}

const sync = (world: World, more: Partial<RunContext> = {}) => world.sync(file(), { openTrust, ...more });

/** Everything that was asked to be written to `repository` on any mirror, and what lies there. */
function pushed(world: World, repository = 'acme/app'): readonly unknown[] {
  const writing = ['beginUpload', 'writeManifest', 'tag', 'attach', 'checkPush'];
  const calls = world.calls.filter(
    ({ method, place }) =>
      writing.includes(method) && HOSTS.some((host) => place === `${host}/${repository}`),
  );
  const held = HOSTS.flatMap((host) => {
    const there = world.registry(host).content.repositories.get(repository);
    return there === undefined ? [] : [...there.manifests.keys(), ...there.tags.keys()];
  });
  return [...calls, ...held];
}

const CLOSED = ['eu refused', 'us refused', 'eu copied', 'us copied'];

describe('an image of a policy', () => {
  test('that is signed is copied with its signature', async () => {
    const world = worldWith(signedByKey(image.root, key));
    const { outcomes, findings } = await sync(world);
    expect(ends(outcomes)).toEqual(['eu copied', 'us copied', 'eu copied', 'us copied']);
    expect(rulesOf(findings)).toEqual([]);
    for (const host of HOSTS) {
      expect(world.missing(host, 'acme/app', image.root.digest)).toEqual([]);
      expect(world.tagsOf(host, 'acme/app')).toHaveProperty([referrerTag(image.root, '.sig')]);
    }
  });

  test('without a signature goes nowhere; others do', async () => {
    const world = worldWith();
    const { outcomes, findings } = await sync(world);
    expect(ends(outcomes)).toEqual(CLOSED);
    expect(outcomes[0]?.reason).toContain('signature-missing');
    expect(pushed(world)).toEqual([]);
    expect(pushed(world, 'free')).not.toEqual([]);
    // one image, one finding, whatever the mirrors
    expect(findings).toMatchObject([
      { rule: 'signature-missing', severity: 'error', digest: image.root.digest, at: { line: 4 } },
    ]);
    expect(findings[0]).not.toHaveProperty('mirror');
  });

  test.each([
    ['by another key', () => signedByKey(image.root, stranger), 'fits no key of the policy'],
    ['about another digest', () => signedByKey(free.root, key), `is about ${free.root.digest} instead`],
  ])('with a signature %s goes nowhere', async (_what, signature, why) => {
    const world = worldWith(signature());
    const { outcomes, findings } = await sync(world);
    expect(ends(outcomes)).toEqual(CLOSED);
    expect(pushed(world)).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'signature-invalid', message: expect.stringContaining(why) }]);
  });

  test('with something else under the tag of its signature lacks one', async () => {
    const world = worldWith(orasReferrer(image.root, SPDX));
    const { findings } = await sync(world);
    expect(rulesOf(findings)).toEqual(['signature-missing']);
  });

  test('is told once, also where a mirror answers only at the end', async () => {
    const world = worldWith();
    let asked = 0;
    world.interfere('eu.example.com', ({ method }) => {
      if (method !== 'resolve') return;
      asked += 1;
      if (asked <= 2) throw failure('unavailable');
    });
    const { outcomes, findings } = await sync(world);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'copied', 'copied']);
    expect(rulesOf(findings).filter((rule) => rule.startsWith('signature-'))).toEqual(['signature-missing']);
    expect(pushed(world)).toEqual([]);
  });
});

describe('not knowing is not a signature', () => {
  test.each(['tags', 'referrers', 'readManifest', 'readSmallBlob'] as const)(
    'a source that does not answer %s fails the image',
    async (method) => {
      const world = worldWith(signedByKey(image.root, key));
      world.interfere(SOURCE, (call) => {
        if (call.method === method && call.place === `${SOURCE}/acme/app`) throw failure('unavailable');
      });
      const { outcomes, findings } = await sync(world);
      expect(ends(outcomes)).toEqual(['eu failed', 'us failed', 'eu copied', 'us copied']);
      expect(pushed(world)).toEqual([]);
      expect(rulesOf(findings)).toEqual(['copy-failed']);
    },
  );

  test('a signature that is listed and cannot be served is none', async () => {
    const tree = signedByKey(image.root, key);
    const world = worldWith(tree);
    world.interfere(SOURCE, ({ method, what }) => {
      if (method === 'readManifest' && what === tree.root.digest) throw failure('not-found');
    });
    const { outcomes, findings } = await sync(world);
    expect(ends(outcomes)).toEqual(CLOSED);
    expect(pushed(world)).toEqual([]);
    expect(findings).toMatchObject([
      { rule: 'signature-invalid', message: expect.stringContaining('cannot be served') },
    ]);
  });

  test.each([
    ['cannot be had', { openTrust: () => Promise.reject(failure('unavailable')) }],
    ['is not there', { openTrust: undefined }],
  ])('trust that %s lets nothing pass', async (_what, more) => {
    const world = worldWith(signedByKey(image.root, key));
    const { outcomes } = await sync(world, more as Partial<RunContext>);
    expect(ends(outcomes)).toEqual(['eu failed', 'us failed', 'eu copied', 'us copied']);
    expect(outcomes[0]?.reason).toContain('cannot be judged');
    expect(pushed(world)).toEqual([]);
  });

  test('a run that is stopped leaves the image for the next one', async () => {
    const stop = new AbortController();
    const world = worldWith(signedByKey(image.root, key));
    const stopping = async () => {
      stop.abort('time budget');
      throw toMirrorError('time budget');
    };
    const { outcomes } = await world.sync(file(), { openTrust: stopping }, stop.signal);
    expect(outcomes.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['deferred', 'deferred']);
    expect(pushed(world)).toEqual([]);
  });
});

describe('what is asked', () => {
  test('is nothing more where nothing is to be written', async () => {
    const world = worldWith(signedByKey(image.root, key));
    await sync(world);
    world.calls.length = 0;
    let opened = 0;
    const { outcomes } = await sync(world, {
      openTrust: () => {
        opened += 1;
        return openTrust();
      },
    });
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['up-to-date']));
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
    expect(opened).toBe(0);
  });

  test('is asked once for all mirrors, and the copy stage does not ask again', async () => {
    const world = worldWith(signedByKey(image.root, key));
    await sync(world);
    const place = `${SOURCE}/acme/app`;
    const asked = (method: string) =>
      world.calls.filter((call) => call.place === place && call.method === method);
    expect(asked('tags')).toHaveLength(1);
    expect(asked('referrers').filter(({ what }) => what === image.root.digest)).toHaveLength(1);
    expect(asked('readSmallBlob')).toHaveLength(1);
  });

  test('is asked anew when all is looked at again: what is no longer signed is no longer filled in', async () => {
    const world = worldWith(signedByKey(image.root, key));
    await sync(world);
    world.registry(SOURCE).content.repositories.get('acme/app')?.tags.delete(referrerTag(image.root, '.sig'));
    world.nowMs += 30 * DAY_MS;
    const { outcomes } = await sync(world);
    expect(ends(outcomes).slice(0, 2)).toEqual(['eu refused', 'us refused']);
  });
});

test('a bundle of an identity counts, in whatever list of the source it is', async () => {
  const kit = await SigningKit.create();
  const tree = bundleOn(image.root, await kit.bundle({ subject: image.root.digest }));
  const world = worldWith();
  world.push(SOURCE, 'acme/app', { tree });
  const signer = `{ issuer: "${ISSUER}", subject: "${WORKFLOW}" }`;
  const { outcomes } = await world.sync(file(policies(signer)), { openTrust: () => trustOf(kit) });
  expect(ends(outcomes)).toEqual(['eu copied', 'us copied', 'eu copied', 'us copied']);
});

describe('a child without its index', () => {
  const amd64 = makeImage({ seed: 'gate/amd64', platform: { os: 'linux', architecture: 'amd64' } });
  const index = makeIndex([
    amd64,
    makeImage({ seed: 'gate/arm64', platform: { os: 'linux', architecture: 'arm64' } }),
  ]);
  const omitting = manifest(
    ['eu'],
    `  - { source: "${SOURCE}/acme/app", digests: ["${index.root.digest}"], platforms: [linux/amd64], index: omit }`,
    policies(BY_KEY),
  );

  function worldOf(signed: Digest | null): World {
    const world = new World();
    world.push(SOURCE, 'acme/app', { tree: index });
    if (signed !== null)
      world.push(SOURCE, 'acme/app', {
        tree: signedByKey({ digest: signed }, key),
        tag: referrerTag({ digest: signed }, '.sig'),
      });
    return world;
  }

  test.each([
    ['whose index is signed is copied', index.root.digest, 'eu copied'],
    ['that is signed itself is copied', amd64.root.digest, 'eu copied'],
    ['of which neither is signed goes nowhere', null, 'eu refused'],
  ])('%s', async (_what, signed, end) => {
    expect(index.root.mediaType).toBe(OCI_INDEX);
    const { outcomes } = await worldOf(signed).sync(omitting, { openTrust });
    expect(ends(outcomes)).toEqual([end]);
  });

  test('is not covered by an index that does not name it, whatever is remembered', async () => {
    const other = makeIndex([
      makeImage({ seed: 'gate/other', platform: { os: 'linux', architecture: 'amd64' } }),
    ]);
    const world = worldOf(index.root.digest);
    world.push(SOURCE, 'acme/app', { tree: other });
    const stray = other.manifests.find(({ digest }) => digest !== other.root.digest);
    if (stray === undefined) throw new Error('no child');
    const descriptor = { mediaType: stray.mediaType, digest: stray.digest, size: stray.bytes.length };
    world.indexes = Object.assign(new IndexMemory(), { get: () => [descriptor] });
    const { outcomes, rows } = await world.sync(omitting, { openTrust });
    expect(rows[0]?.wanted).toBe(stray.digest);
    expect(ends(outcomes)).toEqual(['eu refused']);
  });
});
