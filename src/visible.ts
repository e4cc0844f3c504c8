/** Text from outside, made safe to look at: nothing in it can move a cursor, hide, reorder or start a new line. */

/** Control, format (bidi, soft hyphen, zero width), separator and other ignorable characters, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** `text` as one line in which every invisible character is written out (`\n`, `\x1b`, `\u202e`); a tab is a space. */
export function makeVisible(text: string): string {
  return text.replace(INVISIBLE, writtenOut);
}

/** `makeVisible` for each line of a text; the end of the last line is no line of its own. */
export function visibleLines(text: string): readonly string[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(makeVisible);
}

/** At most `limit` characters (code points), the last one `…` where something was cut. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = [...text.slice(0, 2 * limit + 2)];
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}

function writtenOut(character: string): string {
  if (character === '\t') return ' ';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}
