/** What the drift stage found, as it stands in the report's images and rows. */
import { finding } from '../../finding.ts';
import type { JudgedCell, JudgedRow } from '../../mirror/drift/compare.ts';
import type { Changes } from '../../mirror/drift/last-states.ts';
import { positionOf, type Timeline, versionOf } from '../../mirror/drift/timeline.ts';
import type { Row, Step } from '../../mirror/row.ts';
import { applyRulesToOne, type JudgeOptions } from '../judge.ts';
import type { ReportDrift, ReportImage, ReportMirrorRow } from '../model.ts';

export interface DriftResult {
  /** What was compared; rows may lack. Cells are told apart by the name of their mirror. */
  readonly rows: ReadonlyMap<Row, JudgedRow>;
  readonly changes: Changes;
}

type OfImage = Pick<ReportImage, 'versions' | 'sourceVersion' | 'lockVersion'>;
type OfCell = Pick<ReportMirrorRow, 'drift' | 'driftDetail'>;

export function driftOfImage(row: Row, drift: DriftResult | undefined): OfImage {
  const judged = drift?.rows.get(row);
  if (judged === undefined) return { versions: [], sourceVersion: null, lockVersion: null };
  const { timeline, source, locked, wanted, cells } = judged;
  const sourceAt = source.kind === 'serves' ? positionOf(timeline, source.digest) : null;
  const lockAt = positionOf(timeline, locked);
  const wantedAt = wanted.kind === 'digest' ? positionOf(timeline, wanted.digest) : null;
  const spokenOf = [sourceAt, lockAt, wantedAt, ...cells.map((cell) => foundAt(cell, timeline))];
  const oldest = Math.max(-1, ...spokenOf.map((at) => at ?? -1));
  return {
    versions: timeline
      .slice(0, oldest + 1)
      .map(({ digest, sinceMs }) => ({ digest, since: new Date(sinceMs).toISOString() })),
    sourceVersion: versionNumber(sourceAt),
    lockVersion: versionNumber(lockAt),
  };
}

export function driftOfCell(
  { row, cell }: Step,
  drift: DriftResult | undefined,
  judging: JudgeOptions,
): OfCell {
  const judged = drift?.rows.get(row);
  const judgedCell = judged?.cells.find(({ mirror }) => mirror.name === cell.mirror.name);
  if (drift === undefined || judged === undefined || !judgedCell?.drift)
    return { drift: null, driftDetail: null };
  return { drift: judgedCell.drift.state, driftDetail: detailOf(judged, judgedCell, { drift, judging }) };
}

export function isoTime(atMs: number | null | undefined): string | null {
  return atMs === null || atMs === undefined ? null : new Date(atMs).toISOString();
}

interface Told {
  readonly drift: DriftResult;
  readonly judging: JudgeOptions;
}

function detailOf(row: JudgedRow, cell: JudgedCell, { drift: { changes }, judging }: Told): ReportDrift {
  const found = cell.view.kind === 'present' ? cell.view.digest : null;
  return {
    severity: severityOf(row, cell, judging),
    reason: cell.reason ?? '',
    version: versionNumber(foundAt(cell, row.timeline)),
    since: isoTime(versionOf(row.timeline, found)?.sinceMs),
    change: changes.byCell.get(cell) ?? null,
    driftingSince: isoTime(changes.driftingSinceMs.get(cell)),
  };
}

/** What a finding of this state weighs here, whether or not it is told as one of its own. */
function severityOf({ name }: JudgedRow, { drift, mirror }: JudgedCell, judging: JudgeOptions) {
  if (drift === null || drift.severity === null) return null;
  const facts = { message: '', help: '', source: name, mirror: mirror.name, severity: drift.severity };
  const judged = applyRulesToOne(finding(drift.state, facts), judging);
  return judged === null || judged.accepted === true ? null : judged.severity;
}

function foundAt({ view }: JudgedCell, timeline: Timeline): number | null {
  return view.kind === 'present' ? positionOf(timeline, view.digest) : null;
}

/** Never -0. */
function versionNumber(position: number | null): number | null {
  return position === null ? null : 0 - position;
}
