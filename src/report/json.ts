/** JSON whose text is as safe to print as its values are exact. */
import type { Report } from './model.ts';

/** The report for machines: two spaces, keys in the model's order, a line end. In pieces, one for each image at most: it may have
 *  tens of megabytes. */
export function* renderJson(report: Report): Generator<string, void, void> {
  let before = '{\n';
  for (const [key, value] of Object.entries(report)) {
    if (value === undefined) continue;
    yield `${before}  ${JSON.stringify(key)}: `;
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value);
    else yield indented(value, '  ');
    before = ',\n';
  }
  yield '\n}\n';
}

function* listPieces(list: readonly unknown[]): Generator<string, void, void> {
  let before = '[\n';
  for (const one of list) {
    yield `${before}    ${indented(one, '    ')}`;
    before = ',\n';
  }
  yield '\n  ]';
}

/** In JSON a line end stands between values, never inside of one. */
function indented(value: unknown, by: string): string {
  return safeJson(value).replaceAll('\n', `\n${by}`);
}

/**
 * JSON in which no invisible character stands as itself and no line can be a command of the Actions runner (`##[`),
 * both by JSON's own escapes: parsed, it is the same value.
 */
export function jsonText(value: unknown): string {
  return `${safeJson(value)}\n`;
}

function safeJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replace(INVISIBLE, escaped).replace(/#([^\x20-\x7e]*)#([^\x20-\x7e]*)\[/g, '#$1#$2\\u005b');
}

/** Not the line ends between values: JSON.stringify has already escaped those inside them. */
const INVISIBLE = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_unused, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
