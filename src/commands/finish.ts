/** The end of every command on a mirror manifest: memory saved, report made, verdict. */
import type { Finding } from '../finding.ts';
import type { DriftResult } from '../mirror/drift/drift.ts';
import type { LockChange } from '../mirror/lock-changes/lock-changes.ts';
import { carriedNow } from '../mirror/referrers/carried-now.ts';
import type { CellOutcome, Row } from '../mirror/row.ts';
import type { RuntimeProblem } from '../mirror/verify/runtimes/problems.ts';
import type { VerifiedStep } from '../mirror/verify/verified-step.ts';
import { assembleReport } from '../report/assemble.ts';
import { failsOn, fillingMirrors } from '../report/judge.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { saveMemory } from './memory.ts';
import { isCarried, type Prepared, stateKey } from './prepare.ts';
import { globMatches, runFacts } from './run-facts.ts';

export interface Results {
  readonly command: string;
  readonly rows: readonly Row[];
  readonly outcomes: readonly CellOutcome[];
  readonly findings: readonly Finding[];
  /** How deep content was looked at, where that was asked for. */
  readonly depth?: string;
  /** Where tags were compared. */
  readonly drift?: DriftResult;
  /** Where a lock was written: what is different in it. */
  readonly lockChanges?: readonly LockChange[];
  /** What was walked on mirrors, where it was. */
  readonly verified?: readonly VerifiedStep[];
  /** Images that some runtime cannot pull or run, where that was asked. */
  readonly unsupported?: ReadonlyMap<Row, readonly RuntimeProblem[]>;
}

/** Saves what was learnt and makes the report. */
export async function finish(door: CommandDoor, prepared: Prepared, results: Results): Promise<CommandEnd> {
  const { context, stores, stateDirectory, baseline } = prepared;
  const unsaved = await saveMemory(stateDirectory, door.host.files, { memory: context, baseline });
  if (unsaved !== null) door.host.log.warning(`what this run learnt could not be kept: ${unsaved}`);
  const { sourceBytes, siblingBytes, mirrorBytes, checkedBytes, mountedBlobs, rereads } = context.meter;
  const moved = { sourceBytes, siblingBytes, mirrorBytes, checkedBytes, mountedBlobs, rereads };
  const report = assembleReport(runFacts(door, results.command), {
    file: context.file,
    lock: context.lock,
    rows: results.rows,
    outcomes: results.outcomes,
    ...(results.depth === undefined ? {} : { depth: results.depth }),
    ...(results.drift === undefined ? {} : { drift: results.drift }),
    ...(results.unsupported === undefined ? {} : { unsupported: results.unsupported }),
    ...(results.lockChanges === undefined ? {} : { lockChanges: results.lockChanges }),
    carried: carriedNow(results.rows, context, results.verified),
    signers: context.signers,
    findings: [...prepared.findings, ...stores.findings, ...results.findings],
    traffic: { requests: stores.requests(), ...moved },
    matches: globMatches,
  });
  const fails = failsOn(report, door.options.failOn, fillingMirrors(context.file.mirrors));
  const afterReport = async () => {
    if (unsaved !== null || !isCarried(door)) return;
    await door.host.saveState(stateDirectory, stateKey(context.file, door.host));
  };
  return { report, exitCode: fails ? 1 : 0, afterReport };
}
