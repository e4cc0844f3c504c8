/** What belongs to an image travels with it: read once, written to all mirrors, there before the tag. */
import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import { fails, failure } from '../../fakes/faulty-target.ts';
import type { ImageTree } from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { cosignBundle, cosignSignature, orasReferrer, referrerTag, SPDX } from '../../fixtures/referrers.ts';
import { DAY_MS, ends, keepTag, manifest, rulesOf, SOURCE, World } from '../world.ts';

const PLATFORMS = [
  { os: 'linux', architecture: 'amd64' },
  { os: 'linux', architecture: 'arm64' },
];
const [amd64, arm64] = PLATFORMS.map((platform) =>
  makeImage({ seed: `referrers/${platform.architecture}`, platform }),
) as [ImageTree, ImageTree];
const image = makeIndex([amd64, arm64]);
const sbom = orasReferrer(image.root, SPDX);
const signature = cosignBundle(image.root, 'https://sigstore.dev/cosign/sign/v1');
const childSbom = orasReferrer(arm64.root, SPDX, 'of the child');
const onSbom = cosignBundle(sbom.root, 'https://sigstore.dev/cosign/sign/v1');
const legacy = cosignSignature(image.root, 'one');

const pinned = (more = '', mirrors: readonly string[] = ['eu']) =>
  manifest(mirrors, `  - { source: "${SOURCE}/app", digests: ["${image.root.digest}"]${more} }`);

function pushed(...referrers: readonly ImageTree[]): World {
  const world = new World();
  for (const tree of [image, ...referrers]) world.push(SOURCE, 'app', { tree });
  return world;
}

const listedAt = async (world: World, subject: Digest, host = 'eu.example.com') => {
  const { referrers } = await world
    .registry(host)
    .open('app')
    .referrers(subject, new AbortController().signal);
  return referrers.map(({ descriptor }) => descriptor.digest).sort();
};
const digests = (...trees: readonly ImageTree[]) => trees.map(({ root }) => root.digest).sort();

describe('referrers of an image', () => {
  test('are copied with it: of the root, of children, and what refers to them', async () => {
    const world = pushed(sbom, signature, childSbom, onSbom);
    const { outcomes, findings } = await world.sync(pinned());
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(rulesOf(findings)).toEqual([]);
    expect(await listedAt(world, image.root.digest)).toEqual(digests(sbom, signature));
    expect(await listedAt(world, arm64.root.digest)).toEqual(digests(childSbom));
    expect(await listedAt(world, sbom.root.digest)).toEqual(digests(onSbom));
    for (const tree of [sbom, signature, childSbom, onSbom])
      expect(world.missing('eu.example.com', 'app', tree.root.digest)).toEqual([]);
  });

  test('are remembered with what they say of themselves', async () => {
    const world = pushed(sbom, signature);
    await world.sync(pinned());
    const [[, carried] = []] = world.carried.entries();
    expect(carried).toMatchObject({ count: 2, hasApi: true });
    expect(carried?.referrers.map(({ kind, digest, foundBy }) => [kind, digest, foundBy])).toEqual([
      ['signature', signature.root.digest, 'api'],
      ['sbom', sbom.root.digest, 'api'],
    ]);
  });

  test('are read once and written to all mirrors, before the anchor tag', async () => {
    const world = pushed(sbom, signature);
    await world.sync(pinned('', ['a', 'b', 'c']));
    const layers = [...sbom.blobs.keys(), ...signature.blobs.keys()];
    for (const digest of new Set(layers)) {
      const reads = world.calls.filter(
        ({ method, what, place }) => method === 'readBlob' && what === digest && place.startsWith(SOURCE),
      );
      expect(reads).toHaveLength(1);
    }
    for (const name of ['a', 'b', 'c']) {
      const calls = world.calls.filter(({ place }) => place.startsWith(name));
      const last = calls.findLastIndex(({ method }) => method === 'attach');
      expect(last).toBeGreaterThan(0);
      expect(calls.findIndex(({ method }) => method === 'tag')).toBeGreaterThan(last);
      expect(await listedAt(world, image.root.digest, `${name}.example.com`)).toEqual(
        digests(sbom, signature),
      );
    }
  });

  test('under tags of cosign get these tags, whatever allowMirrorByTags says', async () => {
    const world = pushed(legacy);
    const tag = referrerTag(image.root, '.sig');
    world.push(SOURCE, 'app', { tree: legacy, tag });
    await world.sync(pinned(', allowMirrorByTags: false'));
    expect(world.tagsOf('eu.example.com', 'app')[tag]).toBe(legacy.root.digest);
    expect(world.missing('eu.example.com', 'app', legacy.root.digest)).toEqual([]);
  });

  test('of children that platforms leaves out stay behind', async () => {
    const world = new World(['eu.example.com']);
    for (const tree of [image, sbom, childSbom]) world.push(SOURCE, 'app', { tree });
    await world.sync(pinned(', platforms: [linux/amd64]'));
    expect(await listedAt(world, image.root.digest)).toEqual(digests(sbom));
    expect(await listedAt(world, arm64.root.digest)).toEqual([]);
  });

  test('of an index that is left out stay behind, those of the child that stands for it do not', async () => {
    const world = pushed(sbom, childSbom);
    await world.sync(pinned(', platforms: [linux/arm64], index: omit'));
    expect(await listedAt(world, arm64.root.digest)).toEqual(digests(childSbom));
    expect(await listedAt(world, image.root.digest)).toEqual([]);
  });

  test('that refer to each other in a circle come to an end', async () => {
    const world = pushed(sbom);
    // Digests cannot be made to meet: the list of a registry can.
    const lists: Readonly<Record<string, ImageTree>> = {
      [image.root.digest]: sbom,
      [sbom.root.digest]: sbom,
    };
    const source = world.target(SOURCE, 'app');
    const { referrers } = source;
    source.referrers = async (subject, signal, hints) => {
      const real = await referrers.call(source, subject, signal, hints);
      const listed = lists[subject];
      if (listed === undefined) return real;
      const { mediaType, digest, bytes } = listed.root;
      const descriptor = { mediaType, digest, size: bytes.length };
      return { ...real, referrers: [{ descriptor, foundBy: 'api', tag: null }] };
    };
    const { findings } = await world.sync(pinned());
    expect(rulesOf(findings)).toEqual(['referrer-invalid']);
    expect(await listedAt(world, image.root.digest)).toEqual(digests(sbom));
  });
});

describe('what is listed and is none', () => {
  test('because it is not there, or is about something else, is told and left out', async () => {
    const world = pushed(sbom);
    const lost = orasReferrer(image.root, SPDX, 'lost');
    const other = orasReferrer(arm64.root, SPDX, 'other');
    world.push(SOURCE, 'app', { tree: other });
    const source = world.target(SOURCE, 'app');
    const { referrers } = source;
    source.referrers = async (subject, signal, hints) => {
      const real = await referrers.call(source, subject, signal, hints);
      if (subject !== image.root.digest) return { ...real, referrers: [] };
      const more = [lost, other].map(({ root: { mediaType, digest, bytes } }) => ({
        descriptor: { mediaType, digest, size: bytes.length },
        foundBy: 'api' as const,
        tag: null,
      }));
      return { ...real, referrers: [...real.referrers, ...more] };
    };
    const { outcomes, findings } = await world.sync(pinned());
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(rulesOf(findings)).toEqual(['referrer-invalid', 'referrer-invalid']);
    expect(await listedAt(world, image.root.digest)).toEqual(digests(sbom));
  });
});

describe('a source that does not say what refers to an image', () => {
  test.each(['unauthorized', 'denied', 'invalid-response', 'unavailable'] as const)(
    'but answers %s, is not one that has none: the image does not get its tag',
    async (code) => {
      const world = pushed(sbom);
      world.interfere(SOURCE, fails('referrers', failure(code), { times: 100 }));
      const { outcomes, findings } = await world.sync(pinned());
      expect(ends(outcomes)).toEqual(['eu failed']);
      expect(rulesOf(findings)).toEqual(['referrers-unreadable']);
      expect(world.tagsOf('eu.example.com', 'app')).toEqual({});
    },
  );

  test('leaves an image that is there as it is, and that is told', async () => {
    const world = pushed();
    await world.sync(pinned(', referrers: ignore'));
    world.interfere(SOURCE, fails('referrers', failure('unauthorized'), { times: 100 }));
    const { outcomes, findings } = await world.sync(pinned());
    expect(ends(outcomes)).toEqual(['eu up-to-date']);
    expect(findings).toMatchObject([{ rule: 'referrers-unreadable', severity: 'warning' }]);
    const again = await world.sync(pinned());
    expect(rulesOf(again.findings)).toEqual(['referrers-unreadable']);
  });

  test('is replaced by what an earlier run found, and that is told', async () => {
    const world = pushed(sbom);
    await world.sync(pinned());
    world.interfere(SOURCE, fails('referrers', failure('denied'), { times: 100 }));
    world.nowMs += 30 * DAY_MS;
    const { outcomes, findings } = await world.sync(pinned('', ['eu', 'us']));
    expect(ends(outcomes)).toEqual(['eu up-to-date', 'us copied']);
    expect(findings).toMatchObject([{ rule: 'referrers-unreadable', severity: 'warning' }]);
    expect(await listedAt(world, image.root.digest, 'us.example.com')).toEqual(digests(sbom));
  });
});

describe('a mirror that does not take a referrer', () => {
  test('does not get the tag either', async () => {
    const world = pushed(sbom);
    world.interfere('eu.example.com', fails('attach', failure('refused'), { times: 9 }));
    const { outcomes, findings } = await world.sync(pinned('', ['eu', 'us']));
    expect(ends(outcomes)).toEqual(['eu failed', 'us copied']);
    expect(findings).toMatchObject([{ rule: 'copy-failed', mirror: 'eu' }]);
    expect(findings[0]?.help).toContain('referrers: report');
    expect(world.tagsOf('eu.example.com', 'app')).toEqual({});
  });
});

describe('on mirrors that do not list referrers themselves', () => {
  const plainWorld = (): World => {
    const world = new World([], ['eu.example.com']);
    for (const tree of [image, sbom]) world.push(SOURCE, 'app', { tree });
    return world;
  };
  const anchor = keepTag(sbom.root.digest);

  test('each gets an anchor tag, since the index under the fallback tag holds nothing', async () => {
    const world = plainWorld();
    await world.sync(pinned());
    const tags = world.tagsOf('eu.example.com', 'app');
    expect(tags[anchor]).toBe(sbom.root.digest);
    expect(Object.keys(tags)).toContain(referrerTag(image.root));
    expect(await listedAt(world, image.root.digest)).toEqual(digests(sbom));
  });

  test('but not with keepTags: false', async () => {
    const world = plainWorld();
    const images = `  - { source: "${SOURCE}/app", digests: ["${image.root.digest}"] }`;
    await world.sync(manifest(['eu'], images, 'keepTags: false'));
    expect(Object.keys(world.tagsOf('eu.example.com', 'app'))).toEqual([referrerTag(image.root)]);
  });
});

describe('an image that is there', () => {
  test('gets what is new at the source once that is due, and nothing is asked before', async () => {
    const world = pushed(sbom);
    await world.sync(pinned());
    world.push(SOURCE, 'app', { tree: signature });
    world.calls.length = 0;
    const soon = await world.sync(pinned());
    expect(ends(soon.outcomes)).toEqual(['eu up-to-date']);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
    world.nowMs += 8 * DAY_MS;
    const later = await world.sync(pinned());
    expect(ends(later.outcomes)).toEqual(['eu copied']);
    expect(later.outcomes[0]?.reason).toContain('what refers to it');
    expect(rulesOf(later.findings)).toEqual([]);
    expect(await listedAt(world, image.root.digest)).toEqual(digests(sbom, signature));
  });

  test('and was copied with referrers: ignore gets them with copy, without its blobs being looked at', async () => {
    const world = pushed(sbom);
    await world.sync(pinned(', referrers: ignore'));
    expect(await listedAt(world, image.root.digest)).toEqual([]);
    world.calls.length = 0;
    const { outcomes, plan } = await world.sync(pinned());
    expect(plan.steps.map(({ action }) => action)).toEqual(['attach']);
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(await listedAt(world, image.root.digest)).toEqual(digests(sbom));
    const probed = world.calls.filter(({ method }) => method === 'probeBlob').map(({ what }) => what);
    expect(probed.filter((digest) => !sbom.blobs.has(digest as Digest))).toEqual([]);
    const again = await world.sync(pinned());
    expect(again.plan.steps.map(({ action }) => action)).toEqual(['skip']);
  });

  test('costs one request per root and one per repository at the source when it is due', async () => {
    const world = pushed(sbom, childSbom);
    await world.sync(pinned());
    world.nowMs += 8 * DAY_MS;
    world.calls.length = 0;
    const { outcomes } = await world.sync(pinned());
    expect(ends(outcomes)).toEqual(['eu up-to-date']);
    const asked = world.calls.filter(({ place }) => place.startsWith(SOURCE));
    const ofRoot = asked.filter(({ what }) => what === image.root.digest).map(({ method }) => method);
    expect(ofRoot).toEqual(['referrers']);
    expect(asked.filter(({ method }) => method === 'tags')).toHaveLength(1);
  });

  test('whose signature under a tag of cosign has got company gets the new one', async () => {
    const tag = referrerTag(image.root, '.sig');
    const world = pushed();
    world.push(SOURCE, 'app', { tree: legacy, tag });
    await world.sync(pinned());
    const both = cosignSignature(image.root, 'one', 'two');
    world.push(SOURCE, 'app', { tree: both, tag });
    world.nowMs += 8 * DAY_MS;
    const { outcomes, findings } = await world.sync(pinned());
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(rulesOf(findings)).toEqual([]);
    expect(world.tagsOf('eu.example.com', 'app')[tag]).toBe(both.root.digest);
  });

  test('and was signed by somebody else on the mirror under a tag of cosign is told of', async () => {
    const tag = referrerTag(image.root, '.sig');
    const world = pushed();
    world.push(SOURCE, 'app', { tree: legacy, tag });
    const theirs = cosignSignature(image.root, 'somebody else');
    world.push('eu.example.com', 'app', { tree: theirs, tag });
    const { findings } = await world.sync(pinned());
    expect(findings).toMatchObject([{ rule: 'tag-overwritten', digest: theirs.root.digest }]);
    expect(world.tagsOf('eu.example.com', 'app')[tag]).toBe(legacy.root.digest);
  });
});

describe('referrers: report and ignore', () => {
  test('report counts and names what is not copied', async () => {
    const world = pushed(sbom, signature);
    const { findings } = await world.sync(pinned(', referrers: report'));
    expect(findings).toMatchObject([{ rule: 'referrers-not-copied', severity: 'note' }]);
    expect(findings[0]?.message).toContain('2 referrers');
    expect(findings[0]?.message).toContain(sbom.root.digest.slice(0, 19));
    expect(await listedAt(world, image.root.digest)).toEqual([]);
    expect(world.count('readManifest', SOURCE)).toBe(image.manifests.length);
  });

  test('report of an image without any says nothing', async () => {
    const { findings } = await pushed().sync(pinned(', referrers: report'));
    expect(findings).toEqual([]);
  });

  test('ignore asks nothing', async () => {
    const world = pushed(sbom);
    await world.sync(pinned(', referrers: ignore'));
    expect(world.count('referrers') + world.count('tags')).toBe(0);
    expect(await listedAt(world, image.root.digest)).toEqual([]);
  });
});
