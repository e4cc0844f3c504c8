/** The report for a terminal: same order as the summary, aligned, in colours where there are any. */
import { formatCount } from '../quantities.ts';
import { cutText, makeVisible } from '../visible.ts';
import { carriedLine } from './carried.ts';
import { matrixText } from './drift/matrix-text.ts';
import { lockTables } from './lock-tables.ts';
import type { Report, ReportFinding } from './model.ts';
import { headline, type Overview, overviewOf, totalsLine } from './overview.ts';
import { policyTables } from './policies/tables.ts';
import { changeBlocks, drainLines } from './policies/text.ts';
import { pullHint } from './pull-hint.ts';
import type { Cell, ReportTable } from './table.ts';
import { detailTables, mirrorTables } from './tables.ts';

export type TextStyle = (name: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', text: string) => string;

export interface TextOptions {
  readonly style: TextStyle;
  /** Rows of one table and findings of one kind. */
  readonly mostRows?: number;
  /** Columns of the terminal; null where it has none. */
  readonly width?: number | null;
}

/** Errors and warnings alone, and why a run ended early; '' where there are none. */
export function renderProblems(report: Report, { style, mostRows = MOST_ROWS }: TextOptions): string {
  const overview = overviewOf(report);
  const lines = [...errorLines(report), ...findingLines(overview.attention, style, mostRows)];
  return lines.length === 0 ? '' : `${[headlineText(report, overview, style), ...lines].join('\n')}\n`;
}

const MOST_ROWS = 40;
const WIDEST_CELL = 90;
const LONGEST_MESSAGE = 1000;

export function renderText(
  report: Report,
  { style, mostRows = MOST_ROWS, width = null }: TextOptions,
): string {
  const overview = overviewOf(report);
  const findings = [...overview.attention, ...overview.notes];
  const blocks = [
    [headlineText(report, overview, style), ...errorLines(report)],
    findingLines(findings, style, mostRows),
    ...changeBlocks(report, mostRows).map(([title = '', ...lines]) => [style('bold', title), ...lines]),
    ...policyTables(report)
      .filter(({ isLong }) => !isLong)
      .map((table) => [style('bold', makeVisible(table.title)), ...tableLines(table, style, mostRows)]),
    drainLines(report),
    ...(hasMirrorsToCompare(overview) ? mirrorTables(overview) : []).map((table) =>
      tableLines(table, style, mostRows),
    ),
    ...lockTables(report, 'short').map((table) => [
      style('bold', table.title),
      ...tableLines(table, style, mostRows),
    ]),
    matrixText(report, { style, mostRows, width }),
    ...detailTables(overview).map((table) => [
      style('bold', table.title),
      ...tableLines(table, style, mostRows),
    ]),
    report.error === null
      ? [makeVisible(totalsLine(report)), ...carriedLines(overview), ...acceptedLine(overview)]
      : [],
    hintLines(report, style),
  ];
  const shown = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

/** One mirror that is as wanted says no more than the totals do. */
function hasMirrorsToCompare({ mirrors, isGreen }: Overview): boolean {
  return mirrors.length > 1 || (mirrors.length === 1 && !isGreen);
}

function headlineText(report: Report, overview: Overview, style: TextStyle): string {
  const colour = report.ok ? (overview.isGreen ? 'green' : 'yellow') : 'red';
  return style('bold', style(colour, makeVisible(headline(report, overview))));
}

function errorLines({ error }: Report): readonly string[] {
  if (error === null) return [];
  const help = error.help === null ? [] : [makeVisible(error.help)];
  return [error.message, ...help].map((line) => makeVisible(line));
}

const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

function findingLines(
  findings: readonly ReportFinding[],
  style: TextStyle,
  mostRows: number,
): readonly string[] {
  const lines = findings.slice(0, mostRows).flatMap((finding) => {
    const head = `${style(COLOURS[finding.severity], finding.severity)} ${makeVisible(finding.rule)}${placeOf(finding)}`;
    const others =
      finding.affectedCount > 1 ? ` (${formatCount(finding.affectedCount, 'place')} affected)` : '';
    const message = `  ${makeVisible(cutText(finding.message, LONGEST_MESSAGE))}${others}`;
    return [head, message, ...(finding.help === '' ? [] : [style('dim', `  ${makeVisible(finding.help)}`)])];
  });
  return [...lines, ...moreLine(findings.length - mostRows)];
}

function placeOf(finding: ReportFinding): string {
  const position = [finding.file, finding.line, finding.column].filter((part) => part !== null).join(':');
  const mirror = finding.mirror === null ? '' : ` on ${makeVisible(finding.mirror)}`;
  return `${mirror}${position === '' ? '' : ` ${makeVisible(position)}`}`;
}

function tableLines(table: ReportTable, style: TextStyle, mostRows: number): readonly string[] {
  const rows = table.rows(mostRows).map((cells) => cells.map(cellText));
  const widths = table.columns.map((column, index) =>
    Math.max(column.length, ...rows.map((cells) => cells[index]?.text.length ?? 0)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, index) => padded(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  const kinds = table.rows(1)[0]?.map((cell) => cell.kind) ?? [];
  const head = table.columns.map((column, index) => ({ kind: kinds[index] ?? 'text', text: column }));
  return [style('dim', line(head)), ...rows.map(line), ...moreLine(table.rowCount - mostRows)];
}

function cellText(cell: Cell): Cell {
  return { kind: cell.kind, text: cutText(makeVisible(cell.text), WIDEST_CELL) };
}

function padded(cell: Cell, width: number): string {
  return cell.kind === 'number' ? cell.text.padStart(width) : cell.text.padEnd(width);
}

function moreLine(count: number): readonly string[] {
  return count > 0 ? [`… ${count} more in the report`] : [];
}

function carriedLines(overview: Overview): readonly string[] {
  const line = carriedLine(overview);
  return line === null ? [] : [makeVisible(line)];
}

function acceptedLine({ accepted }: Overview): readonly string[] {
  return accepted.length === 0 ? [] : [`${formatCount(accepted.length, 'accepted finding')} not shown`];
}

function hintLines(report: Report, style: TextStyle): readonly string[] {
  const [command, ...explanation] = pullHint(report);
  if (command === undefined) return [];
  return ['To pull what was mirrored:', `  ${style('bold', makeVisible(command))}`, ...explanation];
}
