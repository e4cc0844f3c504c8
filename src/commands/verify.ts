/** `verify`: walk every image on every mirror, and with `--repair` bring back what is missing or damaged. */
import type { Finding } from '../finding.ts';
import type { RunContext } from '../mirror/context.ts';
import { findingsOfFailures } from '../mirror/copy/failures.ts';
import { resolve } from '../mirror/resolve.ts';
import { judgeOnMirrors } from '../mirror/signatures/on-mirrors.ts';
import { findingsOfWalks } from '../mirror/verify/findings.ts';
import { repair } from '../mirror/verify/repair.ts';
import { findingsWithRepairs } from '../mirror/verify/repair-findings.ts';
import { judgeRuntimes } from '../mirror/verify/runtime-findings.ts';
import type { VerifiedStep } from '../mirror/verify/verified-step.ts';
import { verify as verifyRows } from '../mirror/verify/verify.ts';
import { checkGlobs } from './check-globs.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { finish } from './finish.ts';
import { prepare } from './prepare.ts';
import { progressOf } from './progress.ts';
import { checkTrustFiles, withTrust } from './signature-trust.ts';

const DEFAULT_DEPTH = 'probe';

export async function runVerify(door: CommandDoor): Promise<CommandEnd> {
  const { log } = door.host;
  const prepared = await prepare(door, 'never');
  const { stores } = prepared;
  const context = withTrust(prepared, door);
  const stopProgress = door.host.showProgress(progressOf(context.meter, stores));
  try {
    const resolved = await log.group('Look at mirrors', () => resolve(context, door.signal));
    checkGlobs(door.options.images, {
      images: context.file.images,
      ...resolved,
      isStopped: door.signal.aborted,
    });
    await checkTrustFiles(resolved.rows, context);
    context.meter.phase = 'verify';
    const options = { depth: door.options.depth ?? DEFAULT_DEPTH, isOldestFirst: door.options.oldestFirst };
    const verified = await log.group('Walk every image', () =>
      verifyRows(resolved.rows, options, { context, signal: door.signal }),
    );
    const mended = door.options.repair
      ? await log.group('Repair', () => mend(verified, context, door))
      : { steps: verified, findings: findingsOfWalks(verified) };
    const signed = await judgeOnMirrors(mended.steps, { context, signal: door.signal });
    const { steps } = signed;
    const outcomes = steps.map(({ outcome }) => outcome);
    const runtimes = judgeRuntimes(steps, door.options.runtimes);
    return await finish(door, prepared, {
      command: 'verify',
      depth: options.depth,
      rows: resolved.rows,
      outcomes,
      verified: steps,
      unsupported: runtimes.byRow,
      findings: [
        ...resolved.findings,
        ...mended.findings,
        ...signed.findings,
        ...runtimes.findings,
        ...findingsOfFailures(outcomes, 'verify'),
      ],
    });
  } finally {
    stopProgress();
  }
}

interface Mending {
  readonly steps: readonly VerifiedStep[];
  readonly findings: readonly Finding[];
}

async function mend(
  verified: readonly VerifiedStep[],
  context: RunContext,
  { options, signal }: CommandDoor,
): Promise<Mending> {
  const walking = { depth: options.depth ?? DEFAULT_DEPTH, isOldestFirst: false };
  const repaired = await repair(verified, walking, { context, signal });
  const after = new Map(repaired.steps.map((one) => [one.before, one.after]));
  return {
    steps: verified.map((one) => after.get(one) ?? one),
    findings: findingsWithRepairs(verified, repaired),
  };
}
