/** What a repair has to do, from what walks found. Pure. */
import type { Rule } from '../../finding.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Reader } from '../copy/places.ts';
import type { Cell, Row, Step } from '../row.ts';
import type { Fault, Walk } from './fault.ts';
import type { VerifiedStep } from './verified-step.ts';

export interface BrokenStep {
  readonly before: VerifiedStep;
  readonly walk: Walk;
  /** Blobs that are served with other content. */
  readonly rewrites: readonly Descriptor[];
  /** Where content can be read from: mirrors that are complete, then others, then the source. */
  readonly readers: readonly Reader[];
}

/** Rules whose cause lies in the image itself: bringing it anew would bring the same. */
const NOT_MENDABLE: ReadonlySet<Rule> = new Set<Rule>([
  'manifest-size-mismatch',
  'manifest-ambiguous',
  'manifest-unparsable',
  'media-type-mismatch',
  'diff-id-mismatch',
  'layer-undecodable',
]);

export function isMendable({ rule }: Pick<Fault, 'rule'>): boolean {
  return !NOT_MENDABLE.has(rule);
}

/** Steps that are incomplete on a mirror that can be written to, with something in them that can be mended. */
export function brokenSteps(verified: readonly VerifiedStep[]): readonly BrokenStep[] {
  const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
  return verified.flatMap((before) => {
    const { walk, outcome } = before;
    const isBroken = walk?.faults.some(isMendable) || (before.lacking ?? []).length > 0;
    if (walk === null || outcome.step.cell.mirror.kind === 'cache' || !isBroken) return [];
    const siblings = byRow.get(outcome.step.row) ?? [];
    return [{ before, walk, rewrites: rewritesOf(walk), readers: readersFor(before, siblings) }];
  });
}

/** One step for each broken one, in their order: rows and cells as the copy stage has to see them. */
export function stepsToCopy(
  broken: readonly BrokenStep[],
  verified: readonly VerifiedStep[],
): readonly Step[] {
  const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
  const rows = new Map<string, Row>();
  return broken.map(({ before, walk }) => {
    const { row, cell } = before.outcome.step;
    const key = `${row.name} ${row.at.line} ${walk.root}`;
    const known = rows.get(key) ?? rowToCopy(row, walk.root, byRow.get(row) ?? []);
    rows.set(key, known);
    const mending = { row: known, cell: cellToMend(cell, walk.root) };
    return walk.faults.some(isMendable)
      ? { ...mending, action: 'copy', reason: 'damage was found' }
      : { ...mending, action: 'attach', reason: 'something that refers to it is missing' };
  });
}

/** Mirrors that this run has walked and found complete count as proven: they are read before the source. */
function rowToCopy(row: Row, root: Digest, siblings: readonly VerifiedStep[]): Row {
  const cells = siblings.map(({ outcome, walk }): Cell => {
    const isComplete = outcome.outcome === 'complete' && walk?.root === root && outcome.proof !== null;
    const proof = isComplete && outcome.proof !== null ? { kind: 'proven' as const, ...outcome.proof } : null;
    return { ...outcome.step.cell, proof, seen: present(root) };
  });
  const expected = siblings.find((one) => one.expected !== undefined)?.expected;
  return {
    ...row,
    wanted: root,
    sourceDigest: row.sourceDigest ?? root,
    cells,
    ...(expected === undefined ? {} : { referrers: { referrers: expected, hasApi: true } }),
  };
}

/** The root is treated as listed there, so that everything below it is looked at before anything is sent. A tag that points
 *  elsewhere is none of a repair's business; one that is gone is brought back. */
function cellToMend(cell: Cell, root: Digest): Cell {
  const tag = cell.tag ?? cell.keepTag;
  const isElsewhere = cell.seen.kind === 'present' && cell.seen.root.digest !== root;
  if (isElsewhere) return { ...cell, tag: null, keepTag: null, proof: null, seen: present(root) };
  const isGone = tag !== null && cell.seen.kind === 'absent';
  const seen = isGone ? { kind: 'absent' as const, root: rootOf(root) } : present(root);
  return { ...cell, proof: null, seen };
}

function present(root: Digest): Cell['seen'] {
  return { kind: 'present', root: rootOf(root) };
}

function rootOf(digest: Digest): Descriptor {
  return { mediaType: '', digest, size: 0 };
}

/** Blobs that a probe would call fine. */
function rewritesOf({ faults, manifests, ofReferrers = [] }: Walk): readonly Descriptor[] {
  const damaged = new Set(
    faults.filter(({ rule }) => rule === 'blob-digest-mismatch').map(({ digest }) => digest),
  );
  if (damaged.size === 0) return [];
  const blobs = [...manifests, ...ofReferrers].flatMap(({ content }) => {
    if (content.kind === 'refused') return [];
    const { node } = content;
    if (node.kind === 'index') return node.children.map(({ descriptor }) => descriptor);
    return node.config === null ? node.layers : [node.config, ...node.layers];
  });
  return [...damaged].flatMap((digest) => blobs.find((blob) => blob.digest === digest) ?? []);
}

function readersFor({ outcome }: VerifiedStep, siblings: readonly VerifiedStep[]): readonly Reader[] {
  const { row, cell } = outcome.step;
  const others = siblings.filter(({ outcome: { step } }) => step.cell.target !== cell.target);
  const isComplete = (one: VerifiedStep) => one.outcome.outcome === 'complete';
  const ordered = [...others.filter(isComplete), ...others.filter((one) => !isComplete(one))];
  const mirrors = ordered
    .filter(({ outcome: { failure } }) => failure === null)
    .map(({ outcome: { step } }): Reader => ({ store: step.cell.target, kind: 'mirror' }));
  return [...mirrors, { store: row.source, kind: 'source' }];
}
