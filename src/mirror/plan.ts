/** The plan stage: what each mirror needs, and why. Pure. */
import { type Finding, finding } from '../finding.ts';
import { type Digest, shortDigest } from '../oci/digest.ts';
import type { RunContext } from './context.ts';
import { acceptedOf, sightingsOf } from './history.ts';
import { reasonOf } from './reason.ts';
import type { Cell, Plan, Row, StepAction } from './row.ts';

type Knowledge = Pick<RunContext, 'history' | 'lock' | 'age' | 'indexes'>;

interface Decision {
  readonly action: StepAction;
  readonly reason: string;
  readonly finding?: Finding;
}

/** One step per row and mirror, in manifest order, with the findings that the decisions rest on. */
export function makePlan(rows: readonly Row[], knowledge: Knowledge): Plan {
  const decided = rows.flatMap((row) =>
    row.cells.map((cell) => ({ row, cell, decision: decide(row, cell, knowledge) })),
  );
  return {
    steps: decided.map(({ row, cell, decision: { action, reason } }) => ({ row, cell, action, reason })),
    findings: decided.flatMap(({ decision }) => (decision.finding === undefined ? [] : [decision.finding])),
  };
}

function decide(row: Row, cell: Cell, knowledge: Knowledge): Decision {
  if (row.problem !== null || row.wanted === null)
    return { action: 'refuse', reason: row.problem?.reason ?? 'no digest is wanted' };
  if (cell.seen.kind === 'unreadable')
    return {
      action: 'refuse',
      reason: reasonOf({ side: 'mirror', error: cell.seen.error }, cell.mirror.name),
    };
  if (cell.mirror.kind === 'cache')
    return { action: 'skip', reason: 'a pull-through cache is never written' };
  switch (cell.seen.kind) {
    case 'denied':
      return { action: 'copy', reason: `the mirror does not say what it has: ${cell.seen.error.message}` };
    case 'damaged':
      return { action: 'copy', reason: `the mirror cannot serve what it has: ${cell.seen.error.message}` };
    case 'not-read':
      return { action: 'copy', reason: 'the mirror was not looked at' };
    case 'absent':
      return decideAbsent(row, cell, { wanted: row.wanted, root: cell.seen.root !== null });
    case 'present':
      return decidePresent(row, cell, { wanted: row.wanted, found: cell.seen.root.digest, knowledge });
  }
}

function decideAbsent(row: Row, cell: Cell, { wanted, root }: { wanted: Digest; root: boolean }): Decision {
  const what = cell.tag === null ? 'the anchor tag' : `tag ${cell.tag}`;
  // Also where an earlier run has proven it: what is remembered may spare work, and never stands for the content of a tag.
  if (root) return { action: 'copy', reason: `${what} is not there, its image is and has to be proven` };
  if (cell.wasProven && !cell.target.holdsUntaggedRoots)
    return { action: 'copy', reason: 'it was there and is gone', finding: lostFinding(row, cell, wanted) };
  return { action: 'copy', reason: 'the mirror does not have it' };
}

interface Present {
  readonly wanted: Digest;
  readonly found: Digest;
  readonly knowledge: Knowledge;
}

function decidePresent(row: Row, cell: Cell, { wanted, found, knowledge }: Present): Decision {
  if (found === wanted && cell.proof !== null) return decideProven(cell);
  if (found === wanted) return { action: 'copy', reason: whyToProve(cell) };
  if (cell.tag !== null && row.image.immutable?.matches(cell.tag))
    return refuseImmutable(row, cell, { wanted, found });
  const moved = `the tag moves from ${shortDigest(found)} to ${shortDigest(wanted)}`;
  if (isKnownOf(row, found, knowledge)) return { action: 'copy', reason: moved };
  return { action: 'copy', reason: moved, finding: overwrittenFinding(row, cell, { wanted, found }) };
}

function decideProven({ tag, target, referrersDue }: Cell): Decision {
  if (referrersDue)
    return {
      action: 'attach',
      reason: 'the mirror has it, proven before; what refers to it is to be looked at',
    };
  const reason = 'the mirror has it, proven before';
  // A layout holds an untagged root by listing it; its content may be there for another tag's sake only.
  return { action: tag === null && target.holdsUntaggedRoots ? 'retag' : 'skip', reason };
}

function whyToProve(cell: Cell): string {
  return cell.wasProven ? 'its proof of completeness is due' : 'it is there and has to be proven';
}

/** Whether the source is known to have served `digest` for this row's tag; with `index: omit`, in an index that it served. */
function isKnownOf(row: Row, digest: Digest, { history, lock, indexes }: Knowledge): boolean {
  const past = history.of(row.name);
  const sightings = sightingsOf(past, lock?.tags.get(row.name) ?? null);
  const served = [...acceptedOf(past), row.sourceNow, ...sightings.map((sighting) => sighting.digest)];
  const { index, platforms } = row.image;
  return served.some((one) => {
    if (one === null || one === digest) return one !== null;
    const kept = index === 'omit' && platforms !== null ? indexes.get(one, platforms) : null;
    return kept?.some((child) => child.digest === digest) ?? false;
  });
}

function about(row: Row, cell: Cell, digest: Digest) {
  return { source: row.name, mirror: cell.mirror.name, target: cell.address, digest, at: row.at };
}

function lostFinding(row: Row, cell: Cell, wanted: Digest): Finding {
  return finding('untagged-lost', {
    message: `${cell.address} was complete on mirror ${cell.mirror.name} and is gone`,
    help: 'Somebody deleted it, or the registry collected what no tag held. Leave keepTags on, or tell the registry to keep untagged manifests.',
    ...about(row, cell, wanted),
  });
}

function refuseImmutable(
  row: Row,
  cell: Cell,
  { wanted, found }: { wanted: Digest; found: Digest },
): Decision {
  const difference = `${cell.address} is ${shortDigest(found)}, wanted is ${shortDigest(wanted)}`;
  return {
    action: 'refuse',
    reason: `the tag never moves (immutable): ${difference}`,
    finding: finding('tag-immutable', {
      message: `${difference}, and the tag matches immutable`,
      help: 'Find out who moved the tag. If the move is right, delete the tag on the mirror or narrow the pattern.',
      ...about(row, cell, wanted),
    }),
  };
}

function overwrittenFinding(
  row: Row,
  cell: Cell,
  { wanted, found }: { wanted: Digest; found: Digest },
): Finding {
  return finding('tag-overwritten', {
    message: `${cell.address} pointed to ${shortDigest(found)}, which ${row.repository} is not known to have served; it becomes ${shortDigest(wanted)}`,
    help: `Somebody else may write to this mirror. The old content stays under its digest ${found} until the registry collects it.`,
    ...about(row, cell, found),
  });
}
