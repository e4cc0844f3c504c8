import { describe, expect, test } from '@jest/globals';
import type { MirrorFile } from '../../../src/files/mirrorfile.ts';
import { copy } from '../../../src/mirror/copy/copy.ts';
import { makePlan } from '../../../src/mirror/plan.ts';
import { resolve } from '../../../src/mirror/resolve.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { deleteBlobData } from '../../../src/stores/memory-content.ts';
import { all, fails, failure, gate } from '../../fakes/faulty-target.ts';
import type { ImageTree } from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { makeOddImage } from '../../fixtures/runtime-images.ts';
import {
  makeArtifact,
  makeArtifactWithEmptyBlob,
  makeBuildCache,
  makeImageWithEmptyAndDuplicateLayers,
} from '../../fixtures/unusual-images.ts';
import { DAY_MS, ends, keepTag, manifest, neverAborted, rulesOf, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'a' });
const other = makeImage({ seed: 'b' });
/** Its layers are large enough to be looked for on the mirror before they are sent. */
const large = makeImage({ seed: 'large', layerBytes: 1_200_000 });
const arm64 = makeImage({ seed: 'a', platform: { os: 'linux', architecture: 'arm64' } });
const DIGEST = image.root.digest;
const EU = 'eu.example.com';
const ABC = ['a', 'b', 'c'];
const hostOf = (name: string) => `${name}.example.com`;

/** A world whose source has `tree` under app:1, and a mirror manifest that pins it. */
function pinned(tree: ImageTree, mirrors: readonly string[] = ['eu'], more = '') {
  const world = new World();
  const digest = world.push(SOURCE, 'app', { tree, tag: '1' });
  const file = manifest(mirrors, `  - { source: ${SOURCE}/app, tags: ["1@${digest}"]${more} }`);
  return { world, digest, file };
}

/** The copy stage alone. */
async function copyOnce(world: World, file: MirrorFile, signal = neverAborted()) {
  const context = world.context(file);
  const { rows } = await resolve(context, neverAborted());
  const { outcomes } = await copy(makePlan(rows, context).steps, context, signal);
  return { outcomes, context };
}

test('a config that is called octet-stream is told when it is copied', async () => {
  const { world, digest, file } = pinned(
    makeOddImage({ seed: 'vague', configType: 'application/octet-stream' }),
    ABC,
  );
  const { findings } = await world.sync(file);
  expect(findings).toMatchObject([{ rule: 'config-octet-stream', severity: 'warning', digest }]);
});

describe('when three mirrors lack an image', () => {
  test('each blob and manifest is read once and every mirror is complete under its keep tag', async () => {
    const { world, digest, file } = pinned(image, ABC);
    const { outcomes, meter, findings } = await world.sync(file);
    expect(findings).toEqual([]);
    expect(ends(outcomes)).toEqual(['a copied', 'b copied', 'c copied']);
    expect(world.count('readBlob', SOURCE)).toBe(image.blobs.size);
    expect(world.count('readManifest', SOURCE)).toBe(1);
    for (const host of ABC.map(hostOf)) {
      expect(world.tagsOf(host, 'app')).toEqual({ [keepTag(digest)]: digest });
      expect(world.missing(host, 'app', digest)).toEqual([]);
    }
    const sizes = [...image.blobs.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(meter).toMatchObject({
      rereads: 0,
      sourceBytes: sizes + image.root.bytes.length,
      siblingBytes: 0,
    });
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        found: digest,
        complete: true,
        failure: null,
        bytes: sizes + image.root.bytes.length,
        proof: { depth: 'probe', thisRun: true },
      });
  });

  test('a second run asks each mirror once, and the source nothing', async () => {
    const { world, file } = pinned(image, ABC);
    await world.sync(file);
    world.calls.length = 0;
    world.nowMs += DAY_MS;
    const { outcomes } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['a up-to-date', 'b up-to-date', 'c up-to-date']);
    expect(world.calls.map(({ method, place }) => `${method} ${place}`).sort()).toEqual(
      ABC.map((name) => `resolve ${hostOf(name)}/app`),
    );
  });

  test('with --recheck all one request more per blob and manifest proves it, and none writes', async () => {
    const { world, file } = pinned(image);
    await world.sync(file);
    world.calls.length = 0;
    const age = { nowMs: world.nowMs, recheckAfterMs: DAY_MS, recheck: 'all' as const };
    const { outcomes } = await world.sync(file, { age });
    expect(ends(outcomes)).toEqual(['eu up-to-date']);
    expect(world.calls.map(({ method }) => method).sort()).toEqual([
      ...[...image.blobs].map(() => 'probeBlob'),
      'readManifest',
      'referrers', // what the source lists for the root, and the tags of its repository, which name the rest
      'resolve',
      'tags',
    ]);
  });
});

describe('every kind of graph arrives whole and unchanged', () => {
  const inner = makeIndex([image, arm64], { attestations: true });
  test.each<[string, ImageTree]>([
    ['image', image],
    ['docker image', makeImage({ seed: 'a', docker: true })],
    ['index with attestations', inner],
    ['docker list', makeIndex([makeImage({ seed: 'a', docker: true })], { docker: true })],
    ['nested index', makeIndex([inner, other])],
    ['index that lists a child twice', makeIndex([image, image])],
    ['artifact', makeArtifact('a')],
    ['artifact with an empty blob', makeArtifactWithEmptyBlob('a')],
    ['empty and duplicate layers', makeImageWithEmptyAndDuplicateLayers('a')],
    ['build cache', makeBuildCache('a')],
    ['empty index', makeIndex([])],
  ])('%s', async (_name, tree) => {
    const { world, digest, file } = pinned(tree, ['eu', 'us']);
    const { outcomes, findings } = await world.sync(file);
    expect(findings).toEqual([]);
    expect(ends(outcomes)).toEqual(['eu copied', 'us copied']);
    for (const host of [EU, 'us.example.com']) {
      expect(world.missing(host, 'app', digest)).toEqual([]);
      const held = world.registry(host).content.repositories.get('app')?.manifests;
      for (const { digest: each, mediaType, bytes } of tree.manifests) {
        expect(Buffer.compare(held?.get(each)?.bytes ?? Buffer.alloc(0), bytes)).toBe(0);
        expect(held?.get(each)?.descriptor.mediaType).toBe(mediaType);
      }
    }
    const writes = world.calls.filter(
      ({ method, place }) => method === 'writeManifest' && place === `${EU}/app`,
    );
    expect(writes.map(({ what }) => what).sort()).toEqual(
      tree.manifests.map(({ digest: each }) => each).sort(),
    );
    expect(world.count('readBlob', SOURCE)).toBe(tree.blobs.size);
  });
});

describe('one failing image', () => {
  test('does not stop the others', async () => {
    const world = new World();
    world.push(SOURCE, 'good', { tree: image, tag: '1' });
    world.push(SOURCE, 'bad', { tree: other, tag: '1' });
    world.push(SOURCE, 'fine', { tree: arm64, tag: '1' });
    const [lost] = other.blobs.keys();
    deleteBlobData(world.registry(SOURCE).content, lost as Digest);
    const file = manifest(
      ['a', 'b'],
      ['bad', 'good', 'fine'].map((name) => `  - { source: ${SOURCE}/${name}, tags: ["1"] }`).join('\n'),
    );
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['a failed', 'b failed', 'a copied', 'b copied', 'a copied', 'b copied']);
    const failed = findings.filter(({ rule }) => rule === 'copy-failed');
    expect(failed).toMatchObject([{ source: `${SOURCE}/bad:1`, affectedCount: 1 }]);
    expect(failed[0]?.mirror).toBeUndefined();
    expect(world.tagsOf(hostOf('a'), 'bad')).toEqual({});
    expect(outcomes[0]).toMatchObject({ complete: null, found: null, failure: { side: 'source' } });
  });
});

describe('one failing mirror', () => {
  test('does not stop the others, whatever fails', async () => {
    for (const method of ['checkPush', 'probeBlob', 'beginUpload', 'send', 'writeManifest', 'tag'] as const) {
      const { world, digest, file } = pinned(large, ABC);
      world.interfere(hostOf('b'), fails(method, failure('denied'), { times: 99 }));
      const { outcomes, findings } = await world.sync(file);
      expect([method, ...ends(outcomes)]).toEqual([method, 'a copied', 'b failed', 'c copied']);
      expect(findings).toMatchObject([{ rule: 'copy-failed', mirror: 'b', affectedCount: 1 }]);
      expect(world.tagsOf(hostOf('b'), 'app')).toEqual({});
      expect(world.missing(hostOf('c'), 'app', digest)).toEqual([]);
      expect(world.count('readBlob', SOURCE)).toBe(large.blobs.size);
    }
  });

  test('whose push is refused is sent nothing', async () => {
    const { world, file } = pinned(image, ['a', 'b']);
    world.interfere(hostOf('b'), fails('checkPush', failure('denied'), { times: 9 }));
    await world.sync(file);
    expect(world.count('beginUpload', hostOf('b'))).toBe(0);
  });

  test('that refuses a repository is one finding, however many images go there', async () => {
    const world = new World();
    for (const [tag, tree] of [
      ['1', image],
      ['2', other],
      ['3', arm64],
    ] as const)
      world.push(SOURCE, 'app', { tree, tag });
    world.interfere(EU, fails('checkPush', failure('denied', { status: 403 }), { times: 9 }));
    const file = manifest(['eu'], `  - { source: ${SOURCE}/app, tags: ["1", "2", "3"] }`);
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu failed', 'eu failed', 'eu failed']);
    expect(findings.filter(({ rule }) => rule === 'copy-failed')).toMatchObject([
      { affectedCount: 3, mirror: 'eu' },
    ]);
    expect(world.count('checkPush')).toBe(1);
  });
});

describe('a mirror that does not answer', () => {
  const many = Array.from({ length: 20 }, (_, number) =>
    makeImage({ seed: `${number}`, layers: 1, layerBytes: 10 }),
  );

  function worldWithMany(mirrors: readonly string[]) {
    const world = new World();
    many.forEach((tree, number) => void world.push(SOURCE, `app${number}`, { tree, tag: '1' }));
    const images = many.map(({ root }, number) => `  - ${SOURCE}/app${number}@${root.digest}`).join('\n');
    return { world, file: manifest(mirrors, images) };
  }

  test('is one finding, its rows fail, and the others get everything', async () => {
    const { world, file } = worldWithMany(['a', 'dead']);
    world.interfere(hostOf('dead'), () => {
      throw failure('unavailable');
    });
    const { outcomes, findings } = await world.sync(file);
    expect(ends(outcomes).filter((end) => end === 'a copied')).toHaveLength(20);
    expect(ends(outcomes).filter((end) => end === 'dead failed')).toHaveLength(20);
    expect(findings).toMatchObject([{ rule: 'mirror-unreachable', mirror: 'dead', affectedCount: 20 }]);
  });

  test('is left alone after a few failures and asked once more at the end', async () => {
    const { world, file } = worldWithMany(['dead']);
    let isDead = false;
    world.interfere(hostOf('dead'), ({ method }) => {
      if (method === 'checkPush') isDead = true;
      if (isDead && method !== 'checkPush') throw failure('unavailable');
    });
    const { outcomes, findings } = await world.sync(file);
    expect(new Set(ends(outcomes))).toEqual(new Set(['dead failed']));
    expect(rulesOf(findings)).toEqual(['mirror-unreachable']);
    const asked = world.calls.filter(
      ({ method, place }) => place.startsWith(hostOf('dead')) && method === 'probeBlob',
    );
    expect(asked.length).toBeLessThan(20);
  });
});

describe('a mirror that falls behind', () => {
  test('is served afterwards from a sibling, and its row does not fail', async () => {
    const big = makeImage({ seed: 'big', layers: 1, layerBytes: 12 * 1024 * 1024 });
    const { world, digest, file } = pinned(big, ['fast', 'slow']);
    let nowMs = 0;
    // The slow mirror is the only one for which time passes.
    const slow = slowedDown(world, hostOf('slow'), () => {
      nowMs += 1000;
    });
    const { outcomes, meter, findings } = await world.sync(file, { monotonicMs: () => nowMs });
    expect(slow.sent()).toBeGreaterThan(1);
    expect(findings).toEqual([]);
    expect(ends(outcomes)).toEqual(['fast copied', 'slow copied']);
    expect(world.missing(hostOf('slow'), 'app', digest)).toEqual([]);
    expect(world.count('readBlob', SOURCE)).toBe(big.blobs.size);
    expect(meter.rereads).toBe(0);
    expect(meter.siblingBytes).toBeGreaterThan(12 * 1024 * 1024);
  });

  test('behind another one that fell behind is not left for the next run', async () => {
    const big = makeImage({ seed: 'big', layers: 1, layerBytes: 12 * 1024 * 1024 });
    const { world, digest, file } = pinned(big, ['fast', 'slow', 'slower']);
    let nowMs = 0;
    slowedDown(world, hostOf('slow'), () => {
      nowMs += 300;
    });
    slowedDown(world, hostOf('slower'), async () => {
      for (let turn = 0; turn < 6; turn += 1) await new Promise(setImmediate);
      nowMs += 1000;
    });
    const { outcomes } = await world.sync(file, { monotonicMs: () => nowMs });
    expect(ends(outcomes)).toEqual(['fast copied', 'slow copied', 'slower copied']);
    expect(world.missing(hostOf('slower'), 'app', digest)).toEqual([]);
    expect(outcomes.map(({ bytes }) => bytes)).toEqual(outcomes.map(() => outcomes[0]?.bytes));
  });
});

/** Makes every chunk that goes to a registry take a turn of the event loop, and `tick` with it. */
function slowedDown(world: World, host: string, tick: () => void | Promise<void>) {
  const store = world.registry(host);
  const open = store.open.bind(store);
  let sent = 0;
  Object.assign(store, {
    open: (repository: string) => {
      const target = open(repository);
      const begin = target.beginUpload.bind(target);
      return Object.assign(target, {
        beginUpload: async (...args: Parameters<typeof begin>) => {
          const begun = await begin(...args);
          if (begun.kind === 'mounted') return begun;
          const send = (body: AsyncIterable<Uint8Array>, signal: AbortSignal) => {
            sent += 1;
            return begun.upload.send(slowly(body), signal);
          };
          return { kind: 'upload' as const, upload: { ...begun.upload, send } };
        },
      });
    },
  });
  async function* slowly(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      await new Promise(setImmediate);
      await tick();
      yield chunk;
    }
  }
  return { sent: () => sent };
}

describe('a stop', () => {
  test('leaves what was not reached deferred, and no tag on incomplete content', async () => {
    const { world, file } = pinned(image, ABC);
    const stop = new AbortController();
    world.interfere(SOURCE, ({ method }) => {
      if (method === 'readBlob') stop.abort('SIGINT');
    });
    const { outcomes, findings } = await world.sync(file, {}, stop.signal);
    expect(ends(outcomes)).toEqual(['a deferred', 'b deferred', 'c deferred']);
    expect(findings).toEqual([]);
    for (const name of ABC) expect(world.tagsOf(hostOf(name), 'app')).toEqual({});
  });

  test('does not hide what had failed before it', async () => {
    const world = new World();
    const bad = makeImage({ seed: 'bad', layerBytes: 1_200_000 });
    world.push(SOURCE, 'bad', { tree: bad, tag: '1' });
    world.push(SOURCE, 'app', { tree: large, tag: '1' });
    const stop = new AbortController();
    const hasFailed = gate();
    world.interfere(
      EU,
      all(
        ({ method, place }) => {
          if (method === 'probeBlob' && place.endsWith('/bad')) throw failure('denied');
        },
        async ({ method, place }) => {
          if (method !== 'probeBlob' || !place.endsWith('/app')) return;
          await hasFailed.opened;
          stop.abort('time budget');
          throw failure('aborted');
        },
      ),
    );
    const file = manifest(
      ['eu'],
      `  - ${SOURCE}/bad@${bad.root.digest}\n  - ${SOURCE}/app@${large.root.digest}`,
    );
    const context = world.context(file, {
      onOutcome: ({ outcome }) => {
        if (outcome === 'failed') hasFailed.open();
      },
    });
    const { rows } = await resolve(context, neverAborted());
    const { outcomes } = await copy(makePlan(rows, context).steps, context, stop.signal);
    expect(ends(outcomes)).toEqual(['eu failed', 'eu deferred']);
    expect(outcomes[0]?.failure?.error.code).toBe('denied');
  });

  test('before anything was begun asks no mirror', async () => {
    const { world, file } = pinned(image);
    const { rows } = await resolve(world.context(file), neverAborted());
    const context = world.context(file);
    world.calls.length = 0;
    const { outcomes } = await copy(makePlan(rows, context).steps, context, AbortSignal.abort('SIGTERM'));
    expect(ends(outcomes)).toEqual(['eu deferred']);
    expect(world.count('beginUpload') + world.count('writeManifest') + world.count('tag')).toBe(0);
  });
});

describe('where content comes from', () => {
  test('is a mirror that an earlier run has proven, before the source', async () => {
    const { world, digest } = pinned(image, ['a']);
    await world.sync(manifest(['a'], `  - ${SOURCE}/app@${digest}`));
    world.calls.length = 0;
    const { outcomes, meter } = await world.sync(manifest(['a', 'b'], `  - ${SOURCE}/app@${digest}`));
    expect(ends(outcomes)).toEqual(['a up-to-date', 'b copied']);
    expect(world.calls.filter(({ place }) => place.startsWith(SOURCE))).toEqual([]);
    expect(meter.sourceBytes).toBe(0);
    expect(meter.siblingBytes).toBeGreaterThan(0);
  });

  test('is the source first with readFrom: source-first', async () => {
    const { world, digest } = pinned(image, ['a']);
    await world.sync(manifest(['a'], `  - ${SOURCE}/app@${digest}`));
    const more = 'readFrom: source-first';
    const { meter } = await world.sync(manifest(['a', 'b'], `  - ${SOURCE}/app@${digest}`, more));
    expect(meter.siblingBytes).toBe(0);
    expect(meter.sourceBytes).toBeGreaterThan(0);
  });

  test('is a mirror where the source has lost it', async () => {
    const { world, digest } = pinned(image, ['a']);
    await world.sync(manifest(['a'], `  - ${SOURCE}/app@${digest}`));
    world.registry(SOURCE).content.repositories.clear();
    const { outcomes } = await world.sync(
      manifest(['a', 'b'], `  - ${SOURCE}/app@${digest}`, 'readFrom: source-first'),
    );
    expect(ends(outcomes)).toEqual(['a up-to-date', 'b copied']);
  });

  test('an image that cannot be read from one place does not fail for one that can', async () => {
    const world = new World();
    world.push(SOURCE, 'app', { tree: image, tag: '1' });
    world.interfere('dead.example.com', async ({ method }) => {
      if (method !== 'readManifest' && method !== 'resolve') return;
      await new Promise(setImmediate);
      throw failure('unavailable');
    });
    const file = manifest(['eu'], `  - dead.example.com/copy@${DIGEST}\n  - ${SOURCE}/app@${DIGEST}`);
    const { outcomes } = await world.sync(file);
    expect(outcomes.map(({ step, outcome }) => `${step.row.repository} ${outcome}`)).toEqual([
      'dead.example.com/copy failed',
      `${SOURCE}/app copied`,
    ]);
  });
});

describe('what the progress display is told', () => {
  test('ends with everything done, also where images share layers', async () => {
    const trees = ['1', '2', '3', '4'].map((seed) => makeImage({ seed, layerSeeds: ['base', seed] }));
    const world = new World();
    for (const [number, tree] of trees.entries()) world.push(SOURCE, 'app', { tree, tag: `${number}` });
    const file = manifest(['a', 'b'], `  - { source: ${SOURCE}/app, tags: ["0", "1", "2", "3"] }`);
    const { meter } = await world.sync(file);
    expect(meter).toMatchObject({ imagesDone: 8, imagesTotal: 8 });
    expect(meter.bytesDone).toBe(meter.bytesTotal);
    expect(meter.active.size).toBe(0);
  });

  test('tells of each step once', async () => {
    const { world, file } = pinned(image, ABC);
    const told: string[] = [];
    await world.sync(file, { onOutcome: ({ step }) => told.push(step.cell.mirror.name) });
    expect(told.sort()).toEqual(ABC);
  });
});

describe('tags', () => {
  test('are set last, on every mirror', async () => {
    const { world, file } = pinned(makeIndex([image, arm64]), ['a', 'b'], ', allowMirrorByTags: true');
    await world.sync(file);
    for (const host of ['a', 'b'].map(hostOf)) {
      const writes = world.calls.filter(
        ({ method, place }) => place.startsWith(host) && /^(send|writeManifest|tag)$/.test(method),
      );
      expect(writes.at(-1)).toMatchObject({ method: 'tag', what: '1' });
      expect(writes.filter(({ method }) => method === 'tag')).toHaveLength(1);
    }
  });

  test('of the source are not made unless asked for', async () => {
    const { world, digest, file } = pinned(image);
    await world.sync(file);
    expect(world.tagsOf(EU, 'app')).toEqual({ [keepTag(digest)]: digest });
  });

  test('that are gone are set again without moving content', async () => {
    const { world, digest, file } = pinned(image, ['eu'], ', allowMirrorByTags: true');
    await world.sync(file);
    world.registry(EU).content.repositories.get('app')?.tags.clear();
    world.calls.length = 0;
    const { outcomes } = await world.sync(file);
    expect(ends(outcomes)).toEqual(['eu copied']);
    expect(outcomes[0]).toMatchObject({ bytes: 0, proof: { thisRun: true } });
    expect(world.tagsOf(EU, 'app')).toEqual({ 1: digest });
    expect(world.count('send')).toBe(0);
    expect(world.count('probeBlob')).toBeGreaterThan(0); // a proof of an earlier run is no reason to point a tag somewhere
  });

  test('stay where they are on content that could not be brought', async () => {
    const { world, file, digest } = pinned(image, ['eu'], ', allowMirrorByTags: true');
    await world.sync(file);
    const newer = makeImage({ seed: 'newer' });
    const pin = world.push(SOURCE, 'app', { tree: newer, tag: '1' });
    const [lost] = newer.blobs.keys();
    deleteBlobData(world.registry(SOURCE).content, lost as Digest);
    const moved = manifest(
      ['eu'],
      `  - { source: ${SOURCE}/app, tags: ["1@${pin}"], allowMirrorByTags: true }`,
    );
    const { outcomes } = await world.sync(moved);
    expect(outcomes[0]).toMatchObject({ outcome: 'failed', found: digest });
    expect(world.tagsOf(EU, 'app')).toEqual({ 1: digest });
  });
});

describe('what the run remembers', () => {
  test('is a proof for each mirror that succeeded and none for one that failed', async () => {
    const { world, file } = pinned(image, ['a', 'b']);
    world.interfere(hostOf('b'), fails('tag', failure('refused'), { times: 9 }));
    await world.sync(file);
    // one of the image, one of what refers to it
    const origins = world.proofs.entries().map(([key]) => key.split(' ')[0]);
    expect(origins).toEqual(['memory://a.example.com', 'memory://a.example.com']);
  });

  test('is what was accepted for a tag, only once a mirror has it', async () => {
    const { world, file } = pinned(image);
    world.interfere(EU, fails('writeManifest', failure('refused'), { times: 9 }));
    await world.sync(file);
    expect(world.history.of(`${SOURCE}/app:1`).accepted).toBeNull();
    world.interfere(EU, null);
    await world.sync(file);
    expect(world.history.of(`${SOURCE}/app:1`).accepted).toBe(DIGEST);
  });
});

test('the copy stage never throws, whatever is thrown at it', async () => {
  for (const thrown of [new TypeError('bug'), null, undefined]) {
    const { world, file } = pinned(large, ['a', 'b']);
    world.interfere(hostOf('a'), ({ method }) => {
      if (method === 'probeBlob') throw thrown;
    });
    const { outcomes } = await copyOnce(world, file);
    expect(ends(outcomes)).toEqual(['a failed', 'b copied']);
    expect(outcomes[0]?.failure?.error.code).toBe('internal');
  }
});
