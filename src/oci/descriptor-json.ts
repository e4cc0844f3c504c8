/** Descriptors as they stand in manifests, parsed strictly where something is decided by them. */
import type { Descriptor } from './descriptor.ts';
import { isDigest, whyNotDigest } from './digest.ts';
import type { Platform } from './platform.ts';
import type { Parsed } from './reference.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The descriptor in `value`. `path` is its place in the document (`layers[2]`) and stands in every refusal. Digest, size
 * and mediaType must be right; a platform, annotations or urls that cannot be used are left out.
 */
export function parseDescriptor(value: unknown, path: string): Parsed<Descriptor> {
  if (!isJsonObject(value)) return refused(`${path} is ${value === undefined ? 'missing' : 'not an object'}`);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string') return refused(`${path}.mediaType is not a string`);
  if (typeof digest !== 'string') return refused(`${path}.digest is not a string`);
  if (!isDigest(digest)) return refused(`${path}.digest: ${whyNotDigest(digest)}`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    return refused(`${path}.size is not a whole number from 0 to 2^53-1`);
  }
  return { ok: true, value: { mediaType, digest, size, ...optionalFields(value) } };
}

/** The descriptors of an array; null is an empty one, as writers in Go have it. */
export function parseDescriptors(value: unknown, path: string): Parsed<readonly Descriptor[]> {
  if (value === null) return { ok: true, value: [] };
  if (!Array.isArray(value)) return refused(`${path} is ${value === undefined ? 'missing' : 'not an array'}`);
  const descriptors: Descriptor[] = [];
  for (const [position, item] of value.entries()) {
    const parsed = parseDescriptor(item, `${path}[${position}]`);
    if (!parsed.ok) return parsed;
    descriptors.push(parsed.value);
  }
  return { ok: true, value: descriptors };
}

/** The string values of an `annotations` object, without prototype, so that any key is only a key. */
export function annotationsIn(value: unknown): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = Object.create(null);
  if (!isJsonObject(value)) return annotations;
  for (const [key, text] of Object.entries(value)) {
    if (typeof text === 'string') annotations[key] = text;
  }
  return annotations;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optionalFields(value: JsonObject): Partial<Descriptor> {
  const platform = platformIn(value.platform);
  const urls = Array.isArray(value.urls) ? value.urls.filter((url) => typeof url === 'string') : null;
  return {
    ...(platform !== null && { platform }),
    ...(isJsonObject(value.annotations) && { annotations: annotationsIn(value.annotations) }),
    ...(typeof value.artifactType === 'string' && { artifactType: value.artifactType }),
    ...(urls !== null && { urls }),
  };
}

/** Without both os and architecture there is no platform: such a child is kept whatever platforms are asked for. */
function platformIn(value: unknown): Platform | null {
  if (!isJsonObject(value)) return null;
  const { os, architecture, variant } = value;
  const osVersion = value['os.version'];
  if (typeof os !== 'string' || os === '') return null;
  if (typeof architecture !== 'string' || architecture === '') return null;
  return {
    os,
    architecture,
    ...(typeof variant === 'string' && variant !== '' && { variant }),
    ...(typeof osVersion === 'string' && osVersion !== '' && { osVersion }),
  };
}

function refused(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}
