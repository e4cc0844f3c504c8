/** JSON whose text is as safe to print as its values are exact. */
import type { Report } from './model.ts';

/** The report for machines: two spaces, keys in the model's order, a line end. */
export function renderJson(report: Report): string {
  return jsonText(report);
}

/**
 * JSON in which no invisible character stands as itself and no line can be a command of the Actions runner (`##[`),
 * both by JSON's own escapes: parsed, it is the same value.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(INVISIBLE, escaped).replace(/#([^\x20-\x7e]*)#([^\x20-\x7e]*)\[/g, '#$1#$2\\u005b')}\n`;
}

/** Not the line ends between values: JSON.stringify has already escaped those inside them. */
const INVISIBLE = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_unused, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
