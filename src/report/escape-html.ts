/** HTML that escapes by itself: what is put into the template is text unless it was made by the template. */
import { makeVisible } from '../visible.ts';

/** Markup that the `html` tag has built. */
export interface SafeHtml {
  readonly kind: 'html';
  readonly markup: string;
}

export type HtmlValue = string | number | SafeHtml | readonly HtmlValue[];

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  const markup = strings.map(
    (part, index) => part + (index < values.length ? markupOf(values[index] ?? '') : ''),
  );
  return { kind: 'html', markup: markup.join('') };
}

/** Nothing. */
export const EMPTY: SafeHtml = { kind: 'html', markup: '' };

/** Text for content and quoted attributes; invisible characters are written out. */
export function escapeHtml(text: string): string {
  return makeVisible(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function markupOf(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(markupOf).join('');
}
