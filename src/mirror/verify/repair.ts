/**
 * `verify --repair`: brings back by digest what walks found missing or damaged, from any other mirror that can prove it or from
 * the source, then walks again. What a registry still serves damaged after it took it anew is damaged at rest.
 */
import type { MirrorError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Target } from '../../oci/store.ts';
import type { RunContext } from '../context.ts';
import { BlobExchange } from '../copy/blob-exchange.ts';
import { copy } from '../copy/copy.ts';
import { failureOf, isSignatureRule } from '../copy/failure.ts';
import { Places } from '../copy/places.ts';
import { mapEach } from '../each.ts';
import type { CellOutcome, Step } from '../row.ts';
import { type BrokenStep, brokenSteps, stepsToCopy } from './repair-plan.ts';
import type { VerifiedStep } from './verified-step.ts';
import { type VerifyOptions, verifySteps } from './verify.ts';

const BLOBS_AT_ONCE = 8;

/** Where mended content came from; by mirror and digest. */
export class Mended {
  readonly #byKey = new Map<string, { readonly from: string; readonly bytes: number }>();

  add(mirror: string, digest: string, repaired: { readonly from: string; readonly bytes: number }): void {
    this.#byKey.set(`${mirror} ${digest}`, repaired);
  }

  of(mirror: string, digest: string): { readonly from: string; readonly bytes: number } | null {
    return this.#byKey.get(`${mirror} ${digest}`) ?? null;
  }
}

export interface RepairedStep {
  readonly before: VerifiedStep;
  /** The walk after the repair, or the one before where there was none; `outcome` is that of the whole. */
  readonly after: VerifiedStep;
  /** Whether it was walked again: what is not seen to be mended is not mended. */
  readonly isWalkedAgain: boolean;
  /** Why something could not be brought; null where all was brought, whatever the registry made of it. */
  readonly obstacle: MirrorError | null;
}

export interface Repaired {
  readonly steps: readonly RepairedStep[];
  readonly mended: Mended;
}

/** Repairs every step of `verified` that is incomplete and can be written to. Never throws. */
export async function repair(
  verified: readonly VerifiedStep[],
  options: VerifyOptions,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<Repaired> {
  const broken = brokenSteps(verified);
  const mended = new Mended();
  if (broken.length === 0 || signal.aborted) return { steps: [], mended };
  const rewritten: Rewritten = { bytes: new Map(), obstacles: new Map() };
  await rewriteDamaged(broken, { context, signal, mended, rewritten });
  // What each image came to is told after the walk that follows.
  const untold = { ...context, onOutcome: () => undefined };
  const copied = await copy(stepsToCopy(broken, verified), untold, signal);
  for (const { mirror, digest, repaired } of copied.findings) {
    if (mirror !== undefined && digest !== undefined && repaired !== undefined)
      mended.add(mirror, digest, repaired);
  }
  noteAttached(broken, copied.outcomes, mended);
  const again = await verifySteps(
    broken.map(({ before }) => before.outcome.step),
    options,
    { context, signal },
  );
  const steps = broken.map(({ before }, index) =>
    repairedStep(before, { again: again[index] ?? before, work: copied.outcomes[index], rewritten }),
  );
  return { steps, mended };
}

/** Referrers that were only missing: the copy stage does not call that damage. */
function noteAttached(broken: readonly BrokenStep[], outcomes: readonly CellOutcome[], mended: Mended): void {
  broken.forEach(({ before, walk }, index) => {
    const work = outcomes[index];
    if ((before.lacking ?? []).length === 0 || work === undefined || work.failure !== null) return;
    const from = 'another mirror or the source';
    mended.add(before.outcome.step.cell.mirror.name, walk.root, { from, bytes: work.bytes });
  });
}

/** What the uploads of `rewriteDamaged` came to, by step. */
interface Rewritten {
  readonly bytes: Map<Step, number>;
  readonly obstacles: Map<Step, MirrorError>;
}

interface Rewriting {
  readonly context: RunContext;
  readonly signal: AbortSignal;
  readonly mended: Mended;
  readonly rewritten: Rewritten;
}

/** Blobs that the registry serves, but with other content: a probe would call them fine, so they are uploaded anew unasked. */
async function rewriteDamaged(broken: readonly BrokenStep[], rewriting: Rewriting): Promise<void> {
  const { context, signal, mended, rewritten } = rewriting;
  const { bytes, obstacles } = rewritten;
  const exchange = new BlobExchange({ places: new Places(), meter: context.meter, now: context.monotonicMs });
  const done = new Map<Target, Set<Digest>>();
  const wishes = broken.flatMap(({ before, rewrites, readers }) =>
    rewrites.map((blob) => ({ step: before.outcome.step, blob, readers })),
  );
  await mapEach(wishes, BLOBS_AT_ONCE, async ({ step, blob, readers }) => {
    const { target, mirror } = step.cell;
    if (!isFirst(done, target, blob.digest)) return;
    try {
      const arrival = await exchange.bringAgain({ blob, readers, signal }, target);
      mended.add(mirror.name, blob.digest, { from: arrival.from, bytes: arrival.bytes });
      bytes.set(step, (bytes.get(step) ?? 0) + arrival.bytes);
    } catch (error) {
      // The walk that follows tells that it is still damaged, and this why.
      obstacles.set(step, failureOf(error).error);
    }
  });
}

function isFirst(done: Map<Target, Set<Digest>>, target: Target, digest: Digest): boolean {
  const ofTarget = done.get(target) ?? new Set();
  done.set(target, ofTarget);
  if (ofTarget.has(digest)) return false;
  ofTarget.add(digest);
  return true;
}

interface RepairWork {
  readonly again: VerifiedStep;
  /** What the copy stage made of it. */
  readonly work: CellOutcome | undefined;
  readonly rewritten: Rewritten;
}

function repairedStep(before: VerifiedStep, { again, work, rewritten }: RepairWork): RepairedStep {
  const { step } = before.outcome;
  const bytes = (rewritten.bytes.get(step) ?? 0) + (work?.bytes ?? 0);
  const obstacle = rewritten.obstacles.get(step) ?? obstacleOf(work);
  const isWalkedAgain = again.walk !== null;
  const outcome = isWalkedAgain ? ended(again.outcome, obstacle) : unfinished(before.outcome, again.outcome);
  const found = outcome.outcome === 'repaired' ? (work?.found ?? outcome.found) : outcome.found;
  const after = { walk: again.walk ?? before.walk, outcome: { ...outcome, bytes, found } };
  return { before, after, isWalkedAgain, obstacle };
}

/** A failure of another rule is the registry's, which took the content and keeps it damaged. */
function obstacleOf(work: CellOutcome | undefined): MirrorError | null {
  const failure = work?.failure ?? null;
  if (failure === null) return null;
  return failure.rule === 'copy-failed' || isSignatureRule(failure.rule) ? failure.error : null;
}

/** The outcome of the walk after the repair, with what the repair has done. */
function ended(after: CellOutcome, obstacle: MirrorError | null): CellOutcome {
  if (after.outcome === 'complete')
    return { ...after, outcome: 'repaired', reason: 'brought back what was missing or damaged' };
  if (after.outcome !== 'incomplete' || obstacle === null) return after;
  return { ...after, reason: `${after.reason}; the repair failed: ${obstacle.message}` };
}

/** The run was stopped, or the mirror went away: what was found stands. */
function unfinished(before: CellOutcome, { reason, failure }: CellOutcome): CellOutcome {
  return { ...before, failure, reason: `${before.reason}; the repair was not finished: ${reason}` };
}
