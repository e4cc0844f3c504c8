/** Rows as drift compares them: what was asked before, as values. Pure. */
import { describeError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RunContext } from '../context.ts';
import { isUnreachable } from '../health.ts';
import { subjectOf } from '../observe.ts';
import type { Cell, Meaning, Row } from '../row.ts';
import type { ComparedCell, ComparedRow, MirrorView, SourceView, WantedDigest } from './compared.ts';
import type { Explained } from './explain.ts';
import { rowTimeline } from './row-timeline.ts';

export interface Knowing {
  readonly context: Pick<RunContext, 'history' | 'lock' | 'indexes' | 'age' | 'proofs' | 'relations'>;
  readonly explained: ReadonlyMap<Cell, Explained>;
  /** What is known to be missing from the wanted digest on a mirror, in words: what this run has found out. */
  readonly lackOf: (row: Row, cell: Cell) => string | null;
}

/** One for every row, in order. */
export function comparedRows(rows: readonly Row[], knowing: Knowing): readonly ComparedRow[] {
  return rows.map((row) => comparedRow(row, row.meanings[0], knowing));
}

/** The other tags that rows stand for, without mirrors: what is to be said of their source and lock. */
export function comparedMeanings(rows: readonly Row[], knowing: Knowing): readonly ComparedRow[] {
  return rows.flatMap((row) =>
    row.meanings
      .slice(1)
      .map((meaning) => ({ ...comparedRow(row, meaning, knowing), cells: [], name: meaning.name })),
  );
}

function comparedRow(row: Row, meaning: Meaning | undefined, knowing: Knowing): ComparedRow {
  const wanted = wantedOf(row, meaning);
  return {
    name: row.name,
    at: meaning?.at ?? row.at,
    tag: row.tag,
    wanted,
    source: sourceView(meaning),
    locked: meaning?.locked ?? null,
    allowRollback: row.image.allowRollback,
    timeline: rowTimeline(row, knowing.context, meaning),
    cells: row.cells.map((cell) => comparedCell(row, cell, { wanted, knowing })),
  };
}

function wantedOf({ wanted, problem }: Row, meaning: Meaning | undefined): WantedDigest {
  if (problem !== null) return { kind: 'unknown' };
  if (wanted !== null) return { kind: 'digest', digest: wanted, by: meaning?.by ?? 'source' };
  return meaning?.sourceSays === 'gone' ? { kind: 'gone' } : { kind: 'unknown' };
}

function sourceView(meaning: Meaning | undefined): SourceView {
  if (meaning?.sourceSays === 'gone') return { kind: 'gone' };
  const digest = meaning?.sourceNow ?? null;
  return digest === null ? { kind: 'not-known' } : { kind: 'serves', digest };
}

interface Viewing {
  readonly wanted: WantedDigest;
  readonly knowing: Knowing;
}

function comparedCell(row: Row, cell: Cell, viewing: Viewing): ComparedCell {
  return { mirror: cell.mirror, address: cell.address, view: viewOf(row, cell, viewing) };
}

function viewOf(row: Row, cell: Cell, { wanted, knowing }: Viewing): MirrorView {
  const { seen } = cell;
  switch (seen.kind) {
    case 'not-read':
      // Without tag and digest there is nothing that could be asked for.
      return wanted.kind === 'gone' && cell.tag === null ? { kind: 'absent' } : { kind: 'not-read' };
    case 'unreadable':
    case 'denied':
    case 'damaged':
      return { kind: 'unreadable', why: describeError(seen.error), isTold: isUnreachable(seen.error) };
    case 'absent':
      return seen.root === null || cell.tag !== null
        ? { kind: 'absent' }
        : presentView(row, cell, { digest: seen.root.digest, knowing });
    case 'present':
      return presentView(row, cell, { digest: seen.root.digest, knowing });
  }
}

function presentView(
  row: Row,
  cell: Cell,
  { digest: said, knowing }: { readonly digest: Digest; readonly knowing: Knowing },
): MirrorView {
  const { explained, context } = knowing;
  const known = explained.get(cell) ?? null;
  if (known?.kind === 'not-read') return known;
  if (known?.kind === 'unreadable')
    return { kind: 'unreadable', why: describeError(known.error), isTold: false };
  const digest = known?.digest ?? said;
  const { wanted, platforms } = row;
  const remembered = wanted === null ? null : context.relations.get({ wanted, found: digest, platforms });
  const relation = known?.relation ?? remembered ?? { kind: 'unknown' as const };
  return { kind: 'present', digest, lack: lackOf(row, cell, { digest, knowing }), relation };
}

function lackOf(
  row: Row,
  cell: Cell,
  { digest, knowing }: { readonly digest: Digest; readonly knowing: Knowing },
): string | null {
  const found = knowing.lackOf(row, cell);
  if (found !== null) return found;
  const proof = knowing.context.proofs.get(subjectOf(cell.target, digest, row));
  if (proof?.kind !== 'damaged') return null;
  return `damage was found at depth ${proof.depth} on ${new Date(proof.atMs).toISOString().slice(0, 10)}`;
}
