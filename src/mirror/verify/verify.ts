/**
 * The verify stage: walks every image on every mirror. Mirrors are walked side by side, each at its own pace; one that does
 * not answer is tried once more at the end. Nothing is written, and no source is asked.
 */
import pLimit, { type LimitFunction } from 'p-limit';
import type { Digest } from '../../oci/digest.ts';
import type { Source } from '../../oci/store.ts';
import type { RunContext } from '../context.ts';
import { isUnreachable } from '../health.ts';
import { lookAgain, referrersOf, subjectOf } from '../observe.ts';
import type { Depth } from '../proofs.ts';
import { ReferrerSearch } from '../referrers/search.ts';
import type { CellOutcome, Row, Step } from '../row.ts';
import type { Walk } from './fault.ts';
import { withLacking } from './lacking.ts';
import { oldestFirst } from './order.ts';
import { failedWalk, outcomeOfWalk, outcomeWithoutWalk, startOf } from './outcome.ts';
import { PlaceCheck } from './place-check.ts';
import { type WalkedReferrers, walkReferrers } from './referrers.ts';
import type { VerifiedStep } from './verified-step.ts';
import { walkImage } from './walk.ts';

/** Images walked at the same time on one mirror; the store bounds what reaches the registry. */
const IMAGES_AT_ONCE = 8;

export interface VerifyOptions {
  readonly depth: Depth;
  /** Begin with what was proven longest ago, so that runs with a time budget get around to everything. */
  readonly isOldestFirst: boolean;
}

/** In the order of rows and mirrors. Proofs and damage are noted in `context.proofs`. Never throws. */
export async function verify(
  rows: readonly Row[],
  options: VerifyOptions,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<readonly VerifiedStep[]> {
  const steps = rows.flatMap((row) => row.cells.map((cell) => stepOf(row, cell)));
  return verifySteps(steps, options, { context, signal });
}

/** As `verify`, for steps that are known: results are in their order. */
export async function verifySteps(
  steps: readonly Step[],
  options: VerifyOptions,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<readonly VerifiedStep[]> {
  const first = await new VerifyRun(options, context, signal).walkAll(steps, false);
  const verified = withLacking(await tryAgain(first, options, { context, signal }), context);
  forgetLacking(verified, context);
  return verified;
}

/** What is missing is to be looked at by the next sync, however well it was proven. */
function forgetLacking(verified: readonly VerifiedStep[], { proofs }: RunContext): void {
  for (const { outcome, walk, lacking = [] } of verified) {
    if (walk === null || lacking.length === 0) continue;
    const { cell, row } = outcome.step;
    proofs.forget(referrersOf(subjectOf(cell.target, walk.root, row)));
  }
}

function stepOf(row: Row, cell: Row['cells'][number]): Step {
  return { row, cell, action: 'verify', reason: 'every manifest and blob is looked at' };
}

interface WholeWalk {
  readonly walk: Walk;
  readonly referrers: WalkedReferrers | null;
}

/** An image is whole with what belongs to it. */
function joinWalks(walk: Walk, { manifests, faults, isProven }: WalkedReferrers): Walk {
  return {
    ...walk,
    faults: [...walk.faults, ...faults],
    isProven: walk.isProven && isProven,
    ofReferrers: manifests,
  };
}

class VerifyRun {
  readonly #options: VerifyOptions;
  readonly #context: RunContext;
  readonly #signal: AbortSignal;
  readonly #lanes = new Map<string, LimitFunction>();
  readonly #search: ReferrerSearch;
  readonly #places = new Map<Source, PlaceCheck>();
  /** Steps still to be walked per repository: what was learnt of it is forgotten with the last one. */
  readonly #left = new Map<Source, number>();

  constructor(options: VerifyOptions, context: RunContext, signal: AbortSignal) {
    this.#options = options;
    this.#context = context;
    this.#signal = signal;
    this.#search = new ReferrerSearch(context.health, signal);
  }

  /** Mirrors that did not answer are told of at their last chance. */
  async walkAll(steps: readonly Step[], isLastChance: boolean): Promise<readonly VerifiedStep[]> {
    const { isOldestFirst, depth } = this.#options;
    const order = isOldestFirst ? oldestFirst(steps, depth, (step) => this.#proofOf(step)) : steps;
    for (const { cell } of steps) this.#left.set(cell.target, (this.#left.get(cell.target) ?? 0) + 1);
    this.#context.meter.imagesTotal += steps.length;
    const ended = new Map<Step, VerifiedStep>();
    await Promise.all(
      order.map((step) =>
        this.#laneOf(step)(async () => {
          const result = await this.#verifyOne(step);
          ended.set(step, result);
          this.#tell(result, isLastChance);
        }),
      ),
    );
    return steps.flatMap((step) => ended.get(step) ?? []);
  }

  async #verifyOne(step: Step): Promise<VerifiedStep> {
    const start = startOf(step);
    const known = outcomeWithoutWalk(step, this.#signal);
    if (known !== null || start === null)
      return { outcome: known ?? failedWalk(step, null, this.#signal), walk: null };
    try {
      const { walk, referrers } = await this.#walk(step, start);
      return { outcome: this.#record(step, walk), walk, referrers };
    } catch (error) {
      return { outcome: failedWalk(step, error, this.#signal), walk: null };
    }
  }

  #walk({ cell, row }: Step, start: Digest): Promise<WholeWalk> {
    const { health } = this.#context;
    const mirror = cell.mirror.name;
    return health.guard(mirror, this.#signal, async (guarded) => {
      const place = this.#placeOf(cell.target, guarded);
      const walk = await walkImage(start, { place, platforms: row.platforms });
      if (row.image.referrers !== 'copy') return { walk, referrers: null };
      const referrers = await walkReferrers(walk, { place, search: this.#search, mirror });
      return { walk: joinWalks(walk, referrers), referrers };
    });
  }

  /** A repository's check lives as long as its mirror answers: `signal` fires when the mirror counts as down. */
  #placeOf(target: Source, signal: AbortSignal): PlaceCheck {
    const { depth } = this.#options;
    const known =
      this.#places.get(target) ?? new PlaceCheck(target, { depth, meter: this.#context.meter, signal });
    this.#places.set(target, known);
    return known;
  }

  #record(step: Step, walk: Walk): CellOutcome {
    const { proofs, age } = this.#context;
    const { depth } = this.#options;
    const subject = subjectOf(step.cell.target, walk.root, step.row);
    const isPartial = walk.manifests.some(({ content }) => content.kind === 'refused');
    if (walk.faults.length > 0) proofs.damage(subject, depth, age.nowMs);
    else if (!isPartial) proofs.prove(subject, walk.isProven ? depth : 'exists', age.nowMs);
    return outcomeOfWalk(step, walk, { depth, nowMs: age.nowMs, proof: proofs.get(subject) });
  }

  #tell({ outcome }: VerifiedStep, isLastChance: boolean): void {
    const { meter, onOutcome } = this.#context;
    const { target } = outcome.step.cell;
    const left = (this.#left.get(target) ?? 1) - 1;
    this.#left.set(target, left);
    if (left === 0) this.#places.delete(target);
    meter.imagesDone += 1;
    if (isLastChance || outcome.failure === null || !isUnreachable(outcome.failure.error)) onOutcome(outcome);
  }

  #proofOf({ row, cell }: Step) {
    const start = startOf({ row, cell });
    return start === null ? null : this.#context.proofs.get(subjectOf(cell.target, start, row));
  }

  #laneOf({ cell }: Step): LimitFunction {
    const { name } = cell.mirror;
    const lane = this.#lanes.get(name) ?? pLimit(IMAGES_AT_ONCE);
    this.#lanes.set(name, lane);
    return lane;
  }
}

/** Mirrors that did not answer get one more chance when all others are done. */
async function tryAgain(
  first: readonly VerifiedStep[],
  options: VerifyOptions,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<readonly VerifiedStep[]> {
  const waiting = first.filter(
    ({ outcome: { failure } }) => failure !== null && isUnreachable(failure.error),
  );
  if (waiting.length === 0 || signal.aborted) return first;
  for (const { outcome } of waiting) context.health.revive(outcome.step.cell.mirror.name);
  const steps = waiting.map(({ outcome }) => outcome.step);
  const looked = await lookAgain(steps, context, signal);
  const again = steps.map(({ row, cell, ...step }) => ({
    ...step,
    row,
    cell: looked.get(row)?.cells.find(({ mirror }) => mirror === cell.mirror) ?? cell,
  }));
  context.meter.imagesTotal -= again.length;
  context.meter.imagesDone -= again.length;
  const second = await new VerifyRun(options, context, signal).walkAll(again, true);
  const replaced = new Map(waiting.map((one, index) => [one, second[index] ?? one]));
  return first.map((one) => replaced.get(one) ?? one);
}
