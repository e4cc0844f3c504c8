/** How a step ended, from what was seen and done. */

import { type Proof, whyStillDamaged } from '../proofs.ts';
import { reasonOf } from '../reason.ts';
import type { CellOutcome, Step } from '../row.ts';
import { whyStopped } from '../stopped.ts';
import type { CellWork } from './cell-work.ts';
import { failureOf, isSignatureRule } from './failure.ts';

/** The outcome of a step that was worked on. `signal` tells a stop from a failure. */
export function outcomeOf(work: CellWork, nowMs: number, signal: AbortSignal): CellOutcome {
  if (!work.isDone && work.failure === null) return deferred(work.step, signal);
  if (work.failure !== null) return failedOutcome(work, signal);
  if (work.stillDamaged !== null) return damagedOutcome(work, work.stillDamaged);
  const { step } = work;
  const outcome = successOf(work);
  const depth = work.isProbed ? ('probe' as const) : ('exists' as const);
  return {
    step,
    outcome,
    reason: successReason(work, outcome),
    found: step.row.wanted,
    complete: true,
    proof:
      step.action === 'retag' || step.action === 'attach'
        ? oldProof(step)
        : { depth, atMs: nowMs, thisRun: true },
    bytes: work.bytesWritten,
    failure: null,
  };
}

/** The outcome of a step that needed no work. */
export function outcomeWithoutWork(step: Step): CellOutcome {
  const { row, cell } = step;
  const found = cell.seen.kind === 'present' ? cell.seen.root.digest : null;
  const base = { step, reason: step.reason, found, complete: null, proof: null, bytes: 0, failure: null };
  if (row.problem !== null) return { ...base, outcome: row.problem.outcome };
  if (cell.seen.kind === 'unreadable') {
    const failure = { side: 'mirror' as const, error: cell.seen.error, rule: 'copy-failed' as const };
    return { ...base, outcome: 'failed', failure };
  }
  if (cell.mirror.kind === 'cache') return { ...base, outcome: 'compared' };
  if (step.action === 'refuse') return { ...base, outcome: 'refused' };
  return { ...base, outcome: 'up-to-date', complete: true, proof: oldProof(step) };
}

/** A step that was not reached before the run was stopped. */
export function deferred(step: Step, signal: AbortSignal): CellOutcome {
  const found = step.cell.seen.kind === 'present' ? step.cell.seen.root.digest : null;
  const reason = whyStopped(signal);
  return { step, outcome: 'deferred', reason, found, complete: null, proof: null, bytes: 0, failure: null };
}

/** Everything that a probe can see is there; what a deeper walk saw is not disproved by that. */
function damagedOutcome(work: CellWork, damage: Proof): CellOutcome {
  return {
    step: work.step,
    outcome: 'incomplete',
    reason: whyStillDamaged(damage, 'probe'),
    found: work.step.row.wanted,
    complete: false,
    proof: null,
    bytes: work.bytesWritten,
    failure: null,
  };
}

function failedOutcome(work: CellWork, signal: AbortSignal): CellOutcome {
  const failure = failureOf(work.failure);
  if (failure.error.code === 'aborted' || work.isStopped)
    return { ...deferred(work.step, signal), bytes: work.bytesWritten };
  const { seen } = work.step.cell;
  return {
    step: work.step,
    outcome: isSignatureRule(failure.rule) ? 'refused' : 'failed',
    reason: reasonOf(failure, work.step.cell.mirror.name),
    found: seen.kind === 'present' ? seen.root.digest : null,
    complete: work.hadRoot ? false : null,
    proof: null,
    bytes: work.bytesWritten,
    failure: { side: failure.side, error: failure.error, rule: failure.rule },
  };
}

function successReason(work: CellWork, outcome: CellOutcome['outcome']): string {
  const { step, mended } = work;
  if (outcome === 'up-to-date') return whyUpToDate(step);
  if (outcome === 'copied' && broughtOnlyReferrers(work)) return 'brought what refers to it and was missing';
  if (outcome !== 'repaired' || mended.length === 0) return step.reason;
  return `brought what was missing or damaged: ${mended.length} of its manifests and blobs`;
}

function whyUpToDate({ action, reason }: Step): string {
  if (action === 'retag') return reason;
  if (action === 'attach') return 'the mirror has it, proven before, and all that refers to it';
  return 'every manifest and blob was looked at, none is missing';
}

/** The image was whole, and something new speaks of it. */
function broughtOnlyReferrers({ step, hadRoot, written, attached, mended }: CellWork): boolean {
  const isThere = step.cell.seen.kind === 'present' && hadRoot;
  return isThere && attached > 0 && written <= attached && mended.length === 0;
}

function successOf(work: CellWork): 'copied' | 'up-to-date' | 'repaired' {
  const { step, hadRoot, written, mended } = work;
  const { seen, tag, wasProven } = step.cell;
  if (mended.length > 0) return 'repaired';
  if (broughtOnlyReferrers(work)) return 'copied';
  if (step.action === 'retag') return 'up-to-date';
  if (seen.kind === 'present' && hadRoot) return written > 0 ? 'repaired' : 'up-to-date';
  if (tag === null && (hadRoot || (wasProven && seen.kind === 'absent'))) return 'repaired';
  return 'copied';
}

function oldProof({ cell }: Step): CellOutcome['proof'] {
  return cell.proof === null ? null : { depth: cell.proof.depth, atMs: cell.proof.atMs, thisRun: false };
}
