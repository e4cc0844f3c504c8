/** `plan`: what `sync` would do, step by step, with reasons. Writes nothing. */

import { findingsOfFailures } from '../mirror/copy/failures.ts';
import { deferred, outcomeWithoutWork } from '../mirror/copy/outcome.ts';
import { makePlan } from '../mirror/plan.ts';
import { resolve } from '../mirror/resolve.ts';
import type { CellOutcome, Step } from '../mirror/row.ts';
import { writes } from '../mirror/writes.ts';
import { checkGlobs } from './check-globs.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { finish } from './finish.ts';
import { prepare } from './prepare.ts';
import { progressOf } from './progress.ts';

/** Exits 0 whatever there is to do, as long as it could be planned. */
export async function planAndStop(door: CommandDoor, command: string): Promise<CommandEnd> {
  const prepared = await prepare(door);
  const { context, stores } = prepared;
  const stopProgress = door.host.showProgress(progressOf(context.meter, stores));
  try {
    const resolved = await resolve(context, door.signal);
    checkGlobs(door.options.images, {
      images: context.file.images,
      ...resolved,
      isStopped: door.signal.aborted,
    });
    const { steps, findings } = makePlan(resolved.rows, context);
    const outcomes = steps.map((step) => plannedOutcome(step, door.signal));
    return await finish(door, prepared, {
      command,
      rows: resolved.rows,
      outcomes,
      findings: [...resolved.findings, ...findings, ...findingsOfFailures(outcomes)],
    });
  } finally {
    stopProgress();
  }
}

function plannedOutcome(step: Step, signal: AbortSignal): CellOutcome {
  const wasReached = step.action !== 'copy' || step.cell.seen.kind !== 'not-read';
  if (!wasReached) return deferred(step, signal);
  const ended = outcomeWithoutWork(step);
  if (!writes(step)) return ended;
  // What is to be copied was not looked at: its root alone was asked for.
  const complete = step.action === 'copy' ? null : ended.complete;
  return { ...ended, outcome: 'planned', complete, reason: `${step.reason}${costOf(step)}` };
}

/** What is known of the cost without pulling: an image present costs a look at each blob. */
function costOf({ action, cell, row }: Step): string {
  if (action === 'attach') return ' (one request per manifest, no content unless something is new)';
  const { seen } = cell;
  const root = seen.kind === 'present' || seen.kind === 'absent' ? seen.root : null;
  const isThere = action === 'copy' && root !== null && root.digest === row.wanted;
  return isThere ? ' (one request per manifest and blob, no content unless something is missing)' : '';
}
