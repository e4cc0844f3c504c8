import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import { deleteBlobData } from '../../../src/stores/memory-content.ts';
import { all, fails, failure, type Interference } from '../../fakes/faulty-target.ts';
import type { ImageTree } from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { ends, manifest, rulesOf, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'a' });
const arm64 = makeImage({ seed: 'a', platform: { os: 'linux', architecture: 'arm64' } });
const index = makeIndex([image, arm64], { attestations: true });
const EU = 'eu.example.com';

function pinned(tree: ImageTree, { more = '', lenient = [] as readonly string[] } = {}) {
  const world = new World(lenient);
  const digest = world.push(SOURCE, 'app', { tree, tag: '1' });
  return {
    world,
    digest,
    file: manifest(['eu'], `  - { source: ${SOURCE}/app, tags: ["1@${digest}"]${more} }`),
  };
}

function writesTo(world: World): string[] {
  return world.calls
    .filter(({ method, place }) => method === 'writeManifest' && place.startsWith(EU))
    .map(({ what }) => what);
}

function unknown(...digests: readonly string[]) {
  const details = { status: 400, registryCodes: ['MANIFEST_BLOB_UNKNOWN'], unknownDigests: digests };
  return failure('refused', details);
}

test('children are written before their parents, also on a registry that would not mind', async () => {
  const nested = makeIndex([index, makeImage({ seed: 'b' })]);
  const { world, file } = pinned(nested, { lenient: [EU] });
  await world.sync(file);
  const written = writesTo(world);
  expect(written).toHaveLength(nested.manifests.length);
  for (const { digest, bytes } of nested.manifests) {
    const { manifests = [] } = JSON.parse(Buffer.from(bytes).toString());
    for (const child of manifests)
      expect(written.indexOf(child.digest)).toBeLessThan(written.indexOf(digest));
  }
});

test('every manifest written is looked at once', async () => {
  const { world, file } = pinned(index);
  await world.sync(file);
  const asked = world.calls.filter(
    ({ method, place, what }) => method === 'resolve' && place.startsWith(EU) && what.startsWith('sha256:'),
  );
  expect(asked.map(({ what }) => what).sort()).toEqual(index.manifests.map(({ digest }) => digest).sort());
});

test('a present index gets the child that it misses, and nothing else', async () => {
  const { world, digest, file } = pinned(index);
  await world.sync(file);
  world.proofs.forget({ origin: `memory://${EU}`, repository: 'app', root: digest, platforms: null });
  world.registry(EU).content.repositories.get('app')?.manifests.delete(arm64.root.digest);
  world.calls.length = 0;
  const { outcomes, findings } = await world.sync(file);
  expect(ends(outcomes)).toEqual(['eu repaired']);
  expect(findings).toMatchObject([{ rule: 'manifest-missing', severity: 'note', digest: arm64.root.digest }]);
  expect(writesTo(world)).toEqual([arm64.root.digest]);
  expect(world.count('send')).toBe(0);
  expect(world.missing(EU, 'app', digest)).toEqual([]);
});

describe('a registry that claims content that it does not have', () => {
  /** It says that it has every blob until a manifest that needs one is written. */
  async function claiming(names: boolean, lost: 'blob' | 'child') {
    const { world, digest, file } = pinned(index);
    await world.sync(file);
    const { content } = world.registry(EU);
    const layer = [...image.blobs.keys()][1] as Digest;
    const victim = lost === 'blob' ? layer : image.root.digest;
    const parent = lost === 'blob' ? image.root.digest : digest;
    world.proofs.forget({ origin: `memory://${EU}`, repository: 'app', root: digest, platforms: null });
    content.repositories.get('app')?.manifests.delete(parent);
    if (lost === 'blob') deleteBlobData(content, layer);
    const heal: Interference = fails('writeManifest', unknown(...(names ? [victim] : [])), { what: parent });
    return { world, digest, file, heal, victim };
  }

  test.each([true, false])('is given the blob again when it says so (naming it: %s)', async (names) => {
    const { world, digest, file, heal, victim } = await claiming(names, 'blob');
    // The first look at the blob is answered from its cache.
    world.interfere(EU, heal);
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu repaired']);
    // The first look told of the lost one. Where the registry names nothing, all is sent again and nobody knows what
    // was missing: one more note, for the manifest.
    const about = findings.filter(({ rule }) => rule === 'blob-missing').map(({ digest: one }) => one);
    expect(about).toEqual(names ? [victim] : [victim, image.root.digest]);
    expect(findings.every(({ severity }) => severity === 'note')).toBe(true);
    expect(world.missing(EU, 'app', digest)).toEqual([]);
  });

  test.each([true, false])('is given the child again when it says so (naming it: %s)', async (names) => {
    const { world, digest, file, heal } = await claiming(names, 'child');
    world.calls.length = 0;
    world.interfere(EU, heal);
    const { outcomes } = await world.sync(file);
    expect(outcomes.map(({ failure: why }) => why)).toEqual([null]);
    const written = writesTo(world);
    const afterRefusal = written.slice(written.indexOf(digest) + 1);
    expect(afterRefusal).toContain(image.root.digest);
    expect(afterRefusal.at(-1)).toBe(digest);
    expect(world.missing(EU, 'app', digest)).toEqual([]);
  });

  test('and says so again fails', async () => {
    const { world, file } = pinned(image);
    world.interfere(EU, fails('writeManifest', unknown([...image.blobs.keys()][0] ?? ''), { times: 9 }));
    const { outcomes } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu failed']);
    expect(world.tagsOf(EU, 'app')).toEqual({});
    expect(writesTo(world)).toHaveLength(2);
  });
});

describe('sparse indexes', () => {
  const one = ', platforms: [linux/amd64]';

  test('are pushed unchanged without the other children, which a note tells', async () => {
    const { world, digest, file } = pinned(index, { more: one, lenient: [EU] });
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(findings).toMatchObject([{ rule: 'sparse-index', severity: 'note' }]);
    const held = world.registry(EU).content.repositories.get('app')?.manifests;
    expect(held?.has(digest)).toBe(true);
    expect(held?.has(image.root.digest)).toBe(true);
    expect(held?.has(arm64.root.digest)).toBe(false);
    // The attestation of the kept child is kept, that of the other is not.
    expect(held?.size).toBe(3);
  });

  test.each([true, false])(
    'that a registry refuses are told with what can be done (naming children: %s)',
    async (names) => {
      const { world, digest, file } = pinned(index, { more: one, lenient: [EU] });
      const error = unknown(...(names ? [arm64.root.digest] : []));
      world.interfere(EU, fails('writeManifest', error, { what: digest, times: 9 }));
      const { outcomes, findings } = await world.sync(file);
      expect(ends(outcomes)).toEqual(['eu failed']);
      expect(rulesOf(findings)).toContain('sparse-index-refused');
      expect(findings.find(({ rule }) => rule === 'sparse-index-refused')).toMatchObject({
        severity: 'error',
        mirror: 'eu',
      });
      expect(world.tagsOf(EU, 'app')).toEqual({});
    },
  );

  test('are refused by a strict registry in memory, too', async () => {
    const { world, file } = pinned(index, { more: one });
    const { findings } = await world.sync(file);
    expect(rulesOf(findings)).toContain('sparse-index-refused');
  });

  test('are not to blame for a blob that a kept child misses', async () => {
    const { world, digest, file } = pinned(index, { more: one, lenient: [EU] });
    world.interfere(EU, fails('writeManifest', unknown(), { what: image.root.digest }));
    const { outcomes } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu repaired']);
    expect(world.tagsOf(EU, 'app')).toEqual({ [`keep-${digest.replace(':', '-')}`]: digest });
  });
});

describe('a manifest that a registry lost', () => {
  test('though it takes it, is healed by its bytes as a blob', async () => {
    const { world, digest, file } = pinned(image);
    const { content } = world.registry(EU);
    let isHealed = false;
    // Writing says 201 and changes nothing until the blob is there.
    world.interfere(EU, ({ method, what }) => {
      if (method === 'send' && what === digest) isHealed = true;
      if (method === 'resolve' && !isHealed) content.repositories.get('app')?.manifests.delete(digest);
    });
    const { outcomes } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(isHealed).toBe(true);
    expect(world.missing(EU, 'app', digest)).toEqual([]);
  });

  test.each([
    ['not-found', {}, 'manifest-missing'],
    ['digest-mismatch', {}, 'manifest-digest-mismatch'],
    ['unavailable', { status: 500 }, 'manifest-digest-mismatch'],
  ] as const)('and answers %s for is written anew and read back', async (code, details, rule) => {
    const { world, digest, file } = pinned(image);
    await world.sync(file);
    const age = { nowMs: world.nowMs, recheckAfterMs: 1, recheck: 'all' as const };
    world.interfere(EU, fails('readManifest', failure(code, details)));
    world.calls.length = 0;
    const { outcomes, findings } = await world.sync(file, { age });
    expect(ends(outcomes)).toEqual(['eu repaired']);
    expect(findings).toMatchObject([{ rule, severity: 'note', digest, mirror: 'eu' }]);
    expect(writesTo(world)).toEqual([digest]);
    expect(
      world.calls.filter(({ method, place }) => method === 'readManifest' && place.startsWith(EU)),
    ).toHaveLength(2);
  });

  test('and stays lost is a failure of this image only, and its proof is gone', async () => {
    const { world, file } = pinned(image);
    await world.sync(file);
    const age = { nowMs: world.nowMs, recheckAfterMs: 1, recheck: 'all' as const };
    world.interfere(EU, fails('readManifest', failure('unavailable', { status: 500 }), { times: 99 }));
    const { outcomes, findings } = await world.sync(file, { age });
    expect(outcomes).toMatchObject([{ outcome: 'failed', complete: false, failure: { side: 'mirror' } }]);
    expect(rulesOf(findings)).toEqual(['manifest-digest-mismatch']);
    world.interfere(EU, null);
    expect(ends((await world.sync(file)).outcomes)).toEqual(['eu up-to-date']);
    // one of the image, one of what refers to it
    expect(world.proofs.entries().map(([, { kind }]) => kind)).toEqual(['proven', 'proven']);
  });
});

test('a mirror that answers another way than by saying what it misses is believed', async () => {
  const { world, file } = pinned(image);
  world.interfere(
    EU,
    all(
      fails('writeManifest', failure('refused', { status: 400, registryCodes: ['MANIFEST_INVALID'] }), {
        times: 9,
      }),
    ),
  );
  const { outcomes, findings } = await world.sync(file);
  expect(ends(outcomes)).toEqual(['eu failed']);
  expect(rulesOf(findings)).toEqual(['copy-failed']);
  expect(writesTo(world)).toHaveLength(1);
});
