/**
 * What JSON.parse hides in a document of the image spec: keys that two readers may read differently, and nesting without end. JSON.parse
 * keeps the last of two equal keys; readers written in Go also take `Layers` for `layers`.
 */
import { quoted } from './quoted.ts';

/** Far more than any manifest or image config has (a descriptor's platform is at 4). */
const DEEPEST_NESTING = 64;

export type JsonScan =
  | { readonly kind: 'fine' }
  | { readonly kind: 'too-deep'; readonly why: string }
  | { readonly kind: 'ambiguous'; readonly why: string };

/** Which keys of an object decide anything, and what stands below them; or the shape of a list's items. */
export type JsonShape =
  | {
      readonly kind: 'object';
      /** By folded key, unless `isExact`. */
      readonly keys: ReadonlyMap<string, DecidingKey>;
      /** Keys that every reader takes exactly as they are written, as those of annotations. */
      readonly isExact: boolean;
    }
  | { readonly kind: 'list'; readonly items: JsonShape };

interface DecidingKey {
  readonly key: string;
  /** Null where nothing inside decides. */
  readonly shape: JsonShape | null;
}

interface Frame {
  readonly shape: JsonShape | null;
  readonly path: string;
  readonly seen: Set<string>;
  readonly isObject: boolean;
  expectsKey: boolean;
  key: string;
  item: number;
}

/** An object whose `keys` decide, each with the shape of its value. */
export function objectShape(keys: Readonly<Record<string, JsonShape | null>>): JsonShape {
  const folded = Object.entries(keys).map(([key, shape]) => [foldCase(key), { key, shape }] as const);
  return { kind: 'object', keys: new Map(folded), isExact: false };
}

/** An object whose keys are free text; only the ones named decide, and only as written. */
export function exactShape(keys: readonly string[]): JsonShape {
  return { kind: 'object', keys: new Map(keys.map((key) => [key, { key, shape: null }])), isExact: true };
}

export function listShape(items: JsonShape): JsonShape {
  return { kind: 'list', items };
}

/** Scans a document of `shape` in one pass. `text` must be valid JSON. */
export function scanJson(text: string, shape: JsonShape): JsonScan {
  const frames: Frame[] = [];
  for (let at = 0; at < text.length; at++) {
    const top = frames.at(-1);
    switch (text[at]) {
      case '{':
      case '[':
        if (frames.length === DEEPEST_NESTING) {
          return { kind: 'too-deep', why: `it is nested deeper than ${DEEPEST_NESTING} levels` };
        }
        frames.push(openFrame(top, text[at] === '{', shape));
        break;
      case '}':
      case ']':
        frames.pop();
        break;
      case ',':
        if (top !== undefined) nextMember(top);
        break;
      case '"': {
        const end = endOfString(text, at);
        const why = top?.expectsKey === true ? whyKeyIsAmbiguous(top, text.slice(at, end + 1)) : null;
        if (why !== null) return { kind: 'ambiguous', why };
        at = end;
      }
    }
  }
  return { kind: 'fine' };
}

function openFrame(parent: Frame | undefined, isObject: boolean, document: JsonShape): Frame {
  const promised = parent === undefined ? document : shapeBelow(parent);
  const shape = promised !== null && (promised.kind === 'object') === isObject ? promised : null;
  const path = parent === undefined || promised === null ? '' : pathBelow(parent);
  return { shape, path, seen: new Set(), isObject, expectsKey: isObject, key: '', item: 0 };
}

function shapeBelow({ shape, key }: Frame): JsonShape | null {
  if (shape === null) return null;
  return shape.kind === 'list' ? shape.items : (shape.keys.get(foldedIn(shape.isExact, key))?.shape ?? null);
}

function pathBelow(parent: Frame): string {
  return parent.isObject ? memberPath(parent, parent.key) : `${parent.path}[${parent.item}]`;
}

function memberPath(frame: Frame, key: string): string {
  return frame.path === '' ? key : `${frame.path}.${key}`;
}

function nextMember(frame: Frame): void {
  frame.expectsKey = frame.isObject;
  frame.item += 1;
}

/** Index of the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function whyKeyIsAmbiguous(frame: Frame, literal: string): string | null {
  const key = String(JSON.parse(literal));
  frame.key = key;
  frame.expectsKey = false;
  if (frame.shape?.kind !== 'object') return null;
  const folded = foldedIn(frame.shape.isExact, key);
  const deciding = frame.shape.keys.get(folded);
  if (deciding === undefined) return null;
  const path = memberPath(frame, deciding.key);
  if (frame.seen.has(folded)) return `${path} is written more than once`;
  frame.seen.add(folded);
  return key === deciding.key
    ? null
    : `${path} is written ${quoted(key)}, which only some readers take for it`;
}

function foldedIn(isExact: boolean, key: string): string {
  return isExact ? key : foldCase(key);
}

/** Equal for keys that Go's JSON reader takes for the same: it also folds `ſ` to `s` and the Kelvin sign to `k`. */
function foldCase(key: string): string {
  return key.toLowerCase().replaceAll('ſ', 's');
}
