/** JSON documents of the image spec, read from their exact bytes without overlooking what readers disagree about. */
import { isJsonObject, type JsonObject } from './descriptor-json.ts';
import { type JsonShape, scanJson } from './json-scan.ts';

export type JsonDocument =
  | { readonly ok: true; readonly body: JsonObject }
  | {
      readonly ok: false;
      readonly kind: 'not-utf8' | 'not-json' | 'too-deep' | 'ambiguous' | 'not-an-object';
      readonly why: string;
    };

/** The object in `bytes`; `shape` names the keys that must not be written twice or in another case. */
export function readJsonDocument(bytes: Uint8Array, shape: JsonShape): JsonDocument {
  let text: string;
  let body: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { ok: false, kind: 'not-utf8', why: 'it is not valid UTF-8' };
  }
  try {
    body = JSON.parse(text);
  } catch {
    return { ok: false, kind: 'not-json', why: 'it is not valid JSON' };
  }
  const scan = scanJson(text, shape);
  if (scan.kind !== 'fine') return { ok: false, ...scan };
  if (!isJsonObject(body)) return { ok: false, kind: 'not-an-object', why: 'it is not a JSON object' };
  return { ok: true, body };
}
