/** Text from outside as GitHub-flavoured Markdown: it looks like itself and does nothing. */
import { cutText, makeVisible } from '../visible.ts';

/** Where a cell or sentence gets too long to read. */
export const LONGEST_TEXT = 500;

/** Never seen, but it keeps `@`, `#` and `://` from what would become a mention, a reference or a link. */
const BREAK = '\u200b';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '`': '&#96;',
  '\\': '&#92;',
};

/** What Markdown, GitHub's filters or the tables would act on; a digest after `name@` is left to be read. */
const SPECIAL =
  /^(?:[-+=]|\d+(?=[.)](?:\s|$)))|[&<>|`\\*_[\]~$#]|@(?!(?<=[A-Za-z0-9]@)sha(?:256|384|512):[0-9a-f])|:(?=\/\/)|\b(?:www(?=\.)|GH(?=-)|mailto(?=:)|xmpp(?=:))/gi;

/** Plain text, safe in a paragraph, a list item or a table cell, and inside `<details>`; one line. */
export function escapeMarkdown(text: string, longest = LONGEST_TEXT): string {
  return cutText(oneLine(text), longest).replace(SPECIAL, withoutPower);
}

/** A code span, in a table too. The fence is longer than every run of backticks inside. */
export function codeSpan(text: string, longest = LONGEST_TEXT): string {
  const shown = cutText(oneLine(text), longest);
  // a table would split at the bar, whatever span it stands in
  if (shown.includes('|')) return `<code>${escapeMarkdown(shown, longest)}</code>`;
  if (shown.trim() === '') return '<code> </code>';
  const runs = [...shown.matchAll(/`+/g)].map((run) => run[0].length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

function withoutPower(special: string, index: number): string {
  const entity = ENTITIES[special];
  if (entity !== undefined) return entity;
  if ('*_[]~$'.includes(special)) return `\\${special}`;
  if (special === '#') return `\\#${BREAK}`;
  // list markers only count where a line begins
  return index === 0 && /^[-+=\d]/.test(special) ? BREAK + special : special + BREAK;
}

function oneLine(text: string): string {
  return makeVisible(text.replace(/\s*[\r\n]+\s*/g, ' ').trim());
}
