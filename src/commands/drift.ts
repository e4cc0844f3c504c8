/** `drift`: what every tag means at its source, in the lock and on every mirror, and what happens when a node falls back. */
import type { Finding } from '../finding.ts';
import { findingsOfFailures } from '../mirror/copy/failures.ts';
import { type DriftResult, findDrift } from '../mirror/drift/drift.ts';
import { comparedOutcomes } from '../mirror/drift/outcome.ts';
import { compareReferrers } from '../mirror/drift/referrers.ts';
import { resolve } from '../mirror/resolve.ts';
import type { Cell, CellOutcome, Row } from '../mirror/row.ts';
import { findingsOfWalks } from '../mirror/verify/findings.ts';
import type { VerifiedStep } from '../mirror/verify/verified-step.ts';
import { verifySteps } from '../mirror/verify/verify.ts';
import { checkGlobs } from './check-globs.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { finish } from './finish.ts';
import { type Prepared, prepare } from './prepare.ts';
import { progressOf } from './progress.ts';

export async function runDrift(door: CommandDoor): Promise<CommandEnd> {
  const { host, signal, options } = door;
  const prepared = await prepare(door, 'always');
  const { context, stores } = prepared;
  const stopProgress = host.showProgress(progressOf(context.meter, stores));
  try {
    const resolved = await host.log.group('Look at sources and mirrors', () => resolve(context, signal));
    checkGlobs(options.images, { images: context.file.images, ...resolved, isStopped: signal.aborted });
    const verified = await walkWhatIsThere(resolved.rows, prepared, door);
    // A walk has compared what mirrors list already, and with more than their roots.
    const missing = options.depth === null ? await compareReferrers(resolved.rows, context, signal) : [];
    const lacks = new Map(verified.map(({ outcome }) => [outcome.step.cell, lackOf(outcome)]));
    const found = await findDrift(
      resolved.rows,
      { context, lackOf: (_row, cell) => lacks.get(cell) ?? null },
      signal,
    );
    return await report(door, prepared, {
      rows: resolved.rows,
      findings: [...resolved.findings, ...missing],
      found,
      verified,
    });
  } finally {
    stopProgress();
  }
}

/** With `--depth`: every tag that points to what is wanted is walked. */
async function walkWhatIsThere(
  rows: readonly Row[],
  { context }: Prepared,
  { host, options: { depth }, signal }: CommandDoor,
): Promise<readonly VerifiedStep[]> {
  if (depth === null) return [];
  context.meter.phase = 'verify';
  const steps = rows.flatMap((row) =>
    row.cells
      .filter(({ seen }) => seen.kind === 'present' && seen.root.digest === row.wanted)
      .map((cell) => ({ row, cell, action: 'verify' as const, reason: 'its content is looked at' })),
  );
  return host.log.group('Walk what is there', () =>
    verifySteps(steps, { depth, isOldestFirst: false }, { context, signal }),
  );
}

function lackOf({ outcome, reason }: CellOutcome): string | null {
  return outcome === 'incomplete' ? `is not whole: ${reason}` : null;
}

interface Found {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  readonly found: DriftResult;
  readonly verified: readonly VerifiedStep[];
}

function report(
  door: CommandDoor,
  prepared: Prepared,
  { rows, findings, found, verified }: Found,
): Promise<CommandEnd> {
  const byCell = new Map<Cell, CellOutcome>(verified.map(({ outcome }) => [outcome.step.cell, outcome]));
  const outcomes = comparedOutcomes(rows, found, { verified: byCell, signal: door.signal });
  return finish(door, prepared, {
    command: 'drift',
    ...(door.options.depth === null ? {} : { depth: door.options.depth }),
    rows,
    outcomes,
    drift: found,
    findings: [
      ...findings,
      ...found.findings,
      ...findingsOfWalks(verified),
      ...findingsOfFailures(outcomes, 'compare'),
    ],
  });
}
