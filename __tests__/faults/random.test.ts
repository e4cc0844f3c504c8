/**
 * Random faults on random images, thousands of times: what must hold whatever goes wrong.
 *
 * `MIRROR_FAULT_RUNS` says how many cases (default below), `MIRROR_FAULT_SEED` which; a failing case prints both its seed and its
 * path, which go into `kept-seeds.json` and are played first from then on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { imageTree } from '../fixtures/arbitrary-images.ts';
import {
  answer,
  busy,
  closeDelimited,
  cut,
  first,
  flipBit,
  hang,
  headers,
  loseAnswer,
  reset,
  resetReceiving,
  stall,
  tooLong,
  trickle,
} from '../rig/effects.ts';
import type { Effect, Hits } from '../rig/fault-layer.ts';
import { expectConvergence, expectTruth, Rig } from '../rig/rig.ts';
import type { RigRegistry } from '../rig/rig-registry.ts';
import type { Route } from '../rig/routes.ts';
import { keptSeeds, playCases } from './kept-seeds.ts';

const RUNS = Number(process.env.MIRROR_FAULT_RUNS ?? 400);

/** What thousands of cases may leave behind in memory, all together. */
const MOST_LEFT_BYTES = 48 * 1024 * 1024;

const routes: fc.Arbitrary<Route> = fc.constantFrom<Route>(
  'HEAD tag',
  'GET tag',
  'GET manifest',
  'HEAD manifest',
  'PUT manifest',
  'PUT tag',
  'GET blob',
  'HEAD blob',
  'POST uploads',
  'PUT upload',
  'GET referrers',
  'GET tags',
  'GET token',
  'DELETE upload',
  'GET *',
  '* *',
);

const bytes = fc.constantFrom(0, 1, 10, 100, 300);

/** Effects are made anew for each case; in words for the report of a failing one. */
interface Named {
  readonly what: string;
  readonly effect: Effect;
}

const effects: fc.Arbitrary<Named> = fc.oneof(
  fc
    .constantFrom(400, 401, 403, 404, 405, 408, 409, 413, 416, 429, 500, 501, 502, 503, 504, 507)
    .map((status) => ({ what: `answers ${status}`, effect: answer(status) })),
  fc
    .constantFrom('1', '20', '86400', 'soon')
    .map((value) => ({ what: `busy for ${value}`, effect: busy(value) })),
  bytes.map((after) => ({ what: `resets after ${after}`, effect: reset({ after }) })),
  bytes.map((after) => ({ what: `is cut after ${after}`, effect: cut({ after }) })),
  bytes.map((after) => ({ what: `ends without a length after ${after}`, effect: closeDelimited({ after }) })),
  bytes.map((after) => ({ what: `stalls after ${after}`, effect: stall({ after }) })),
  bytes.map((after) => ({ what: `trickles after ${after}`, effect: trickle({ after, everyMs: 5_000 }) })),
  bytes.map((after) => ({ what: `resets after receiving ${after}`, effect: resetReceiving({ after }) })),
  fc.constantFrom(1, 1000).map((extra) => ({ what: `sends ${extra} more`, effect: tooLong(extra) })),
  fc.constantFrom(
    { what: 'resets at once', effect: reset() },
    { what: 'never answers', effect: hang() },
    { what: 'flips a bit', effect: flipBit() },
    { what: 'loses its answer', effect: loseAnswer() },
    { what: 'names no digest', effect: headers({ 'docker-content-digest': '' }) },
    {
      what: 'names another digest',
      effect: headers({ 'docker-content-digest': `sha256:${'0'.repeat(64)}` }),
    },
    { what: 'names no type', effect: headers({ 'content-type': '' }) },
  ),
);

const hits: fc.Arbitrary<Hits> = fc.oneof(
  fc.constant<Hits>('always'),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 4 }).map((from) => ({ from, to: from + 2 })),
);

const fault = fc.record({ where: fc.nat(4), route: routes, hits, named: effects });

const scenario = fc.record({
  trees: fc.array(imageTree, { minLength: 1, maxLength: 3 }),
  mirrors: fc.integer({ min: 1, max: 4 }),
  access: fc.constantFrom('anonymous', 'basic', 'bearer'),
  pinned: fc.boolean(),
  /** For each mirror: whether it has the first image already, and with its tag. */
  before: fc.array(fc.constantFrom('nothing', 'untagged', 'all'), { minLength: 4, maxLength: 4 }),
  faults: fc.array(fault, { minLength: 1, maxLength: 5 }),
  /** Before which request of the first mirror the run is stopped; 0: never. */
  stopAt: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) },
  ),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

async function build({ trees, mirrors, access, pinned, before }: Scenario): Promise<Rig> {
  const images = Object.fromEntries(trees.map((tree, number) => [`app${number}:1`, tree]));
  const rig = await Rig.start({ mirrors, access, pinned, images });
  rig.mirrors.forEach((mirror, index) => {
    const tree = trees[0];
    if (tree === undefined || before[index] === 'nothing') return;
    mirror.push('app0', tree, before[index] === 'all' && !pinned ? '1' : undefined);
  });
  return rig;
}

function arm(rig: Rig, { faults, stopAt }: Scenario): void {
  for (const { where, route, hits: when, named } of faults)
    (rig.registries[where % rig.registries.length] as RigRegistry).fault(route, when, named.effect);
  if (stopAt > 0)
    rig.mirror.fault(
      '* *',
      stopAt,
      first(() => rig.interrupt('SIGTERM')),
    );
}

async function play(given: Scenario): Promise<void> {
  const rig = await build(given);
  try {
    arm(rig, given);
    expectTruth(rig, await rig.sync());
    await expectConvergence(rig);
    const settled = await rig.sync();
    expect(settled.report.totals).toMatchObject({ sourceBytes: 0, siblingBytes: 0, mirrorBytes: 0 });
    expect(new Set(settled.outcomes)).toEqual(new Set(['up-to-date']));
  } finally {
    await rig.stop();
  }
}

function describeCase({ faults, mirrors, access, pinned, before, stopAt, trees }: Scenario): string {
  const told = faults.map(
    ({ where, route, hits: when, named }) => `${where} ${route} ${JSON.stringify(when)} ${named.what}`,
  );
  return JSON.stringify({ images: trees.length, mirrors, access, pinned, before, stopAt, faults: told });
}

const property = fc.asyncProperty(scenario, (given) =>
  play(given).catch((error: unknown) => {
    throw new Error(`${describeCase(given)}\n${error instanceof Error ? error.message : String(error)}`);
  }),
);

for (const { seed, path, found } of keptSeeds())
  test(`kept seed ${seed} (${found})`, async () => {
    await fc.assert(property, { seed, path, numRuns: 1, endOnFailure: true });
  });

test(`${RUNS} random cases: nothing incomplete gets a tag, every end is told once and truly, the next run mends it`, async () => {
  await playCases(property, 10); // what is loaded and kept for good is there now
  const beforeBytes = await usedBytes();
  await playCases(property, RUNS);
  expect((await usedBytes()) - beforeBytes).toBeLessThan(MOST_LEFT_BYTES);
}, 1_800_000);

/** Memory that is still held after everything that can be let go of is gone: what closes, or is finalized, does so in later turns. */
async function usedBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round += 1) {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    least = Math.min(least, heapUsed + arrayBuffers);
    await sleep(50);
  }
  return least;
}
