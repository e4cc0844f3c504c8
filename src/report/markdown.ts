/** The report as a job summary: what needs a person first, and never more than GitHub takes. */

import { formatCount } from '../quantities.ts';
import { carriedLine } from './carried.ts';
import { matrixLines } from './drift/matrix-markdown.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { lockTables } from './lock-tables.ts';
import type { Report, ReportFinding } from './model.ts';
import { headline, type Overview, overviewOf, totalsLine } from './overview.ts';
import { policyTables } from './policies/tables.ts';
import { changesTitle } from './policies/text.ts';
import { drainText } from './policies/wording.ts';
import { pullHint } from './pull-hint.ts';
import type { Cell, ReportTable } from './table.ts';
import { detailTables, mirrorTables } from './tables.ts';

/** GitHub drops a summary above 1 MiB as a whole. */
const LIMIT_BYTES = 900 * 1024;
/** Longer tables are not read, and GitHub takes seconds to show them. */
const MOST_ROWS = 200;
/** Room for the closing lines of a section. */
const RESERVED_BYTES = 300;

/** A part of the summary; `rows` may be cut, the rest is written when it fits. */
interface Section {
  readonly before: readonly string[];
  readonly rows: readonly string[];
  readonly rowCount: number;
  readonly after: readonly string[];
}

export function renderMarkdown(report: Report, limitBytes = LIMIT_BYTES): string {
  const overview = overviewOf(report);
  const sections = [
    paragraph(`## ${statusIcon(report, overview)} ${escapeMarkdown(headline(report, overview))}`),
    ...errorSection(report),
    ...findingsSection(overview.attention),
    ...lockTables(report, 'full').map((table) => tableSection(table, `### ${table.title}`)),
    ...policySections(report),
    ...(report.error === null ? [paragraph(escapeMarkdown(totalsLine(report)))] : []),
    ...carriedSection(overview),
    ...mirrorTables(overview).map((table) => tableSection(table, null)),
    ...matrixLines(report, MOST_ROWS),
    ...detailTables(overview).map((table) => tableSection(table, `### ${table.title}`)),
    ...foldedSection(formatCount(overview.notes.length, 'note'), overview.notes),
    ...foldedSection(formatCount(overview.accepted.length, 'accepted finding'), overview.accepted),
    ...hintSection(report),
  ];
  return fitted(sections, limitBytes);
}

function carriedSection(overview: Overview): readonly Section[] {
  const line = carriedLine(overview);
  return line === null ? [] : [paragraph(escapeMarkdown(line))];
}

function statusIcon(report: Report, overview: Overview): string {
  if (!report.ok) return '❌';
  return overview.isGreen ? '✅' : '⚠️';
}

function errorSection({ error }: Report): readonly Section[] {
  if (error === null) return [];
  const help = error.help === null ? [] : [escapeMarkdown(error.help)];
  return [
    paragraph(
      [`**${escapeMarkdown(error.code)}**: ${escapeMarkdown(error.message, 2000)}`, ...help].join('<br>'),
    ),
  ];
}

/** What a change does stands above the totals: it is what the reviewer came for. */
function policySections(report: Report): readonly Section[] {
  const { policyChanges } = report;
  const drain = policyChanges === null ? null : drainText(policyChanges);
  return [
    ...(policyChanges === null ? [] : [paragraph(escapeMarkdown(changesTitle(policyChanges)))]),
    ...policyTables(report).map((table) => tableSection(table, `### ${escapeMarkdown(table.title)}`)),
    ...(drain === null ? [] : [paragraph(escapeMarkdown(drain))]),
  ];
}

function findingsSection(findings: readonly ReportFinding[]): readonly Section[] {
  return findings.length === 0 ? [] : [list(['### Needs attention', ''], findings, [''])];
}

function foldedSection(title: string, findings: readonly ReportFinding[]): readonly Section[] {
  if (findings.length === 0) return [];
  return [list([`<details><summary>${title}</summary>`, ''], findings, ['', '</details>', ''])];
}

function hintSection(report: Report): readonly Section[] {
  const [command, ...explanation] = pullHint(report);
  return command === undefined
    ? []
    : [
        paragraph(
          `To pull what was mirrored: ${codeSpan(command)}<br>${escapeMarkdown(explanation.join(' '))}`,
        ),
      ];
}

function paragraph(text: string): Section {
  return { before: [text, ''], rows: [], rowCount: 0, after: [] };
}

function list(
  before: readonly string[],
  findings: readonly ReportFinding[],
  after: readonly string[],
): Section {
  return { before, rows: findings.slice(0, MOST_ROWS).map(findingItem), rowCount: findings.length, after };
}

const ICONS = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

function findingItem(finding: ReportFinding): string {
  const mirror = finding.mirror === null ? '' : ` on ${codeSpan(finding.mirror)}`;
  const place = finding.file === null ? '' : ` (${codeSpan(positionOf(finding))})`;
  const others =
    finding.affectedCount > 1 ? ` – ${formatCount(finding.affectedCount, 'place')} affected` : '';
  const mended = finding.repaired === null ? '' : ` – mended from ${codeSpan(finding.repaired.from)}`;
  const help = finding.help === '' ? '' : `<br>${escapeMarkdown(finding.help)}`;
  const head = `- ${ICONS[finding.severity]} **${escapeMarkdown(finding.rule)}**${mirror}: `;
  return `${head}${escapeMarkdown(finding.message)}${place}${others}${mended}${help}`;
}

function positionOf({ file, line, column }: ReportFinding): string {
  return [file, line, column].filter((part) => part !== null).join(':');
}

function tableSection(table: ReportTable, heading: string | null): Section {
  const rows = table.rows(MOST_ROWS);
  const rules = table.columns.map((_column, index) => (rows[0]?.[index]?.kind === 'number' ? '--:' : '---'));
  return {
    before: [
      ...(heading === null ? [] : [heading, '']),
      `| ${table.columns.join(' | ')} |`,
      `| ${rules.join(' | ')} |`,
    ],
    rows: rows.map((cells) => `| ${cells.map(cellText).join(' | ')} |`),
    rowCount: table.rowCount,
    after: [''],
  };
}

function cellText(cell: Cell): string {
  return cell.kind === 'code' ? codeSpan(cell.text) : escapeMarkdown(cell.text);
}

/** Sections in order, each cut to what is left; one that cannot even begin is left out. */
function fitted(sections: readonly Section[], limitBytes: number): string {
  const lines: string[] = [];
  let left = limitBytes;
  const add = (line: string) => {
    lines.push(line);
    left -= Buffer.byteLength(line) + 1;
  };
  for (const section of sections) {
    const frameBytes = Buffer.byteLength([...section.before, ...section.after].join('\n')) + RESERVED_BYTES;
    if (frameBytes > left) continue;
    section.before.forEach(add);
    const room = left - frameBytes;
    const shown = rowsThatFit(section.rows, room);
    section.rows.slice(0, shown).forEach(add);
    const more = section.rowCount - shown;
    if (more > 0) ['', `… ${more} more in the report`].forEach(add);
    section.after.forEach(add);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function rowsThatFit(rows: readonly string[], roomBytes: number): number {
  let left = roomBytes;
  const firstTooMany = rows.findIndex((row) => {
    left -= Buffer.byteLength(row) + 1;
    return left < 0;
  });
  return firstTooMany < 0 ? rows.length : firstTooMany;
}
