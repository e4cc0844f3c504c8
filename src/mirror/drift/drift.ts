/** The drift stage: what was asked is compared, differences are explained, and what changed since the last run is found. */
import type { Finding } from '../../finding.ts';
import type { RunContext } from '../context.ts';
import type { Cell, Row } from '../row.ts';
import { findingsBeside } from './beside.ts';
import { compareRows, type Drift, type JudgedRow } from './compare.ts';
import type { DriftClock } from './compared.ts';
import { comparedMeanings, comparedRows, type Knowing } from './compared-rows.ts';
import { type Explained, explainDifferences } from './explain.ts';
import { type Changes, changesSince } from './last-states.ts';

export interface DriftResult {
  readonly rows: ReadonlyMap<Row, JudgedRow>;
  readonly changes: Changes;
  readonly findings: readonly Finding[];
}

export interface Drifting {
  readonly context: RunContext;
  /** What this run has found out to be missing from a row on a mirror, in words; null: nothing. */
  readonly lackOf: (row: Row, cell: Cell) => string | null;
}

/** Reads only what explains a difference. Notes the states for the next run. Never throws. */
export async function findDrift(
  rows: readonly Row[],
  drifting: Drifting,
  signal: AbortSignal,
): Promise<DriftResult> {
  const explained = await explainDifferences(rows, { context: drifting.context, signal });
  return driftOf(rows, drifting, explained);
}

/** As `findDrift`, without a request: for the end of a run that has looked at everything already. */
export function driftOf(
  rows: readonly Row[],
  { context, lackOf }: Drifting,
  explained: ReadonlyMap<Cell, Explained> = new Map(),
): DriftResult {
  const knowing: Knowing = { context, explained, lackOf };
  const clock: DriftClock = { nowMs: context.age.nowMs, maxLagMs: context.file.maxLagMs };
  const drift: Drift = compareRows(comparedRows(rows, knowing), clock);
  const changes = changesSince(drift, context.lastStates, clock.nowMs);
  context.lastStates.note(drift, clock.nowMs);
  const judged = new Map(rows.flatMap((row, index) => (drift.rows[index] ? [[row, drift.rows[index]]] : [])));
  const others = comparedMeanings(rows, knowing).flatMap((row) => findingsBeside(row, clock));
  return { rows: judged, changes, findings: [...drift.findings, ...others] };
}
