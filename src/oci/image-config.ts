/** Image configs: the platform they run on and the content that their layers must unpack to (image-spec config.md). */
import { isJsonObject, type JsonObject } from './descriptor-json.ts';
import { type Digest, digestOf, isDigest, whyNotDigest } from './digest.ts';
import { type JsonDocument, readJsonDocument } from './json-document.ts';
import { listShape, objectShape } from './json-scan.ts';
import type { Platform } from './platform.ts';

export interface ImageConfig {
  /** Null where os or architecture is missing or empty, as in signatures and other artifacts. */
  readonly platform: Platform | null;
  /** One per layer, bottom first, duplicates kept. Empty where the config names none. */
  readonly diffIds: readonly Digest[];
  /** How many entries of `history` made a layer; null where it is missing or empty, as some builders leave it. */
  readonly historyLayers: number | null;
}

export type ConfigFault =
  | Extract<JsonDocument, { readonly ok: false }>['kind']
  | 'wrong-type' // a field that decides has a type that readers in Go refuse
  | 'bad-digest'; // a diff ID that is no digest

export interface ConfigRefusal {
  readonly ok: false;
  readonly kind: ConfigFault;
  readonly why: string;
}

export type ParsedImageConfig = { readonly ok: true; readonly config: ImageConfig } | ConfigRefusal;

const CONFIG_KEYS = objectShape({
  os: null,
  architecture: null,
  variant: null,
  'os.version': null,
  rootfs: objectShape({ type: null, diff_ids: null }),
  history: listShape(objectShape({ empty_layer: null })),
});

const PLATFORM_KEYS = ['os', 'architecture', 'variant', 'os.version'] as const;

/**
 * The image config in `bytes`, whose number the caller bounds. Only for configs of the two image types: what artifacts
 * call their config is theirs. Unknown fields pass; null counts as absent, as readers in Go have it.
 */
export function parseImageConfig(bytes: Uint8Array): ParsedImageConfig {
  const document = readJsonDocument(bytes, CONFIG_KEYS);
  if (!document.ok) return document;
  const { body } = document;
  const notText = PLATFORM_KEYS.find((key) => !isAbsent(body[key]) && typeof body[key] !== 'string');
  if (notText !== undefined) return wrongType(`${notText} is not a string`);
  const diffIds = diffIdsIn(body.rootfs);
  if (!diffIds.ok) return diffIds;
  const historyLayers = historyLayersIn(body.history);
  if (!historyLayers.ok) return historyLayers;
  return {
    ok: true,
    config: { platform: platformIn(body), diffIds: diffIds.value, historyLayers: historyLayers.value },
  };
}

/**
 * The name that runtimes give to a stack of unpacked layers: the first diff ID, then the sha256 of `CHAIN DIFFID`, once
 * per further layer (image-spec config.md, Layer ChainID). Null for no layers.
 */
export function chainIdOf(diffIds: readonly Digest[]): Digest | null {
  const [first, ...others] = diffIds;
  if (first === undefined) return null;
  return others.reduce((chain, diffId) => digestOf(Buffer.from(`${chain} ${diffId}`)), first);
}

type Read<T> = { readonly ok: true; readonly value: T } | ConfigRefusal;

function diffIdsIn(rootfs: unknown): Read<readonly Digest[]> {
  if (isAbsent(rootfs)) return { ok: true, value: [] };
  if (!isJsonObject(rootfs)) return wrongType('rootfs is not an object');
  const list = rootfs.diff_ids;
  if (isAbsent(list)) return { ok: true, value: [] };
  if (!Array.isArray(list)) return wrongType('rootfs.diff_ids is not an array');
  const diffIds: Digest[] = [];
  for (const [position, item] of list.entries()) {
    const path = `rootfs.diff_ids[${position}]`;
    if (typeof item !== 'string') return wrongType(`${path} is not a string`);
    if (!isDigest(item)) return { ok: false, kind: 'bad-digest', why: `${path}: ${whyNotDigest(item)}` };
    diffIds.push(item);
  }
  return { ok: true, value: diffIds };
}

function historyLayersIn(history: unknown): Read<number | null> {
  if (isAbsent(history) || (Array.isArray(history) && history.length === 0)) return { ok: true, value: null };
  if (!Array.isArray(history)) return wrongType('history is not an array');
  let layers = 0;
  for (const [position, entry] of history.entries()) {
    if (!isAbsent(entry) && !isJsonObject(entry)) return wrongType(`history[${position}] is not an object`);
    const isEmpty = isAbsent(entry) ? null : entry.empty_layer;
    if (!isAbsent(isEmpty) && typeof isEmpty !== 'boolean') {
      return wrongType(`history[${position}].empty_layer is neither true nor false`);
    }
    if (isEmpty !== true) layers += 1;
  }
  return { ok: true, value: layers };
}

function platformIn(body: JsonObject): Platform | null {
  const [os, architecture, variant, osVersion] = PLATFORM_KEYS.map((key) => String(body[key] ?? ''));
  if (!os || !architecture) return null;
  return { os, architecture, ...(variant && { variant }), ...(osVersion && { osVersion }) };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function wrongType(why: string): ConfigRefusal {
  return { ok: false, kind: 'wrong-type', why };
}
