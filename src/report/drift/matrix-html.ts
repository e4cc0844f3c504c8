/** The matrix of drift as a section of the HTML page. It filters by style alone: there is nothing to run. */
import { formatCount } from '../../quantities.ts';
import { EMPTY, html, type SafeHtml } from '../escape-html.ts';
import type { Matrix, MatrixCell, MatrixRow, MatrixWords } from './matrix.ts';
import { changesText, equalText, LEGEND } from './words.ts';

/** Rows of each table; more would make the page slow, and all are in the JSON report. */
const MOST_ROWS = 5_000;
/** Mirrors with a filter of their own. */
export const MOST_FILTERED_MIRRORS = 40;
const MOST_WORDS = 12;

export function matrixSection(matrix: Matrix): SafeHtml {
  const name = anchorNames();
  const title =
    matrix.rows.length === 0
      ? 'No tag differs'
      : formatCount(matrix.rows.length, 'tag differs', 'tags differ');
  return html`<section class="drift" aria-labelledby="drift">
<h2 id="drift">${title}</h2>
${[changesText(matrix)].filter((text) => text !== '').map((text) => html`<p class="soft">${text}.</p>`)}
${matrix.rows.length === 0 ? EMPTY : html`${filters(matrix)}${differing(matrix, name)}`}
${equal(matrix, name)}
</section>
`;
}

interface Filter {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

function filters(matrix: Matrix): SafeHtml {
  const { rows, mirrors } = matrix;
  const count = (matches: (row: MatrixRow) => boolean) => rows.filter(matches).length;
  const all: readonly Filter[] = [
    { id: 'all', label: 'all', count: rows.length },
    { id: 'needs', label: 'needs you', count: count(needsPerson) },
    { id: 'new', label: 'new', count: count(({ isNew }) => isNew) },
    ...mirrors.slice(0, MOST_FILTERED_MIRRORS).map((mirror, index) => ({
      id: `m${index}`,
      label: mirror,
      count: count((row) => isWrongOn(row, index)),
    })),
  ];
  return html`<fieldset class="filters"><legend>Show</legend>
${all.map(
  ({ id, label, count: many }) =>
    html`<label><input type="radio" name="show" id="show-${id}"${id === 'all' ? html` checked` : EMPTY}${many === 0 ? html` disabled` : EMPTY}> ${label} <span class="count">${many}</span></label>
`,
)}</fieldset>
`;
}

function differing(matrix: Matrix, name: (row: MatrixRow) => string): SafeHtml {
  const rows = matrix.rows.slice(0, MOST_ROWS);
  return html`<div class="matrix" role="region" aria-labelledby="drift" tabindex="0"><table>
<thead><tr><th scope="col">tag</th>${matrix.columns.map((column, index) => html`<th scope="col"${index === 2 ? html` class="first"` : EMPTY}>${column}</th>`)}</tr></thead>
${rows.map((row) => rowMarkup(row, name(row)))}</table></div>
${moreText(matrix.rows.length - rows.length)}<p class="soft legend">${LEGEND}</p>`;
}

/** A tag is a group of two rows: its cells, and below them, as wide as the screen, what they mean. */
function rowMarkup(row: MatrixRow, anchor: string): SafeHtml {
  return html`<tbody id="${anchor}" class="${rowClasses(row)}"><tr><th scope="rowgroup"><a href="#${anchor}">${row.name}</a>${row.isNew ? html` <span class="new">new</span>` : EMPTY}</th>${row.cells.map(cellMarkup)}</tr>
<tr><td class="words" colspan="${row.cells.length + 1}"><div>${wordsMarkup(row.words)}</div></td></tr></tbody>
`;
}

function rowClasses(row: MatrixRow): string {
  const mirrors = row.cells.slice(2).flatMap((_cell, index) => (isWrongOn(row, index) ? [`m${index}`] : []));
  const tone = row.severity === null ? [] : [`worst-${row.severity}`];
  return [...tone, ...(needsPerson(row) ? ['needs'] : []), ...(row.isNew ? ['fresh'] : []), ...mirrors].join(
    ' ',
  );
}

function cellMarkup(
  { label, isFall, digest, age, since, state, severity }: MatrixCell,
  index: number,
): SafeHtml {
  const tone = severity ?? (state === 'in-sync' ? 'good' : 'plain');
  const fall = isFall
    ? html`<span class="fall" title="a node can fall back to this older version">↓<span class="aside"> rollback</span></span>`
    : EMPTY;
  const told = state === null || state === 'in-sync' ? EMPTY : html` <span class="state">${state}</span>`;
  const time =
    age === null
      ? EMPTY
      : html` <time datetime="${since ?? ''}" title="at the source since ${since ?? ''}">${age}</time>`;
  return html`<td class="${tone}${index === 2 ? ' first' : ''}"><strong>${label}</strong>${fall}${told}${digest === null ? EMPTY : digestMarkup(digest)}${time}</td>`;
}

/** Shown by its first digits; all of it is there to be selected and copied. */
function digestMarkup(digest: string): SafeHtml {
  const colon = digest.indexOf(':') + 1;
  return html` <code class="digest" title="${digest}"><span class="aside">${digest.slice(0, colon)}</span>${digest.slice(colon)}</code>`;
}

function wordsMarkup(words: readonly MatrixWords[]): SafeHtml {
  const shown = words.slice(0, MOST_WORDS).map(({ severity, text }) => {
    return html`<p>${severity === null ? EMPTY : html`<strong class="${severity}">${severity}</strong> `}${text}</p>`;
  });
  return html`${shown}${words.length > MOST_WORDS ? html`<p class="soft">… ${words.length - MOST_WORDS} more</p>` : EMPTY}`;
}

function equal(matrix: Matrix, name: (row: MatrixRow) => string): SafeHtml {
  const rows = matrix.equal.slice(0, MOST_ROWS);
  if (rows.length === 0) return EMPTY;
  return html`<details class="equal"><summary>${equalText(matrix)}</summary>
<div class="wide"><table><thead><tr><th scope="col">tag</th><th scope="col">everywhere</th></tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr id="${name(row)}"><th scope="row">${row.name}</th>${row.cells
    .filter(({ state }) => state !== null)
    .slice(0, 1)
    .map((cell) => cellMarkup(cell, 0))}</tr>
`,
)}</tbody></table></div>
${moreText(matrix.equal.length - rows.length)}</details>`;
}

function moreText(count: number): SafeHtml {
  return count > 0 ? html`<p class="soft">… ${count} more in the JSON report</p>` : EMPTY;
}

function needsPerson({ severity }: MatrixRow): boolean {
  return severity === 'error' || severity === 'warning';
}

function isWrongOn({ cells }: MatrixRow, mirror: number): boolean {
  const state = cells[mirror + 2]?.state ?? null;
  return state !== null && state !== 'in-sync';
}

/** One anchor per tag, of harmless characters only; a name that is taken gets a number. */
function anchorNames(): (row: MatrixRow) => string {
  const taken = new Map<string, number>();
  return ({ name }) => {
    const plain = `tag-${name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 200)}`;
    const count = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, count);
    return count === 1 ? plain : `${plain}~${count}`;
  };
}
