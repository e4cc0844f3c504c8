/**
 * TOML 1.0 text as plain data in which every key and table can be found again. Values come from one parser, which is
 * safe against keys that reach a prototype, places from the syntax tree of another (docs/decisions/0015).
 */
import { parse, TomlError } from 'smol-toml';
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Path } from '../files/yaml-document.ts';
import type { YamlFault } from '../files/yaml-values.ts';
import type { Position } from '../finding.ts';

/** More parts than any key of a policy has. */
const MOST_KEY_PARTS = 32;

/** A `[table]` or `[[table]]` line. */
export interface TomlHeader {
  /** Keys, and the index of each array of tables on the way. */
  readonly path: Path;
  readonly at: Position;
}

export interface TomlDocument {
  readonly value: Readonly<Record<string, unknown>>;
  /** Table headers in the order of the text. */
  readonly headers: readonly TomlHeader[];
  /** Where the key, table or array element at `path` is written; its nearest written parent where it is not. */
  positionOf(path: Path): Position;
  keyPositionOf(path: Path, key: string): Position;
}

export type ParsedToml =
  | { readonly ok: true; readonly document: TomlDocument }
  | { readonly ok: false; readonly fault: YamlFault };

const HELP = 'mend the TOML syntax here; faults of content are told after that';

/** Reads `text`; `file` is only named in positions. Never throws. */
export function parseToml(text: string, file: string): ParsedToml {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    const value = parse(plain, { integersAsBigInt: 'asNeeded' });
    // The value parser also takes what only TOML 1.1 allows, and readers of policies refuse it.
    const { body } = parseTOML(plain, { tomlVersion: '1.0' });
    return { ok: true, document: locate(value, body[0], file) };
  } catch (error) {
    return { ok: false, fault: toFault(error, file) };
  }
}

function toFault(error: unknown, file: string): YamlFault {
  if (error instanceof TomlError) {
    const [first = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return fault(first, { file, line: error.line, column: error.column });
  }
  if (error instanceof ParseError) {
    const at = { file, line: error.lineNumber, column: error.column };
    return fault(`${error.message} (readers of TOML 1.0 refuse this)`, at);
  }
  // Either parser's stack is at its end, whatever class the error has in this realm.
  return fault('nested too deep, or a text that is too long', { file, line: 1, column: 1 });
}

function fault(what: string, { file, line, column }: Position): YamlFault {
  const at = { file, line: Math.max(line, 1), column: Math.max(column, 1) };
  return { at, message: `not valid TOML: ${what}`, help: HELP };
}

function locate(
  value: Readonly<Record<string, unknown>>,
  table: AST.TOMLTopLevelTable,
  file: string,
): TomlDocument {
  const index = new PlaceIndex(file);
  const headers = index.addTopLevel(table);
  return {
    value,
    headers,
    positionOf: (path) => index.nearest(path),
    keyPositionOf: (path, key) => index.nearest([...path, key]),
  };
}

/** Places by path; the first line that makes a table counts. */
class PlaceIndex {
  readonly #places = new Map<string, Position>();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  nearest(path: Path): Position {
    for (let length = path.length; length > 0; length -= 1) {
      const known = this.#places.get(pathKey(path.slice(0, length)));
      if (known !== undefined) return known;
    }
    return { file: this.#file, line: 1, column: 1 };
  }

  addTopLevel(top: AST.TOMLTopLevelTable): TomlHeader[] {
    const headers: TomlHeader[] = [];
    for (const node of top.body) {
      if (node.type === 'TOMLKeyValue') this.#addPair(node, []);
      else {
        const at = this.#placeOf(node);
        headers.push({ path: node.resolvedKey, at });
        this.#addParts([], node.resolvedKey, at);
        for (const pair of node.body) this.#addPair(pair, node.resolvedKey);
      }
    }
    return headers;
  }

  #addPair(pair: AST.TOMLKeyValue, base: Path): void {
    const keys = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
    this.#addParts(base, keys, this.#placeOf(pair.key));
    this.#addContent(pair.value, [...base, ...keys]);
  }

  #addContent(node: AST.TOMLContentNode, path: Path): void {
    if (node.type === 'TOMLInlineTable') for (const pair of node.body) this.#addPair(pair, path);
    if (node.type !== 'TOMLArray') return;
    for (const [index, element] of node.elements.entries()) {
      this.#places.set(pathKey([...path, index]), this.#placeOf(element));
      this.#addContent(element, [...path, index]);
    }
  }

  #addParts(base: Path, parts: Path, at: Position): void {
    for (let length = 1; length <= Math.min(parts.length, MOST_KEY_PARTS); length += 1) {
      const key = pathKey([...base, ...parts.slice(0, length)]);
      if (!this.#places.has(key)) this.#places.set(key, at);
    }
  }

  #placeOf({ loc }: { readonly loc: AST.SourceLocation }): Position {
    return { file: this.#file, line: loc.start.line, column: loc.start.column + 1 };
  }
}

function pathKey(path: Path): string {
  return JSON.stringify(path);
}
