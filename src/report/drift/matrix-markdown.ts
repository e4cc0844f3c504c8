/** The matrix of drift as a GitHub table: one line per tag that differs, with what it means beside it. */
import { formatCount } from '../../quantities.ts';
import { codeSpan, escapeMarkdown } from '../escape-markdown.ts';
import type { Report } from '../model.ts';
import { type MatrixCell, type MatrixRow, matrixOf } from './matrix.ts';
import { changesText, equalText, hexOf, LEGEND } from './words.ts';

/** Sentences beside one tag; all of them are in the findings. */
const MOST_WORDS = 6;
const ICONS = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

/** Lines of a part of the summary; `rows` may be cut to what fits. */
export interface MatrixLines {
  readonly before: readonly string[];
  readonly rows: readonly string[];
  readonly rowCount: number;
  readonly after: readonly string[];
}

/** Nothing where the report has compared nothing. */
export function matrixLines(report: Report, mostRows: number): readonly MatrixLines[] {
  const matrix = matrixOf(report);
  if (matrix === null) return [];
  const after = [equalText(matrix), changesText(matrix)]
    .filter((text) => text !== '')
    .map((text) => `${escapeMarkdown(text)}.`);
  const told = { before: [], rows: [], rowCount: 0, after: [...after, ''] };
  // That all is as wanted stands above already, unless somebody asked about nothing else.
  const isSaid = report.command !== 'drift' && changesText(matrix) === '';
  if (matrix.rows.length === 0) return isSaid ? [] : [told];
  return [
    {
      before: [
        `### ${formatCount(matrix.rows.length, 'tag differs', 'tags differ')}`,
        '',
        `| | ${['tag', ...matrix.columns].map((title) => escapeMarkdown(title)).join(' | ')} | what it means |`,
        `| ${['---', '---', ...matrix.columns.map(() => '---'), '---'].join(' | ')} |`,
      ],
      rows: matrix.rows.slice(0, mostRows).map(rowLine),
      rowCount: matrix.rows.length,
      after: [''],
    },
    { before: [], rows: [], rowCount: 0, after: [escapeMarkdown(LEGEND, LEGEND.length), ''] },
    told,
  ];
}

function rowLine(row: MatrixRow): string {
  const icon = row.severity === null ? '' : ICONS[row.severity];
  const name = `${codeSpan(row.name)}${row.isNew ? ' **new**' : ''}`;
  return `| ${[icon, name, ...row.cells.map(cellMarkdown), wordsMarkdown(row)].join(' | ')} |`;
}

function cellMarkdown({ label, isFall, digest, age, state }: MatrixCell): string {
  const parts = [
    `**${escapeMarkdown(label)}**${isFall ? ' ↓' : ''}`,
    ...(digest === null ? [] : [codeSpan(hexOf(digest))]),
    ...(age === null ? [] : [escapeMarkdown(age)]),
    ...(state === null || state === 'in-sync' ? [] : [`_${escapeMarkdown(state)}_`]),
  ];
  return parts.join(' ');
}

function wordsMarkdown({ words }: MatrixRow): string {
  const shown = words.slice(0, MOST_WORDS).map(({ text }) => escapeMarkdown(text));
  return [...shown, ...(words.length > MOST_WORDS ? [`… ${words.length - MOST_WORDS} more`] : [])].join(
    '<br>',
  );
}
