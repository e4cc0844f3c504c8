/** Before the first byte: which of the places that have something to write can be pushed to. */
import { toMirrorError } from '../../errors.ts';
import type { Target } from '../../oci/store.ts';
import { mapEach } from '../each.ts';
import type { Health } from '../health.ts';
import type { CellWork } from './cell-work.ts';
import { CopyFailure } from './failure.ts';

const PLACES_AT_ONCE = 32;

/** Asks each (mirror, repository) once and fails the works whose place refuses. */
export async function preflight(
  works: readonly CellWork[],
  health: Health,
  signal: AbortSignal,
): Promise<void> {
  const byTarget = new Map<Target, CellWork[]>();
  for (const work of works) {
    if (!hasSomethingToWrite(work)) continue;
    byTarget.set(work.target, [...(byTarget.get(work.target) ?? []), work]);
  }
  await mapEach(byTarget, PLACES_AT_ONCE, ([target, waiting]) =>
    askPlace(target, waiting, { health, signal }),
  );
}

function hasSomethingToWrite(work: CellWork): boolean {
  const { cell } = work.step;
  return !work.hadRoot || (cell.seen.kind === 'absent' && (cell.tag ?? cell.keepTag) !== null);
}

async function askPlace(
  target: Target,
  works: readonly CellWork[],
  { health, signal }: { health: Health; signal: AbortSignal },
): Promise<void> {
  const mirror = works[0]?.step.cell.mirror.name ?? '';
  try {
    await health.guard(mirror, signal, (guarded) => target.checkPush(guarded));
  } catch (error) {
    for (const work of works) work.fail(new CopyFailure('mirror', toMirrorError(error)));
  }
}
