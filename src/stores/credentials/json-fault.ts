/**
 * Where a text stops being JSON. The messages of JSON.parse quote the text around the fault, which in a
 * credential file is a secret, so the place is found here and nothing is quoted.
 */

export interface TextPosition {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * The position of the first fault of a text that JSON.parse has refused; the end of the text when something is
 * missing.
 */
export function findJsonFault(text: string): TextPosition {
  const offset = faultOffset(text);
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Bracket = '{' | '[';
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** One pass over the tokens with the open brackets on a stack (RFC 8259). */
function faultOffset(text: string): number {
  const open: Bracket[] = [];
  let expected: Expected = 'value';
  let offset = skip(SPACE, text, 0);
  while (offset < text.length) {
    const end = tokenEnd(text, offset);
    const next: Expected | null = step(text.slice(offset, end), expected, open);
    if (next === null) return offset;
    expected = next;
    offset = skip(SPACE, text, end);
  }
  return offset;
}

/** The end of the token at `offset`; `offset` itself where no token begins. */
function tokenEnd(text: string, offset: number): number {
  return '{}[],:'.includes(text.charAt(offset)) ? offset + 1 : skip(SCALAR, text, offset);
}

/** What may follow `token`, or null when it may not stand here. */
function step(token: string, expected: Expected, open: Bracket[]): Expected | null {
  switch (token) {
    case '':
      return null;
    case '{':
    case '[':
      return expected.startsWith('value') ? enter(token, open) : null;
    case '}':
      return expected === 'key-or-end' || expected === 'comma-or-end' ? leave('{', open) : null;
    case ']':
      return expected === 'value-or-end' || expected === 'comma-or-end' ? leave('[', open) : null;
    case ',':
      return expected === 'comma-or-end' ? afterComma(open) : null;
    case ':':
      return expected === 'colon' ? 'value' : null;
    default:
      return scalar(token, expected, open);
  }
}

function enter(bracket: Bracket, open: Bracket[]): Expected {
  open.push(bracket);
  return bracket === '{' ? 'key-or-end' : 'value-or-end';
}

function leave(bracket: Bracket, open: Bracket[]): Expected | null {
  return open.pop() === bracket ? afterValue(open) : null;
}

function afterComma(open: readonly Bracket[]): Expected {
  return open.at(-1) === '{' ? 'key' : 'value';
}

function scalar(token: string, expected: Expected, open: readonly Bracket[]): Expected | null {
  if (expected.startsWith('key')) return token.startsWith('"') ? 'colon' : null;
  return expected.startsWith('value') ? afterValue(open) : null;
}

function afterValue(open: readonly Bracket[]): Expected {
  return open.length === 0 ? 'nothing' : 'comma-or-end';
}

function skip(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return offset + (pattern.exec(text)?.[0].length ?? 0);
}
