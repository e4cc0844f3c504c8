/** Drift at the end of a run that has carried something out: nothing is asked again. Pure but for the memory it notes in. */
import type { Finding } from '../../finding.ts';
import type { RunContext } from '../context.ts';
import type { Cell, CellOutcome, Row } from '../row.ts';
import { type DriftResult, driftOf } from './drift.ts';
import { DRIFT_NAMES } from './state.ts';

/** What every tag means after `outcomes`: what was carried out is what the mirror holds now. */
export function driftAfter(
  rows: readonly Row[],
  outcomes: readonly CellOutcome[],
  context: RunContext,
): DriftResult {
  const ended = new Map(outcomes.map((outcome) => [outcome.step.cell, outcome]));
  const after = rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => cellAfter(cell, row, ended.get(cell))),
  }));
  const lacks = new Map(
    rows.flatMap((row, index) =>
      row.cells.flatMap((cell, at) => {
        const now = after[index]?.cells[at];
        return now === undefined ? [] : [[now, lackOf(ended.get(cell))] as const];
      }),
    ),
  );
  const drift = driftOf(after, { context, lackOf: (_row, cell) => lacks.get(cell) ?? null });
  const judged = rows.flatMap((row, index) => {
    const now = after[index];
    const ofRow = now === undefined ? undefined : drift.rows.get(now);
    return ofRow === undefined ? [] : [[row, ofRow] as const];
  });
  const byName = Map.groupBy(outcomes, ({ step }) => step.row.name);
  return { ...drift, rows: new Map(judged), findings: drift.findings.filter((one) => isNews(one, byName)) };
}

const CARRIED_OUT: ReadonlySet<CellOutcome['outcome']> = new Set<CellOutcome['outcome']>([
  'copied',
  'repaired',
  'up-to-date',
  'incomplete',
]);

function cellAfter(cell: Cell, { wanted, root }: Row, outcome: CellOutcome | undefined): Cell {
  if (wanted === null || outcome === undefined || !CARRIED_OUT.has(outcome.outcome)) return cell;
  return { ...cell, seen: { kind: 'present', root: root ?? { mediaType: '', digest: wanted, size: 0 } } };
}

function lackOf(outcome: CellOutcome | undefined): string | null {
  return outcome?.outcome === 'incomplete' ? outcome.reason : null;
}

/** What failed, was refused or is still damaged has a finding of its own, and what was not reached is for the next run to judge. */
function isNews(
  { rule, source = '', mirror }: Finding,
  byName: ReadonlyMap<string, readonly CellOutcome[]>,
): boolean {
  const ofRow = byName.get(source) ?? [];
  if (ofRow.some(({ outcome }) => outcome === 'deferred')) return false;
  const isState = DRIFT_NAMES.some((name) => name === rule);
  const own = ofRow.find(({ step }) => step.cell.mirror.name === mirror);
  if (rule === 'incomplete' && own?.outcome === 'incomplete') return false;
  return !isState || own === undefined || CARRIED_OUT.has(own.outcome) || own.outcome === 'compared';
}
