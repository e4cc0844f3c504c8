/** The drift stage: what every tag means on every mirror, from what was asked before. Pure. */
import { type Finding, finding } from '../../finding.ts';
import { findingsBeside } from './beside.ts';
import type { ComparedCell, ComparedRow, DriftClock } from './compared.ts';
import { fallbackRollback } from './fallback.ts';
import { type DriftState, decideState } from './state.ts';
import { describeState, findingOfState } from './wording.ts';

export interface JudgedCell extends ComparedCell {
  /** Null where nothing was compared. */
  readonly drift: DriftState | null;
  /** In words, for the row; null where nothing was compared. */
  readonly reason: string | null;
}

export interface JudgedRow extends ComparedRow {
  readonly cells: readonly JudgedCell[];
}

export interface Drift {
  /** In the order given. */
  readonly rows: readonly JudgedRow[];
  /** One cause is one finding. */
  readonly findings: readonly Finding[];
}

export function compareRows(rows: readonly ComparedRow[], clock: DriftClock): Drift {
  const judged = rows.map((row) => ({ ...row, cells: row.cells.map((cell) => judgeCell(row, cell, clock)) }));
  return {
    rows: judged,
    findings: [...judged.flatMap((row) => findingsOfRow(row, clock)), ...unreadableFindings(judged)],
  };
}

function judgeCell(row: ComparedRow, cell: ComparedCell, clock: DriftClock): JudgedCell {
  const { wanted, timeline } = row;
  const drift = decideState({ wanted, timeline, view: cell.view, ...clock });
  return { ...cell, drift, reason: drift === null ? null : describeState(row, cell, drift) };
}

function findingsOfRow(row: JudgedRow, clock: DriftClock): Finding[] {
  const ofStates = row.cells.map((cell) =>
    cell.drift === null ? null : findingOfState(row, cell, cell.drift),
  );
  return [...ofStates, ...findingsBeside(row, clock), fallbackRollback(row)].filter((one) => one !== null);
}

interface Unreadable {
  readonly row: JudgedRow;
  readonly cell: JudgedCell;
  readonly why: string;
}

/** One finding per mirror and cause, unless another finding has told it. */
function unreadableFindings(rows: readonly JudgedRow[]): Finding[] {
  const unreadable = rows.flatMap((row) =>
    row.cells.flatMap((cell): Unreadable[] => {
      if (cell.drift?.state !== 'unreadable' || cell.drift.isTold) return [];
      return [{ row, cell, why: cell.drift.why }];
    }),
  );
  const byCause = Map.groupBy(unreadable, ({ cell, why }) => `${cell.mirror.name} ${why}`);
  return [...byCause.values()].flatMap((group) =>
    group[0] === undefined ? [] : [unreadableFinding(group[0], group)],
  );
}

function unreadableFinding({ row, cell, why }: Unreadable, group: readonly Unreadable[]): Finding {
  const affects = group.map((one) => one.cell.address);
  const more = group.length === 1 ? '' : ` and ${group.length - 1} more`;
  return finding('unreadable', {
    message: `${cell.address}${more} on mirror ${cell.mirror.name} could not be read: ${why}`,
    help: 'What is there is not known, and is not counted as in sync. Check the address and the credentials of the mirror.',
    mirror: cell.mirror.name,
    ...(group.length === 1 ? { source: row.name, target: cell.address, at: row.at } : {}),
    affects,
    affectedCount: affects.length,
  });
}
