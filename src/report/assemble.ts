/** Puts a report together from what the stages returned. */

import type { LockFile } from '../files/lockfile.ts';
import type { Mirror, MirrorFile } from '../files/mirrorfile.ts';
import type { Finding } from '../finding.ts';
import { isInFallbackOrder } from '../mirror/drift/fallback.ts';
import type { LockChange } from '../mirror/lock-changes/lock-changes.ts';
import { CARRIED_LIMIT } from '../mirror/referrers/carried.ts';
import type { CarriedNow } from '../mirror/referrers/carried-now.ts';
import type { CellOutcome, Row } from '../mirror/row.ts';
import type { Signers } from '../mirror/signatures/signers.ts';
import type { RuntimeProblem } from '../mirror/verify/runtimes/problems.ts';
import type { Digest } from '../oci/digest.ts';
import type { SignedBy } from '../signatures/verdict.ts';
import { type DriftResult, driftOfCell, driftOfImage, isoTime } from './drift/drift-facts.ts';
import { applyRules, fillingMirrors, isOk, type JudgeOptions } from './judge.ts';
import { reportLockChange } from './lock-facts.ts';
import type { Report, ReportCarried, ReportImage, ReportMirror, ReportMirrorRow } from './model.ts';
import { toReportFinding } from './report-finding.ts';
import { sortFindings } from './sort.ts';
import { countTotals, NO_TRAFFIC, type Traffic } from './totals.ts';

/** What every report says of its run. */
export interface RunFacts {
  readonly command: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly version: string;
  readonly run: Report['run'];
}

export interface RunResult {
  readonly file: MirrorFile;
  readonly lock: LockFile | null;
  readonly rows: readonly Row[];
  readonly outcomes: readonly CellOutcome[];
  readonly findings: readonly Finding[];
  /** Images that some runtime cannot pull or run. */
  readonly unsupported?: ReadonlyMap<Row, readonly RuntimeProblem[]>;
  readonly traffic: Traffic;
  /** How deep content was looked at, where that was asked for. */
  readonly depth?: string;
  /** What images carry, where that is known. */
  readonly carried?: ReadonlyMap<Row, CarriedNow>;
  /** Whose signatures were verified. */
  readonly signers?: Pick<Signers, 'of'>;
  /** Where tags were compared. */
  readonly drift?: DriftResult;
  /** Where a lock was written. */
  readonly lockChanges?: readonly LockChange[];
  /** Whether an image glob of `accept` covers a canonical reference. */
  readonly matches: (glob: string, reference: string) => boolean;
}

export function assembleReport(facts: RunFacts, result: RunResult): Report {
  const { file, lock } = result;
  const judging = {
    rules: file.rules,
    accept: file.accept,
    today: new Date(facts.startedAtMs).toISOString().slice(0, 10),
    mirrors: file.mirrors,
    matches: result.matches,
  };
  const images = imagesOf(result, judging);
  const judged = applyRules(result.findings, judging);
  const sorted = sortFindings(
    judged,
    result.rows.map(({ name }) => name),
    file.mirrors.map(({ name }) => name),
  ).map(toReportFinding);
  return {
    ...header(facts),
    ok: isOk({ images, findings: sorted, error: null }, fillingMirrors(file.mirrors)),
    inputs: {
      manifest: { path: file.path, sha256: file.sha256 },
      lock: lock === null ? null : { path: lock.path, sha256: lock.sha256 },
      policies: [],
    },
    depth: result.depth ?? null,
    totals: countTotals(images, sorted, result.traffic),
    mirrors: file.mirrors.filter(({ state }) => state !== 'retired').map(reportMirror),
    comparedWith: isoTime(result.drift?.changes.lastRunMs ?? null),
    images,
    lockChanges: result.lockChanges?.map(reportLockChange) ?? null,
    findings: sorted,
    error: null,
  };
}

/** The report of a run that could not run: what was wrong with its inputs, and the one reason. */
export function assembleFailure(
  facts: RunFacts,
  error: NonNullable<Report['error']>,
  findings: readonly Finding[],
): Report {
  const told = findings.map(toReportFinding);
  return {
    ...header(facts),
    ok: false,
    inputs: { manifest: null, lock: null, policies: [] },
    depth: null,
    totals: countTotals([], told, NO_TRAFFIC),
    mirrors: [],
    comparedWith: null,
    images: [],
    lockChanges: null,
    findings: told,
    error,
  };
}

/** What every report has, whatever the command. */
export function header(facts: RunFacts) {
  return {
    version: 1 as const,
    command: facts.command,
    startedAt: new Date(facts.startedAtMs).toISOString(),
    durationMs: Math.max(0, Math.round(facts.endedAtMs - facts.startedAtMs)),
    tool: { version: facts.version },
    run: facts.run,
    explain: null,
    policyChanges: null,
    generated: null,
  };
}

function reportMirror(mirror: Mirror): ReportMirror {
  const { name, target, state } = mirror;
  return { name, target, state, inFallbackOrder: isInFallbackOrder({ mirror }) };
}

function imagesOf(
  { rows, outcomes, unsupported, carried, signers, drift }: RunResult,
  judging: JudgeOptions,
): ReportImage[] {
  const byRow = Map.groupBy(outcomes, ({ step }) => step.row);
  return rows.map((row) => ({
    source: row.name,
    digest: row.wanted,
    tag: row.tag,
    sourceTags: row.sourceTags,
    file: row.at.file,
    line: row.at.line,
    sourceNow: row.sourceNow,
    lock: row.locked,
    runtimes: (unsupported?.get(row) ?? []).map(({ runtimes, effect, cause, remedy }) => ({
      runtimes,
      effect,
      cause,
      remedy,
    })),
    carried: carriedIn(carried?.get(row), (digest) => signers?.of(row, digest) ?? null),
    ...driftOfImage(row, drift),
    mirrors: (byRow.get(row) ?? []).map((outcome) => mirrorRowOf(outcome, drift, judging)),
  }));
}

function carriedIn(
  carried: CarriedNow | undefined,
  signerOf: (manifest: Digest) => SignedBy | null,
): ReportCarried | null {
  if (carried === undefined) return null;
  const { from, atMs, count, referrers } = carried;
  const told = referrers
    .slice(0, CARRIED_LIMIT)
    .map(({ manifestSize: _size, ...referrer }) => ({ ...referrer, signedBy: signerOf(referrer.digest) }));
  return { from, asOf: new Date(atMs).toISOString(), count, referrers: told };
}

function mirrorRowOf(
  ended: CellOutcome,
  driftResult: DriftResult | undefined,
  judging: JudgeOptions,
): ReportMirrorRow {
  const { step, outcome, reason, found, complete, proof, bytes, fileSystems = [] } = ended;
  const { cell } = step;
  return {
    mirror: cell.mirror.name,
    target: cell.address,
    outcome,
    ...driftOfCell(step, driftResult, judging),
    before: cell.seen.kind === 'present' ? cell.seen.root.digest : null,
    found,
    complete,
    proof:
      proof === null
        ? null
        : { depth: proof.depth, at: new Date(proof.atMs).toISOString(), thisRun: proof.thisRun },
    reason,
    action: step.action,
    keepTag: cell.keepTag,
    bytes,
    fileSystems,
  };
}
