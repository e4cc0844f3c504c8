/** What must hold whatever images there are, whatever the mirrors hold already, and whatever fails. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ErrorCode } from '../../src/errors.ts';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import type { CellOutcome } from '../../src/mirror/row.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { repositoryForWriting } from '../../src/stores/memory-content.ts';
import { fails, failure, type Interference, type Method } from '../fakes/faulty-target.ts';
import { imageTree as tree } from '../fixtures/arbitrary-images.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { keepTag, manifest, neverAborted, SOURCE, type Synced, World } from './world.ts';

const MIRRORS = ['a', 'b', 'c', 'd'];
const RUNS = Number(process.env.MIRROR_FAULT_RUNS ?? 3000);
const hostOf = (name: string) => `${name}.example.com`;

/** What one mirror holds of one image before the first run: each bit of `mask` is one manifest or blob. */
interface Before {
  readonly kind: 'nothing' | 'all' | 'untagged part' | 'tagged, part lost' | 'tagged, data lost';
  readonly mask: number;
}
const before: fc.Arbitrary<Before> = fc.record({
  kind: fc.constantFrom('nothing', 'all', 'untagged part', 'tagged, part lost', 'tagged, data lost'),
  mask: fc.nat(0xffff),
});

interface Fault {
  readonly where: string;
  readonly method: Method;
  readonly from: number;
  readonly times: number;
  readonly how: ErrorCode | 'server error' | 'stop';
}
const fault: fc.Arbitrary<Fault> = fc.record({
  where: fc.constantFrom('source', ...MIRRORS),
  method: fc.constantFrom<Method>(
    'resolve',
    'readManifest',
    'readBlob',
    'lastChunk',
    'probeBlob',
    'checkPush',
    'beginUpload',
    'send',
    'writeManifest',
    'tag',
  ),
  from: fc.integer({ min: 1, max: 6 }),
  times: fc.constantFrom(1, 2, 4, 1000),
  how: fc.constantFrom(
    'unavailable',
    'stalled',
    'denied',
    'refused',
    'not-found',
    'digest-mismatch',
    'internal',
    'server error',
    'stop',
  ),
});

const scenario = fc.record({
  trees: fc.array(tree, { minLength: 1, maxLength: 3 }),
  mirrors: fc.shuffledSubarray(MIRRORS, { minLength: 1 }),
  lenient: fc.subarray(MIRRORS),
  byTags: fc.boolean(),
  before: fc.array(before, { minLength: 12, maxLength: 12 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** A world as the scenario says, and the tags that each repository has to begin with. */
function build({ trees, mirrors, lenient, byTags, before: states }: Scenario): {
  world: World;
  file: MirrorFile;
} {
  const world = new World(lenient.map(hostOf));
  trees.forEach((image, number) => {
    world.push(SOURCE, `app${number}`, { tree: image, tag: '1' });
    mirrors.forEach((name, position) => {
      prepare(
        world,
        { host: hostOf(name), repository: `app${number}`, image, byTags },
        states[number * 4 + position],
      );
    });
  });
  const images = trees.map(
    ({ root }, number) =>
      `  - { source: ${SOURCE}/app${number}, tags: ["1@${root.digest}"], allowMirrorByTags: ${byTags} }`,
  );
  return { world, file: manifest(mirrors, images.join('\n')) };
}

interface Place {
  readonly host: string;
  readonly repository: string;
  readonly image: ImageTree;
  readonly byTags: boolean;
}

function prepare(world: World, { host, repository, image, byTags }: Place, state: Before | undefined): void {
  if (state === undefined || state.kind === 'nothing') return;
  const tag = byTags ? '1' : keepTag(image.root.digest);
  const { content } = world.registry(host);
  world.push(host, repository, { tree: image, ...(state.kind === 'untagged part' ? {} : { tag }) });
  if (state.kind === 'all') return;
  const held = repositoryForWriting(content, repository);
  const parts = [...image.blobs.keys(), ...image.manifests.map(({ digest }) => digest)];
  parts.forEach((digest, bit) => {
    if ((state.mask >> (bit % 16)) % 2 === 0) return;
    const blob = content.blobs.get(digest);
    if (blob === undefined) held.manifests.delete(digest);
    else if (state.kind === 'tagged, data lost')
      content.blobs.set(digest, { sizeBytes: blob.sizeBytes, bytes: null });
    else held.blobs.delete(digest);
  });
}

/** Fails the test when a mirror is asked to set a tag while what it will point to is not all there. */
function guardTags(world: World, { trees }: Scenario, host: string): Interference {
  return ({ method, place, what }) => {
    if (method !== 'tag') return;
    const repository = place.slice(place.indexOf('/') + 1);
    const root = trees[Number(repository.replace('app', ''))]?.root.digest as Digest;
    expect([what, world.missing(host, repository, root)]).toEqual([what, []]);
  };
}

function expectEachOnce({ rows, outcomes }: Synced, { trees, mirrors }: Scenario): void {
  const ends = outcomes.map(({ step }) => `${step.row.name} ${step.cell.mirror.name}`);
  expect(new Set(ends).size).toBe(ends.length);
  expect(rows).toHaveLength(trees.length);
  expect(ends).toHaveLength(trees.length * mirrors.length);
}

const isGood = ({ outcome }: CellOutcome) => ['copied', 'repaired', 'up-to-date'].includes(outcome);

/** Where a step is said to have succeeded, its tag points to the wanted digest and everything is there. */
function expectTruth(world: World, { outcomes }: Synced): void {
  for (const { step, outcome, found } of outcomes.filter(isGood)) {
    const { mirror, target, tag, keepTag: anchor } = step.cell;
    const wanted = step.row.wanted as Digest;
    const about = `${mirror.name} ${target.repository} ${outcome}`;
    expect([about, found]).toEqual([about, wanted]);
    expect([about, world.tagsOf(hostOf(mirror.name), target.repository)[tag ?? anchor ?? '']]).toEqual([
      about,
      wanted,
    ]);
    expect([about, world.missing(hostOf(mirror.name), target.repository, wanted)]).toEqual([about, []]);
  }
}

test('without a fault everything arrives, each digest is read once, and a second run moves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const { world, file } = build(given);
      for (const name of given.mirrors) world.interfere(hostOf(name), guardTags(world, given, hostOf(name)));
      const first = await world.sync(file);
      expectEachOnce(first, given);
      expect(first.outcomes.filter((outcome) => !isGood(outcome))).toEqual([]);
      expect(first.meter).toMatchObject({
        rereads: 0,
        imagesDone: first.meter.imagesTotal,
        bytesDone: first.meter.bytesTotal,
      });
      expectTruth(world, first);
      const read = world.calls.filter(
        ({ method, place }) => method === 'readBlob' && place.startsWith(SOURCE),
      );
      expect(new Set(read.map(({ what }) => what)).size).toBe(read.length);
      await expectSettled(world, file, given);
    }),
    { numRuns: 60 },
  );
});

test(`with up to three faults (${RUNS} cases) nothing false is tagged or told, and the next runs mend it`, async () => {
  await fc.assert(
    fc.asyncProperty(scenario, fc.array(fault, { minLength: 1, maxLength: 3 }), async (given, faults) => {
      const { world, file } = build(given);
      const stop = new AbortController();
      for (const name of [...given.mirrors, 'source']) {
        const guard = name === 'source' ? () => undefined : guardTags(world, given, hostOf(name));
        const goWrong = faults
          .filter(({ where }) => where === name)
          .map((wrong) => interferenceOf(wrong, stop));
        world.interfere(hostOf(name), async (call) => {
          for (const goesWrong of goWrong) await goesWrong(call);
          await guard(call);
        });
      }
      const first = await world.sync(file, {}, stop.signal);
      expectEachOnce(first, given);
      expectTruth(world, first);
      for (const name of [...given.mirrors, 'source']) world.interfere(hostOf(name), null);
      const second = await world.sync(file);
      expectEachOnce(second, given);
      expect(second.outcomes.filter((outcome) => !isGood(outcome))).toEqual([]);
      expectTruth(world, second);
      // What one mirror got in the first run serves the others in the second.
      if (everyRowHas(first, isGood)) expect(second.meter.sourceBytes).toBe(0);
      await expectSettled(world, file, given);
    }),
    { numRuns: RUNS },
  );
}, 1_800_000);

function interferenceOf({ method, from, times, how }: Fault, stop: AbortController): Interference {
  if (how !== 'stop') {
    const error = how === 'server error' ? failure('unavailable', { status: 500 }) : failure(how);
    return fails(method, error, { from, times });
  }
  const stopping = fails(method, failure('aborted'), { from, times });
  return async (call) => {
    try {
      await stopping(call);
    } catch (error) {
      stop.abort('SIGTERM');
      throw error;
    }
  };
}

function everyRowHas({ rows, outcomes }: Synced, test: (outcome: CellOutcome) => boolean): boolean {
  return rows.every((row) => outcomes.some((outcome) => outcome.step.row === row && test(outcome)));
}

/** One look per mirror and image, and nothing else. */
async function expectSettled(world: World, file: MirrorFile, { trees, mirrors }: Scenario): Promise<void> {
  world.calls.length = 0;
  const { outcomes, meter, findings } = await world.sync(file, {}, neverAborted());
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['up-to-date']));
  expect(findings).toEqual([]);
  expect(meter).toMatchObject({ sourceBytes: 0, siblingBytes: 0, mirrorBytes: 0 });
  expect(world.calls).toHaveLength(trees.length * mirrors.length);
}
