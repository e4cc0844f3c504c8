/** `sync`: resolve, plan, copy, prove, tag, tell drift. */
import { acceptOutcomes } from '../mirror/accept.ts';
import { copy } from '../mirror/copy/copy.ts';
import { findingsOfFailures } from '../mirror/copy/failures.ts';
import { tryAgain } from '../mirror/copy/second-chance.ts';
import { driftAfter } from '../mirror/drift/drift-after.ts';
import { makePlan } from '../mirror/plan.ts';
import { resolve } from '../mirror/resolve.ts';
import { writes } from '../mirror/writes.ts';
import { checkGlobs } from './check-globs.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { finish } from './finish.ts';
import { planAndStop } from './plan.ts';
import { prepare } from './prepare.ts';
import { progressOf } from './progress.ts';
import { checkTrustFiles, withTrust } from './signature-trust.ts';

export async function runSync(door: CommandDoor): Promise<CommandEnd> {
  if (door.options.dryRun) return planAndStop(door, 'sync');
  const { log } = door.host;
  const prepared = await prepare(door);
  const { stores } = prepared;
  const context = withTrust(prepared, door);
  const stopProgress = door.host.showProgress(progressOf(context.meter, stores));
  try {
    const resolved = await log.group('Look at sources and mirrors', () => resolve(context, door.signal));
    checkGlobs(door.options.images, {
      images: context.file.images,
      ...resolved,
      isStopped: door.signal.aborted,
    });
    const plan = makePlan(resolved.rows, context);
    const written = plan.steps.filter(writes).map(({ row }) => row);
    await checkTrustFiles(written, context);
    context.meter.phase = 'copy';
    const { outcomes, findings } = await log.group('Copy what is missing', async () =>
      tryAgain(await copy(plan.steps, context, door.signal), context, door.signal),
    );
    acceptOutcomes(resolved.rows, outcomes, context.history);
    const drift = driftAfter(resolved.rows, outcomes, context);
    return await finish(door, prepared, {
      command: 'sync',
      rows: resolved.rows,
      outcomes,
      drift,
      findings: [
        ...resolved.findings,
        ...plan.findings,
        ...findings,
        ...drift.findings,
        ...findingsOfFailures(outcomes),
      ],
    });
  } finally {
    stopProgress();
  }
}
