/** Rows that were compared, as outcomes. Pure. */
import { deferred } from '../copy/outcome.ts';
import { isUnreachable } from '../health.ts';
import { reasonOf } from '../reason.ts';
import type { Cell, CellOutcome, Row, Step } from '../row.ts';
import type { MirrorView } from './compared.ts';
import type { DriftResult } from './drift.ts';

/** One for every row and mirror, in order. `verified` has what `--depth` found out, by cell. */
export function comparedOutcomes(
  rows: readonly Row[],
  drift: Pick<DriftResult, 'rows'>,
  { verified, signal }: { readonly verified: ReadonlyMap<Cell, CellOutcome>; readonly signal: AbortSignal },
): readonly CellOutcome[] {
  return rows.flatMap((row) => {
    const judged = drift.rows.get(row)?.cells ?? [];
    return row.cells.map((cell, index) => {
      const step: Step = { row, cell, action: 'compare', reason: judged[index]?.reason ?? '' };
      const ofDepth = verified.get(cell);
      const view = judged[index]?.view;
      const compared = comparedOutcome(step, view ?? { kind: 'not-read' }, signal);
      return ofDepth === undefined
        ? compared
        : { ...ofDepth, step, reason: ofDepth.complete === true ? compared.reason : ofDepth.reason };
    });
  });
}

function comparedOutcome(step: Step, view: MirrorView, signal: AbortSignal): CellOutcome {
  const { row, cell } = step;
  const { seen } = cell;
  const found = view.kind === 'present' ? view.digest : null;
  const base = { step, found, complete: null, proof: null, bytes: 0, failure: null };
  if (row.problem !== null) return { ...base, outcome: row.problem.outcome, reason: row.problem.reason };
  if (view.kind === 'not-read' && signal.aborted) return deferred(step, signal);
  if (seen.kind !== 'unreadable') return { ...base, outcome: 'compared', reason: step.reason };
  const failure = { side: 'mirror' as const, error: seen.error, rule: 'copy-failed' as const };
  const reason = reasonOf(failure, cell.mirror.name);
  // Another reason than not answering has a finding of its own, `unreadable`.
  return { ...base, outcome: 'failed', reason, failure: isUnreachable(seen.error) ? failure : null };
}
