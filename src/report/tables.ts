/** The tables of a report, for every rendering: what they hold, not how it looks. */

import { shortDigest } from '../oci/digest.ts';
import { formatBytes } from '../quantities.ts';
import type { MirrorOverview, Overview, Row } from './overview.ts';
import { type Cell, type ReportTable, tableOf } from './table.ts';

/** One line per mirror: what was done there, and what its tags mean; only tables that have rows. */
export function mirrorTables(overview: Overview): readonly ReportTable[] {
  const isOnlyCompared = overview.mirrors.every(({ images, compared }) => images === compared);
  const isAllInSync = overview.mirrors.every(({ drift }) => drift.inSync === drift.compared);
  return [
    ...(isOnlyCompared ? [] : [mirrorsTable(overview)]),
    // Beside what was done, only what differs is worth a table of its own.
    ...(isAllInSync && !isOnlyCompared ? [] : [driftMirrorsTable(overview)]),
  ].filter((one) => one.rowCount > 0);
}

function mirrorsTable({ mirrors }: Overview): ReportTable {
  return tableOf(
    'Mirrors',
    ['mirror', 'images', 'complete', 'incomplete', 'behind', 'failed', 'written'],
    mirrors,
    (mirror) => [
      code(mirror.mirror),
      number(mirror.images),
      number(mirror.complete),
      number(mirror.incomplete),
      number(mirror.behind),
      number(mirror.failed),
      { kind: 'number', text: writtenBytes(mirror) },
    ],
  );
}

/** Mirrors by what their tags mean, where tags were compared. */
function driftMirrorsTable({ mirrors }: Overview): ReportTable {
  const compared = mirrors.filter(({ drift }) => drift.compared > 0);
  return tableOf(
    'Mirrors',
    ['mirror', 'compared', 'in sync', 'errors', 'warnings', 'other', 'n/a'],
    compared,
    ({ mirror, drift }) => [
      code(mirror),
      number(drift.compared),
      number(drift.inSync),
      number(drift.errors),
      number(drift.warnings),
      number(drift.other),
      number(drift.unreadable),
    ],
  );
}

/** What differs (what the matrix of drift shows is not shown again), what was not done, what is planned, what has moved; only tables that have rows. */
export function detailTables(overview: Overview): readonly ReportTable[] {
  const differing = overview.differing.filter(({ drift }) => drift === null);
  return [
    tableOf('Tags that differ', ['image', 'mirror', 'wanted', 'served', 'state'], differing, (row) => [
      code(row.image.source),
      code(row.mirror),
      digest(row.image.digest),
      digest(row.found),
      text(row.drift ?? row.outcome),
    ]),
    tableOf('Incomplete', ['image', 'mirror', 'digest', 'what is wrong'], overview.incomplete, (row) => [
      code(row.image.source),
      code(row.mirror),
      digest(row.image.digest ?? row.found),
      text(row.reason),
    ]),
    tableOf('Not done', ['image', 'mirror', 'outcome', 'reason'], overview.undone, (row) => [
      code(row.image.source),
      code(row.mirror),
      text(row.outcome),
      text(row.reason),
    ]),
    tableOf('Planned', ['image', 'mirror', 'step', 'reason'], overview.planned, (row) => [
      code(row.image.source),
      code(row.mirror),
      text(row.action ?? ''),
      text(row.reason),
    ]),
    tableOf('Changed', ['image', 'mirror', 'before', 'now'], overview.moved, (row) => [
      code(row.image.source),
      code(row.mirror),
      digest(row.before),
      digest(row.found),
    ]),
  ].filter((one) => one.rowCount > 0);
}

/** Every row of the report. */
export function imagesTable(rows: readonly Row[]): ReportTable {
  const isCompared = rows.some(({ drift }) => drift !== null);
  return tableOf(
    'Images',
    ['image', 'digest', 'mirror', 'outcome', ...(isCompared ? ['drift'] : []), 'reason', 'target'],
    rows,
    (row) => [
      code(row.image.source),
      digest(row.image.digest),
      code(row.mirror),
      text(row.outcome),
      ...(isCompared ? [text(row.drift ?? '')] : []),
      text(row.reason),
      code(shortTarget(row.target)),
    ],
  );
}

/** The digest has a column of its own. */
function shortTarget(target: string): string {
  const at = target.lastIndexOf('@');
  return at < 0 ? target : `${target.slice(0, at)}@${shortDigest(target.slice(at + 1))}…`;
}

function writtenBytes(mirror: MirrorOverview): string {
  return mirror.bytes === 0 ? '–' : formatBytes(mirror.bytes);
}

export function code(name: string): Cell {
  return { kind: 'code', text: name };
}

export function text(words: string): Cell {
  return { kind: 'text', text: words };
}

export function number(count: number): Cell {
  return { kind: 'number', text: String(count) };
}

export function digest(value: string | null): Cell {
  return value === null ? text('–') : code(shortDigest(value));
}
