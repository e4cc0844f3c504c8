/** The tables of what a lock has changed: the body of a pull request. */
import { shortDigest } from '../oci/digest.ts';
import { formatBytes } from '../quantities.ts';
import type { Report, ReportLockChange } from './model.ts';
import { type Cell, type ReportTable, tableOf } from './table.ts';
import { code, digest, text } from './tables.ts';

/** `short` leaves out what the log of the run has already said. Only tables that have rows. */
export function lockTables({ lockChanges }: Report, form: 'full' | 'short'): readonly ReportTable[] {
  const of = (kind: ReportLockChange['change']) =>
    (lockChanges ?? []).filter(({ change }) => change === kind);
  const listed = (title: string, kind: 'new' | 'removed') =>
    tableOf(title, ['tag', 'digest'], of(kind), ({ source, before, after }) => [
      code(source),
      digest((after ?? before)?.digest ?? null),
    ]);
  const moved = form === 'full' ? movedTable(of('moved')) : shortMovedTable(of('moved'));
  const added = form === 'full' ? [listed('New in the lock', 'new')] : [];
  return [moved, ...added, listed('No longer in the lock', 'removed')].filter(({ rowCount }) => rowCount > 0);
}

const TITLE = 'Tags that moved';

function movedTable(changes: readonly ReportLockChange[]): ReportTable {
  const columns = ['tag', 'from', 'to', 'created', 'size', 'platforms', 'layers changed'];
  return tableOf(TITLE, columns, changes, (change) => [
    code(change.source),
    digest(change.before?.digest ?? null),
    digest(change.after?.digest ?? null),
    ...differences(change),
  ]);
}

function shortMovedTable(changes: readonly ReportLockChange[]): ReportTable {
  const columns = ['tag', 'to', 'created', 'size', 'platforms', 'layers changed'];
  return tableOf(TITLE, columns, changes, (change) => [
    code(change.source),
    code(shortDigest(change.after?.digest ?? '')),
    ...differences(change),
  ]);
}

/** Created, size, platforms, layers; what could not be read is said in place of the last. */
function differences(change: ReportLockChange): readonly Cell[] {
  const { before, after, layers, unread } = change;
  return [
    text(arrow(day(before?.created), day(after?.created))),
    text(sizes(before?.bytes ?? null, after?.bytes ?? null)),
    text(platforms(change)),
    text(layers === null ? (unread ?? UNKNOWN) : `${layers.changed} of ${layers.total}`),
  ];
}

const UNKNOWN = '?';

/** One of two that are the same. */
function arrow(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

function day(time: string | null | undefined): string {
  return time?.slice(0, 10) ?? UNKNOWN;
}

/** `31 MiB (+1.2 MiB)` */
function sizes(before: number | null, after: number | null): string {
  if (before === null || after === null)
    return arrow(
      before === null ? UNKNOWN : formatBytes(before),
      after === null ? UNKNOWN : formatBytes(after),
    );
  const grown = after - before;
  if (grown === 0) return `${formatBytes(after)} (±0)`;
  return `${formatBytes(after)} (${grown > 0 ? '+' : '−'}${formatBytes(Math.abs(grown))})`;
}

const MOST_PLATFORMS = 6;

/** What came and went; where nothing did, how many there are. */
function platforms({ after, platformsAdded, platformsRemoved }: ReportLockChange): string {
  if (platformsAdded === null || platformsRemoved === null) return UNKNOWN;
  const changes = [
    ...platformsAdded.map((name) => `added ${name}`),
    ...platformsRemoved.map((name) => `removed ${name}`),
  ];
  if (changes.length === 0) return `the same ${after?.platforms?.length ?? 0}`;
  const more = changes.length > MOST_PLATFORMS ? `, … ${changes.length - MOST_PLATFORMS} more` : '';
  return changes.slice(0, MOST_PLATFORMS).join(', ') + more;
}
