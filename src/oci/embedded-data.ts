/**
 * The `data` of descriptors: content that stands in the document itself (image-spec, descriptor.md). A reader may take it
 * instead of fetching the blob, so where it is other content than the digest names, two readers see two images.
 */

import { isJsonObject, type JsonObject } from './descriptor-json.ts';
import { type Digest, digestOf } from './digest.ts';

/** Why the data of a descriptor in `body` is not what its digest names, or null. The descriptors must be sound otherwise. */
export function whyDataContradicts(body: JsonObject): string | null {
  const single = (['config', 'subject'] as const).map((key) => [key, body[key]] as const);
  const listed = (['manifests', 'layers', 'blobs'] as const).flatMap((key) => {
    const list = body[key];
    return Array.isArray(list) ? list.map((item, at) => [`${key}[${at}]`, item] as const) : [];
  });
  for (const [path, value] of [...single, ...listed]) {
    if (isJsonObject(value) && value.data !== undefined && value.data !== null && !isOwnContent(value))
      return `${path}.data is not the content of ${path}.digest`;
  }
  return null;
}

function isOwnContent({ data, digest, size }: JsonObject): boolean {
  if (typeof data !== 'string') return false;
  const bytes = Buffer.from(data, 'base64');
  if (bytes.toString('base64') !== data) return false;
  return bytes.length === size && digestOf(bytes, digest as Digest) === digest;
}
