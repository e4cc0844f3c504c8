/** Which runtimes cannot pull or run which images: findings by remedy and cause, and the same by image. Pure. */
import { type Finding, finding } from '../../finding.ts';
import type { Runtime } from '../../oci/runtime.ts';
import type { Row } from '../row.ts';
import { type RuntimeProblem, runtimeProblems } from './runtimes/problems.ts';
import { REMEDIES } from './runtimes/remedy.ts';
import type { VerifiedStep } from './verified-step.ts';

export interface RuntimeVerdicts {
  /** Only rows with a problem. */
  readonly byRow: ReadonlyMap<Row, readonly RuntimeProblem[]>;
  readonly findings: readonly Finding[];
}

/** `asked` (`--runtime`) takes the place of what the mirror manifest names; empty: that counts. */
export function judgeRuntimes(verified: readonly VerifiedStep[], asked: readonly Runtime[]): RuntimeVerdicts {
  const byRow = new Map<Row, readonly RuntimeProblem[]>();
  for (const [row, steps] of Map.groupBy(verified, ({ outcome }) => outcome.step.row)) {
    const runtimes = asked.length > 0 ? asked : row.image.runtimes;
    // How a manifest is served differs from mirror to mirror; everything else is told once.
    const problems = steps.flatMap(({ walk }) =>
      walk === null ? [] : runtimeProblems(walk.manifests, runtimes),
    );
    const unique = new Map(problems.map((problem) => [keyOf(problem), problem]));
    if (unique.size > 0) byRow.set(row, [...unique.values()]);
  }
  return { byRow, findings: findingsOf(byRow) };
}

/** One cause is one finding, with the images that have it; those of one remedy say the same help. */
function findingsOf(byRow: RuntimeVerdicts['byRow']): readonly Finding[] {
  const all = [...byRow].flatMap(([row, problems]) => problems.map((problem) => ({ row, problem })));
  return [...Map.groupBy(all, ({ problem }) => keyOf(problem)).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : runtimeFinding(first, [...new Set(group.map(({ row }) => row.name))]);
  });
}

const CANNOT = {
  'cannot-pull': 'cannot pull',
  'cannot-run': 'cannot run',
  needs: 'needs something for',
} as const;

function runtimeFinding(
  { row, problem }: { readonly row: Row; readonly problem: RuntimeProblem },
  names: readonly string[],
): Finding {
  const { runtimes, effect, why, reasons, remedy, level, digests } = problem;
  const [digest] = digests;
  return finding('runtime-unsupported', {
    severity: level,
    message: `${runtimes.join(', ')} ${CANNOT[effect]} ${row.name}: it ${why} (${reasons.join('; ')})`,
    help: REMEDIES[remedy],
    source: row.name,
    ...(digest === undefined ? {} : { digest }),
    affects: names,
    affectedCount: names.length,
    at: row.at,
  });
}

function keyOf({ remedy, cause, effect, runtimes }: RuntimeProblem): string {
  return `${remedy} ${cause} ${effect} ${runtimes.join(' ')}`;
}
