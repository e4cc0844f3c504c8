/**
 * What JSON.parse hides in a manifest: keys that two readers may read differently, and nesting without end. JSON.parse
 * keeps the last of two equal keys; readers written in Go also take `Layers` for `layers`.
 */
import { quoted } from './quoted.ts';

/** Far more than any manifest has (a descriptor's platform is at 4). */
const DEEPEST_NESTING = 64;

export type JsonScan =
  | { readonly kind: 'fine' }
  | { readonly kind: 'too-deep'; readonly why: string }
  | { readonly kind: 'ambiguous'; readonly why: string };

/** What an object or array of a manifest is, as far as its keys decide anything. */
type Place = 'document' | 'descriptors' | 'descriptor' | 'platform' | 'annotations' | 'other';

interface Frame {
  readonly place: Place;
  readonly path: string;
  readonly seen: Set<string>;
  readonly isObject: boolean;
  expectsKey: boolean;
  key: string;
  item: number;
}

/** Keys that decide what a reader makes of the document. Those of annotations are exact in every reader. */
const DECIDING: Readonly<Record<Place, readonly string[]>> = {
  document: [
    'mediaType',
    'schemaVersion',
    'manifests',
    'config',
    'layers',
    'blobs',
    'fsLayers',
    'subject',
    'artifactType',
    'annotations',
  ],
  descriptors: [],
  descriptor: ['mediaType', 'digest', 'size', 'urls', 'platform', 'annotations', 'artifactType'],
  platform: ['os', 'architecture', 'variant', 'os.version'],
  annotations: ['vnd.docker.reference.type', 'vnd.docker.reference.digest'],
  other: [],
};

const FOLDED: ReadonlyMap<Place, ReadonlyMap<string, string>> = new Map(
  (Object.keys(DECIDING) as Place[]).map((place) => [
    place,
    new Map(DECIDING[place].map((key) => [place === 'annotations' ? key : foldCase(key), key])),
  ]),
);

/** Scans the text of a manifest in one pass. `text` must be valid JSON. */
export function scanManifestJson(text: string): JsonScan {
  const frames: Frame[] = [];
  for (let at = 0; at < text.length; at++) {
    const top = frames.at(-1);
    switch (text[at]) {
      case '{':
      case '[':
        if (frames.length === DEEPEST_NESTING) {
          return { kind: 'too-deep', why: `it is nested deeper than ${DEEPEST_NESTING} levels` };
        }
        frames.push(openFrame(top, text[at] === '{'));
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

function openFrame(parent: Frame | undefined, isObject: boolean): Frame {
  const place = parent === undefined ? 'document' : placeBelow(parent);
  const path = parent === undefined || place === 'other' ? '' : pathBelow(parent);
  return { place, path, seen: new Set(), isObject, expectsKey: isObject, key: '', item: 0 };
}

function placeBelow(parent: Frame): Place {
  if (parent.place === 'descriptors') return parent.isObject ? 'other' : 'descriptor';
  if (!parent.isObject) return 'other';
  switch (parent.key) {
    case 'manifests':
    case 'layers':
    case 'blobs':
      return parent.place === 'document' ? 'descriptors' : 'other';
    case 'config':
    case 'subject':
      return parent.place === 'document' ? 'descriptor' : 'other';
    case 'platform':
      return parent.place === 'descriptor' ? 'platform' : 'other';
    case 'annotations':
      return parent.place === 'document' || parent.place === 'descriptor' ? 'annotations' : 'other';
    default:
      return 'other';
  }
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
  const folded = frame.place === 'annotations' ? key : foldCase(key);
  const deciding = FOLDED.get(frame.place)?.get(folded);
  if (deciding === undefined) return null;
  const path = memberPath(frame, deciding);
  if (frame.seen.has(folded)) return `${path} is written more than once`;
  frame.seen.add(folded);
  return key === deciding ? null : `${path} is written ${quoted(key)}, which only some readers take for it`;
}

/** Equal for keys that Go's JSON reader takes for the same: it also folds `ſ` to `s` and the Kelvin sign to `k`. */
function foldCase(key: string): string {
  return key.toLowerCase().replaceAll('ſ', 's');
}
