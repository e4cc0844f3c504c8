/** The report as one self-contained page without scripts. Where tags were compared, their matrix comes first. */
import { createHash } from 'node:crypto';
import { formatCount } from '../quantities.ts';
import { carriedLine, carriedTable } from './carried.ts';
import { isToldByMatrix, type Matrix, matrixOf } from './drift/matrix.ts';
import { MOST_FILTERED_MIRRORS, matrixSection } from './drift/matrix-html.ts';
import { matrixStyle } from './drift/matrix-style.ts';
import { EMPTY, html, type SafeHtml } from './escape-html.ts';
import { STYLE_SHEET } from './html-style.ts';
import { lockTables } from './lock-tables.ts';
import type { Report, ReportFinding } from './model.ts';
import { headline, type Overview, overviewOf, totalsLine } from './overview.ts';
import { policyTables } from './policies/tables.ts';
import { changesTitle } from './policies/text.ts';
import { drainText } from './policies/wording.ts';
import { pullHint } from './pull-hint.ts';
import type { Cell, ReportTable } from './table.ts';
import { detailTables, imagesTable, mirrorTables } from './tables.ts';

/** More would make the page slow; all of them are in the JSON report. */
const MOST_ROWS = 10_000;
const MOST_FINDINGS = 2_000;

export function renderHtml(report: Report): string {
  const overview = overviewOf(report);
  const title = headline(report, overview);
  const matrix = matrixOf(report);
  const style = styleOf(matrix);
  const { attention } = overview;
  const isTold = (one: ReportFinding) => matrix !== null && isToldByMatrix(one);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>mirror-action ${title}</title>
<style>${style}</style>
</head>
<body>
<h1 class="${toneOf(report, overview)}">${title}</h1>
${report.error === null ? html`<p>${totalsLine(report)}</p>` : EMPTY}
${carriedParagraph(overview)}
<p class="soft">mirror-action ${report.tool.version} · ${report.startedAt}${runText(report)}</p>
${errorBox(report)}
${findingsBlock(
  'Needs attention',
  attention.filter((one) => !isTold(one)),
)}
${lockTables(report, 'full').map(tableBlock)}
${policyBlock(report)}
${mirrorTables(overview).map(tableBlock)}
${matrix === null ? EMPTY : matrixSection(matrix)}
${foldedFindings('finding about these tags, with what to do', attention.filter(isTold), 'findings about these tags, with what to do')}
${detailTables(overview).map(tableBlock)}
${foldedFindings('note', overview.notes)}
${foldedFindings('accepted finding', overview.accepted)}
${hintBlock(report)}
${imagesBlock(report)}
${tableBlock(carriedTable(overview))}
</body>
</html>
`;
  return page.markup;
}

function carriedParagraph(overview: Overview): SafeHtml {
  const line = carriedLine(overview);
  return line === null ? EMPTY : html`<p>${line}</p>`;
}

function styleOf(matrix: Matrix | null): SafeHtml {
  if (matrix === null) return { kind: 'html', markup: STYLE_SHEET };
  const filtered = Math.min(matrix.mirrors.length, MOST_FILTERED_MIRRORS);
  return { kind: 'html', markup: `${STYLE_SHEET}${matrixStyle(filtered)}` };
}

/** Nothing is loaded and nothing runs; the one style sheet is allowed by its hash. */
function contentPolicy(style: SafeHtml): string {
  const hash = createHash('sha256').update(style.markup).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

/** Every row, but for those that the matrix has and nothing was done for. */
function imagesBlock(report: Report): SafeHtml {
  const rows = report.images.flatMap((image) => image.mirrors.map((row) => ({ ...row, image })));
  return tableBlock(
    imagesTable(rows.filter(({ outcome, drift }) => outcome !== 'compared' || drift === null)),
  );
}

function toneOf(report: Report, overview: Overview): string {
  if (!report.ok) return 'error';
  return overview.isGreen ? 'good' : 'warning';
}

function runText({ run }: Report): SafeHtml {
  if (run === null) return EMPTY;
  const where = `run ${run.id}, attempt ${run.attempt}, ${run.event} by ${run.actor}`;
  return run.url.startsWith('https://') ? html` · <a href="${run.url}">${where}</a>` : html` · ${where}`;
}

function errorBox({ error }: Report): SafeHtml {
  if (error === null) return EMPTY;
  return html`<div class="finding error"><p>${error.code}</p><p>${error.message}</p><p class="soft">${error.help ?? ''}</p></div>`;
}

function policyBlock(report: Report): SafeHtml {
  const { policyChanges } = report;
  const drain = policyChanges === null ? null : drainText(policyChanges);
  return html`${policyChanges === null ? EMPTY : html`<p>${changesTitle(policyChanges)}</p>`}
${policyTables(report).map(tableBlock)}
${drain === null ? EMPTY : html`<p>${drain}</p>`}`;
}

function findingsBlock(title: string, findings: readonly ReportFinding[]): SafeHtml {
  if (findings.length === 0) return EMPTY;
  return html`<h2>${title}</h2>
${findings.slice(0, MOST_FINDINGS).map(findingBox)}${moreText(findings.length - MOST_FINDINGS)}`;
}

function foldedFindings(name: string, findings: readonly ReportFinding[], many = `${name}s`): SafeHtml {
  if (findings.length === 0) return EMPTY;
  return html`<details><summary>${formatCount(findings.length, name, many)}</summary>
${findings.slice(0, MOST_FINDINGS).map(findingBox)}${moreText(findings.length - MOST_FINDINGS)}</details>`;
}

function findingBox(finding: ReportFinding): SafeHtml {
  const position = [finding.file, finding.line, finding.column].filter((part) => part !== null).join(':');
  const places = [finding.mirror, finding.target, finding.digest, position].filter(
    (place) => place !== null && place !== '',
  );
  const mended =
    finding.repaired === null ? EMPTY : html`<p class="good">mended from ${finding.repaired.from}</p>`;
  return html`<div class="finding ${finding.severity}"><p>${finding.severity}: ${finding.rule}</p>
<p>${finding.message}</p>
<p class="soft">${finding.help}</p>
<p class="soft">${places.map((place) => html`<code>${place ?? ''}</code> `)}</p>${mended}${affectedText(finding)}</div>
`;
}

function affectedText({ affectedCount, affects }: ReportFinding): SafeHtml {
  if (affectedCount < 2) return EMPTY;
  const names = affects.map((name) => html`<code>${name}</code> `);
  return html`<p class="soft">${formatCount(affectedCount, 'place')} affected: ${names}${affectedCount > affects.length ? '…' : ''}</p>`;
}

function tableBlock(table: ReportTable): SafeHtml {
  if (table.rowCount === 0) return EMPTY;
  const rows = table.rows(MOST_ROWS);
  return html`<h2>${table.title}</h2>
<div class="wide"><table>
<thead><tr>${table.columns.map((column, index) => html`<th${numberClass(rows[0]?.[index])}>${column}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>${cells.map(cellMarkup)}</tr>
`,
)}</tbody>
</table></div>
${moreText(table.rowCount - MOST_ROWS)}`;
}

function cellMarkup(cell: Cell): SafeHtml {
  if (cell.kind === 'code') return html`<td><code>${cell.text}</code></td>`;
  return html`<td${numberClass(cell)}>${cell.text}</td>`;
}

function numberClass(cell: Cell | undefined): SafeHtml {
  return cell?.kind === 'number' ? html` class="number"` : EMPTY;
}

function moreText(count: number): SafeHtml {
  return count > 0 ? html`<p class="soft">… ${count} more in the JSON report</p>` : EMPTY;
}

function hintBlock(report: Report): SafeHtml {
  const [command, ...explanation] = pullHint(report);
  if (command === undefined) return EMPTY;
  return html`<h2>Pulling what was mirrored</h2><p><code>${command}</code></p><p class="soft">${explanation.join(' ')}</p>`;
}
