/** What the end of a step's work says about proofs. */
import { isMirrorError } from '../../errors.ts';
import type { RunContext } from '../context.ts';
import { isUnreachable } from '../health.ts';
import { referrersOf, subjectOf } from '../observe.ts';
import type { CellWork } from './cell-work.ts';
import type { CopyFailure } from './failure.ts';
import type { Places } from './places.ts';

/** Notes what was proven: the image, and, where it is known what refers to it, that too. */
export function recordSuccess(
  work: CellWork,
  knowsReferrers: boolean,
  { context, places }: { readonly context: RunContext; readonly places: Places },
): void {
  const { row } = work.step;
  if (row.wanted === null) return;
  const subject = subjectOf(work.target, row.wanted, row);
  if (knowsReferrers && row.image.referrers === 'copy')
    context.proofs.prove(referrersOf(subject), work.isProbed ? 'probe' : 'exists', context.age.nowMs);
  if (work.step.action === 'attach') return;
  context.proofs.prove(subject, work.isProbed ? 'probe' : 'exists', context.age.nowMs);
  const known = context.proofs.get(subject);
  if (known?.kind === 'damaged') work.stillDamaged = known;
  places.add(row.wanted, work.target);
}

/** A root that was there and could not be proven is not believed to be complete any more, unless its mirror just did not answer. */
export function doubtProof(
  work: CellWork,
  { side, error, rule }: CopyFailure,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): void {
  const { row, action } = work.step;
  if (row.wanted === null || !work.hadRoot || signal.aborted) return;
  // A tag that could not be set says nothing about what it was to point to.
  if (
    (work.isProven || action === 'retag' || action === 'attach') &&
    !isMirrorError(error, 'not-found', 'digest-mismatch', 'size-mismatch')
  )
    return;
  const subject = subjectOf(work.target, row.wanted, row);
  if (work.damaged.size > 0 || rule.startsWith('blob-'))
    context.proofs.damage(subject, 'probe', context.age.nowMs);
  else if (side === 'source' || !isUnreachable(error)) context.proofs.forget(subject);
}
