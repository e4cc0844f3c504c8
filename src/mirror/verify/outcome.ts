/** How one step of `verify` ended, from what the walk found. Pure. */
import { MirrorError, toMirrorError } from '../../errors.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { formatCount } from '../../quantities.ts';
import { deferred } from '../copy/outcome.ts';
import { type Depth, type Proof, whyStillDamaged } from '../proofs.ts';
import { reasonOf } from '../reason.ts';
import type { CellOutcome, Step } from '../row.ts';
import type { Walk } from './fault.ts';

/** Where a walk starts: the wanted digest, else what the mirror's own tag points to; null: nowhere. */
export function startOf({ row, cell }: Pick<Step, 'row' | 'cell'>): Digest | null {
  if (row.wanted !== null) return row.wanted;
  return cell.seen.kind === 'present' ? cell.seen.root.digest : null;
}

/** The outcome of a step that needs no walk or allows none; null where there is something to walk. */
export function outcomeWithoutWalk(step: Step, signal: AbortSignal): CellOutcome | null {
  const { row, cell } = step;
  const base = { ...blank(step), reason: step.reason };
  if (row.problem !== null) return { ...base, outcome: row.problem.outcome, reason: row.problem.reason };
  if (signal.aborted) return deferred(step, signal);
  if (cell.seen.kind === 'unreadable' || cell.seen.kind === 'denied')
    return failedWalk(step, cell.seen.error, signal);
  if (cell.mirror.kind === 'cache')
    return { ...base, outcome: 'compared', reason: 'a pull-through cache is not read blob by blob' };
  if (startOf(step) === null)
    return { ...base, outcome: 'incomplete', complete: false, reason: 'the mirror has no such tag' };
  return null;
}

export interface Judging {
  readonly depth: Depth;
  readonly nowMs: number;
  /** What is remembered of this root after the walk. */
  readonly proof: Proof | null;
}

export function outcomeOfWalk(step: Step, walk: Walk, { depth, nowMs, proof }: Judging): CellOutcome {
  const base = { ...blank(step), found: foundOf(step, walk), fileSystems: walk.fileSystems };
  if (walk.faults.length > 0)
    return { ...base, outcome: 'incomplete', complete: false, reason: reasonOfFaults(walk) };
  if (proof?.kind === 'damaged')
    return { ...base, outcome: 'incomplete', complete: false, reason: whyStillDamaged(proof, depth) };
  const refused = walk.manifests.find(({ content }) => content.kind === 'refused');
  if (refused?.content.kind === 'refused')
    return {
      ...base,
      outcome: 'compared',
      reason: `its content cannot be looked at: ${refused.content.why}`,
    };
  const proven = walk.isProven ? depth : 'exists';
  return {
    ...base,
    outcome: 'complete',
    complete: true,
    reason: `${formatCount(walk.manifests.length, 'manifest')} and all that they name`,
    proof: { depth: proven, atMs: nowMs, thisRun: true },
  };
}

/** A mirror that did not answer, or a run that was stopped. */
export function failedWalk(step: Step, error: unknown, signal: AbortSignal): CellOutcome {
  if (signal.aborted) return deferred(step, signal);
  const cause =
    error === null ? new MirrorError('internal', 'there is nothing to walk') : toMirrorError(error);
  const failure = { side: 'mirror' as const, error: cause, rule: 'copy-failed' as const };
  const reason = reasonOf(failure, step.cell.mirror.name);
  return { ...blank(step), outcome: 'failed', reason, failure };
}

function blank(step: Step): Omit<CellOutcome, 'outcome' | 'reason'> {
  const found = step.cell.seen.kind === 'present' ? step.cell.seen.root.digest : null;
  return { step, found, complete: null, proof: null, bytes: 0, failure: null };
}

/** Where no tag is managed, the root that was read is what was found. */
function foundOf({ cell }: Step, walk: Walk): Digest | null {
  if (cell.seen.kind === 'present') return cell.seen.root.digest;
  const isThere = walk.manifests.some(({ digest }) => digest === walk.root);
  return cell.tag === null && isThere ? walk.root : null;
}

function reasonOfFaults({ faults }: Walk): string {
  const [first] = faults;
  const more = faults.length > 1 ? `; ${faults.length - 1} more` : '';
  return first === undefined ? '' : `${first.what}: ${shortDigest(first.digest)} ${first.why}${more}`;
}
