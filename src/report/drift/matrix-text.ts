/** The matrix of drift for a terminal: a table where it fits, else one line per cell. */
import { formatCount } from '../../quantities.ts';
import { cutText, makeVisible } from '../../visible.ts';
import type { Report } from '../model.ts';
import { type Matrix, type MatrixCell, type MatrixRow, matrixOf } from './matrix.ts';
import { cellText, changesText, equalText, LEGEND } from './words.ts';

export type MatrixStyle = (
  name: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan',
  text: string,
) => string;

export interface MatrixTextOptions {
  readonly style: MatrixStyle;
  readonly mostRows: number;
  /** Columns of the terminal; null where it has none, as in a log. */
  readonly width: number | null;
}

const NARROWEST_NAME = 20;
const WIDEST_NAME = 70;
const WIDTH_OF_LOGS = 160;
const MOST_WORDS = 6;
const LONGEST_WORDS = 500;
const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

/** Nothing where the report has compared nothing. */
export function matrixText(report: Report, options: MatrixTextOptions): readonly string[] {
  const matrix = matrixOf(report);
  if (matrix === null) return [];
  const { style, mostRows } = options;
  const told = [equalText(matrix), changesText(matrix)].filter((text) => text !== '').map(makeVisible);
  if (matrix.rows.length === 0) return told;
  const left = matrix.rows.length - mostRows;
  return [
    style('bold', formatCount(matrix.rows.length, 'tag differs', 'tags differ')),
    ...rowsText({ ...matrix, rows: matrix.rows.slice(0, mostRows) }, options),
    ...(left > 0 ? [`… ${left} more in the report`] : []),
    ...told,
    style('dim', LEGEND),
  ];
}

/** How much of a cell is shown, from all of it to what one has to know. */
const DETAILS: readonly ((cell: MatrixCell) => string)[] = [
  cellText,
  (cell) => cellText({ ...cell, age: null }),
  (cell) => cellText({ ...cell, age: null, digest: null }),
];

function rowsText(matrix: Matrix, options: MatrixTextOptions): readonly string[] {
  const width = options.width ?? WIDTH_OF_LOGS;
  const longestName = Math.max(...matrix.rows.map(({ name }) => makeVisible(name).length));
  for (const detail of DETAILS) {
    const widths = matrix.columns.map((title, column) =>
      Math.max(
        visibleLength(title),
        ...matrix.rows.map(({ cells }) => visibleLength(textOf(cells[column], detail))),
      ),
    );
    const room = width - widths.reduce((sum, one) => sum + one + 2, 0);
    if (room >= Math.min(longestName, NARROWEST_NAME))
      return table(matrix, {
        ...options,
        detail,
        widths,
        nameWidth: Math.min(longestName, room, WIDEST_NAME),
      });
  }
  return matrix.rows.flatMap((row) => [
    options.style('bold', makeVisible(row.name)),
    ...stacked(row, matrix.columns),
    ...wordsLines(row, options),
  ]);
}

interface Table extends MatrixTextOptions {
  readonly detail: (cell: MatrixCell) => string;
  readonly widths: readonly number[];
  readonly nameWidth: number;
}

function table({ columns, rows }: Matrix, layout: Table): readonly string[] {
  const { style, detail, widths, nameWidth } = layout;
  const line = (name: string, cells: readonly string[]) =>
    [padded(name, nameWidth), ...cells.map((cell, column) => padded(cell, widths[column] ?? 0))]
      .join('  ')
      .trimEnd();
  const head = style('dim', line('tag', columns.map(makeVisible)));
  return [
    head,
    ...rows.flatMap((row) => {
      const text = line(
        cutHead(makeVisible(row.name), nameWidth),
        row.cells.map((cell) => textOf(cell, detail)),
      );
      const told = row.severity === null ? text : style(COLOURS[row.severity], text);
      return [told, ...wordsLines(row, layout)];
    }),
  ];
}

function stacked({ cells }: MatrixRow, columns: readonly string[]): readonly string[] {
  return cells.map(
    (cell, column) => `  ${makeVisible(columns[column] ?? '')}: ${makeVisible(cellText(cell))}`,
  );
}

function wordsLines({ words, isNew }: MatrixRow, { style }: MatrixTextOptions): readonly string[] {
  const left = words.length - MOST_WORDS;
  return [
    ...words.slice(0, MOST_WORDS).map(({ severity, text }) => {
      const lead = severity === null ? '' : `${style(COLOURS[severity], severity)} `;
      return `  ${lead}${style('dim', cutText(makeVisible(text), LONGEST_WORDS))}`;
    }),
    ...(left > 0 ? [`  … ${left} more`] : []),
    ...(isNew && words.length === 0 ? ['  new'] : []),
  ];
}

/** What tells names apart stands at their end. */
function cutHead(name: string, width: number): string {
  const characters = [...name];
  return characters.length <= width ? name : `…${characters.slice(1 - width).join('')}`;
}

function textOf(cell: MatrixCell | undefined, detail: (cell: MatrixCell) => string): string {
  return cell === undefined ? '' : makeVisible(detail(cell));
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleLength(text)));
}

function visibleLength(text: string): number {
  return [...makeVisible(text)].length;
}
