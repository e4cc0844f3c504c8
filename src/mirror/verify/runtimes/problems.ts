/** Which runtimes cannot pull or cannot run an image, and why. */
import type { Digest } from '../../../oci/digest.ts';
import { type Runtime, rangesOverlap } from '../../../oci/runtime.ts';
import type { WalkedImage } from '../walked.ts';
import { CAUSES, type FoundCause, type RuntimeCause } from './cause.ts';
import { CAUSE_WORDS } from './cause-words.ts';
import { findCauses } from './find-causes.ts';
import { REMEDIES, type Remedy, remedyOf } from './remedy.ts';
import type { RuntimeEffect, RuntimeRow } from './runtime-row.ts';
import { RUNTIME_ROWS, rangeOfRow } from './table.ts';

export interface RuntimeProblem {
  readonly remedy: Remedy;
  readonly cause: RuntimeCause;
  readonly effect: RuntimeEffect;
  /** `note` where something is only needed, and for what is no image on purpose. */
  readonly level: 'error' | 'note';
  /** As written, each once, in the order given. */
  readonly runtimes: readonly string[];
  /** Manifests that have the cause, in the image's order. */
  readonly digests: readonly Digest[];
  /** What is the matter with the image: `its config has the type …`. */
  readonly why: string;
  /** What the runtimes do with it: `containerd before 2.1 …`; each once, in the order of the table. */
  readonly reasons: readonly string[];
}

/**
 * Problems of `image` for `runtimes`, one per cause and effect, those of one remedy together: in the order of `REMEDIES`,
 * of `CAUSES`, and the worst effect first. Of one runtime only the worst effect of a cause is told.
 */
export function runtimeProblems(image: WalkedImage, runtimes: readonly Runtime[]): readonly RuntimeProblem[] {
  const unique = [...new Map(runtimes.map((runtime) => [runtime.written, runtime])).values()];
  return findCauses(image)
    .flatMap((found) => problemsOf(found, unique))
    .sort((one, other) => placeOf(one) - placeOf(other));
}

function problemsOf({ cause, digests }: FoundCause, runtimes: readonly Runtime[]): readonly RuntimeProblem[] {
  const verdicts = runtimes.map((runtime) => ({ runtime, rows: worstRows(cause, runtime) }));
  return EFFECTS.flatMap((effect) => {
    const affected = verdicts.filter(({ rows }) => rows[0]?.effect === effect);
    if (affected.length === 0) return [];
    const rows = RUNTIME_ROWS.filter((row) => affected.some((verdict) => verdict.rows.includes(row)));
    return {
      remedy: remedyOf(cause),
      cause,
      effect,
      level: effect === 'needs' || remedyOf(cause) === 'nothing-to-do' ? 'note' : 'error',
      runtimes: affected.map(({ runtime }) => runtime.written),
      digests,
      why: CAUSE_WORDS[cause],
      reasons: [...new Set(rows.map(reasonOf))],
    } satisfies RuntimeProblem;
  });
}

/** Worst first. */
const EFFECTS: readonly RuntimeEffect[] = ['cannot-pull', 'cannot-run', 'needs'];

/** The rows of the worst effect that any release in the runtime's range has. */
function worstRows(cause: RuntimeCause, runtime: Runtime): readonly RuntimeRow[] {
  const rows = RUNTIME_ROWS.filter((row) => row.cause === cause && holdsFor(row, runtime));
  const worst = EFFECTS.find((effect) => rows.some((row) => row.effect === effect));
  return rows.filter((row) => row.effect === worst);
}

/** Fresh installations of Docker 29 use containerd's image store, upgraded ones keep their own: either may be meant. */
const BOTH_STORES_SINCE = 29;

function holdsFor(row: RuntimeRow, runtime: Runtime): boolean {
  const isEitherStore =
    runtime.name === 'docker' &&
    row.runtime === 'docker-containerd' &&
    runtime.lowest[0] >= BOTH_STORES_SINCE;
  return (row.runtime === runtime.name || isEitherStore) && rangesOverlap(rangeOfRow(row), runtime);
}

function reasonOf(row: RuntimeRow): string {
  return `${row.runtime}${rangeWords(row)} ${row.note}`;
}

/** ` 1.4 to 2.0` would need the last release; said by its ends: ` since 1.4.0 and before 2.1.0`. */
export function rangeWords({ since, before }: RuntimeRow): string {
  const from = since === undefined ? '' : ` since ${since.join('.')}`;
  const to = before === undefined ? '' : ` before ${before.join('.')}`;
  return from !== '' && to !== '' ? `${from} and${to}` : `${from}${to}`;
}

function placeOf({ remedy, cause, effect }: RuntimeProblem): number {
  const place = Object.keys(REMEDIES).indexOf(remedy) * CAUSES.length + CAUSES.indexOf(cause);
  return place * EFFECTS.length + EFFECTS.indexOf(effect);
}
