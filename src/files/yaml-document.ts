/**
 * YAML text as plain data in which every value and every key can be found again. YAML 1.2 core schema, string keys
 * only, no merge keys, no unknown tags; aliases within bounds.
 */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Position } from '../finding.ts';
import { Conversion, keyText, startOf, type YamlFault } from './yaml-values.ts';

/** Keys and indexes from the top of the document. */
export type Path = readonly (string | number)[];

export interface YamlDocument {
  /** Plain objects, arrays and scalars; a key given twice has its first value. */
  readonly value: unknown;
  /** Where the value at `path` begins; where its nearest existing parent begins when it is not there. */
  positionOf(path: Path): Position;
  /** Whether anything, also an empty value, is written at `path`. */
  has(path: Path): boolean;
  /** Where `key` is written in the mapping at `path`. */
  keyPositionOf(path: Path, key: string): Position;
  /** A scalar as written, without quotes (`1.10`, where the value is the number 1.1); null for anything else. */
  writtenAt(path: Path): string | null;
}

export interface ParsedYaml {
  /** Null where the text is not YAML at all. */
  readonly document: YamlDocument | null;
  readonly faults: readonly YamlFault[];
}

const MAX_SYNTAX_FAULTS = 20;

const PARSING = {
  prettyErrors: false,
  uniqueKeys: false, // checked by Conversion: the library's own check takes quadratic time
  stringKeys: true,
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  logLevel: 'error',
} as const;

type Place = (offset: number) => Position;

/** Reads `text`; `file` is only named in positions. Never throws. */
export function parseYaml(text: string, file: string): ParsedYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(withoutMark(text), { ...PARSING, lineCounter });
  return readDocument(document, placeFinder(lineCounter, file));
}

/** Reads every document of a stream that `---` divides; none for an empty text. JSON is YAML. Never throws. */
export function parseYamlStream(text: string, file: string): readonly ParsedYaml[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(withoutMark(text), { ...PARSING, lineCounter });
  const place = placeFinder(lineCounter, file);
  return [...documents].map((document) => readDocument(document, place));
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function placeFinder(lineCounter: LineCounter, file: string): Place {
  return (offset) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

function readDocument(document: Document.Parsed, place: Place): ParsedYaml {
  if (document.errors.length > 0) return { document: null, faults: syntaxFaults(document, place) };
  const conversion = new Conversion(place);
  for (const warning of document.warnings) {
    conversion.fault(warning.pos[0], warning.message, 'use plain YAML 1.2 without tags of other programs');
  }
  const value = conversion.toValue(document.contents, 0);
  if (conversion.exhausted) return { document: null, faults: conversion.faults };
  return { document: locate(document.contents, value, { conversion, place }), faults: conversion.faults };
}

const SEVERAL_DOCUMENTS = {
  message: 'a second YAML document begins here, and one is read',
  help: 'keep one document, and take out the line ---',
};

function syntaxFault(message: string): Omit<YamlFault, 'at'> {
  return {
    message: `not valid YAML: ${message}`,
    help: 'mend the YAML syntax here; faults of content are told after that',
  };
}

function syntaxFaults(document: Document.Parsed, place: Place): YamlFault[] {
  return document.errors.slice(0, MAX_SYNTAX_FAULTS).map((error) => ({
    at: place(error.pos[0]),
    ...(error.code === 'MULTIPLE_DOCS' ? SEVERAL_DOCUMENTS : syntaxFault(error.message)),
  }));
}

interface Finder {
  readonly conversion: Conversion;
  readonly place: Place;
}

function locate(root: unknown, value: unknown, { conversion, place }: Finder): YamlDocument {
  const pairOf = pairFinder();
  const child = (parent: unknown, key: string | number): unknown => {
    const node = conversion.resolve(parent);
    if (isSeq(node)) return node.items[Number(key)];
    return isMap(node) ? pairOf(node, key)?.value : undefined;
  };
  const nodeAt = (path: Path): unknown => path.reduce<unknown>(child, root);
  const nearestNode = (path: Path): unknown => {
    let node: unknown = root;
    for (const key of path) {
      const next = child(node, key);
      if (next === undefined || next === null) break;
      node = next;
    }
    return node;
  };
  return {
    value,
    positionOf: (path) => place(startOf(nearestNode(path))),
    has: (path) => nodeAt(path) !== undefined,
    keyPositionOf: (path, key) => {
      const map = conversion.resolve(nodeAt(path));
      return place(startOf((isMap(map) ? pairOf(map, key)?.key : undefined) ?? nearestNode(path)));
    },
    writtenAt: (path) => {
      const node = conversion.resolve(nodeAt(path));
      return isScalar(node) ? (node.source ?? String(node.value)) : null;
    },
  };
}

type Pair = YAMLMap['items'][number];

/** Finds pairs by key; large mappings are asked for many keys, so each is indexed once. The first of equal keys counts. */
function pairFinder(): (map: YAMLMap, key: string | number) => Pair | undefined {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map, key) => {
    const known = indexes.get(map);
    const index = known ?? new Map(map.items.toReversed().map((pair) => [keyText(pair.key), pair]));
    if (known === undefined) indexes.set(map, index);
    return index.get(String(key));
  };
}
