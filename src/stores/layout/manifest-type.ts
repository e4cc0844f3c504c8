/** What a blob of a layout is as a manifest, where no descriptor tells. */
import { isJsonObject, type JsonObject } from '../../oci/descriptor-json.ts';
import {
  DOCKER_SCHEMA1,
  DOCKER_SCHEMA1_SIGNED,
  manifestRole,
  OCI_INDEX,
  OCI_MANIFEST,
} from '../../oci/media-type.ts';

/** The manifest media type of `bytes`: its own `mediaType`, else what its structure makes it (image-spec manifest.md
 *  and image-index.md, where the field is optional). Null: it is no manifest. Whether it is a good one is not asked. */
export function manifestTypeOf(bytes: Uint8Array): string | null {
  const body = parseObject(bytes);
  if (body === null) return null;
  const { mediaType } = body;
  if (typeof mediaType !== 'string' || mediaType === '') return typeFromStructure(body);
  return manifestRole(mediaType) !== 'unknown' || typeFromStructure(body) !== null ? mediaType : null;
}

function typeFromStructure(body: JsonObject): string | null {
  if (Array.isArray(body.fsLayers))
    return Array.isArray(body.signatures) ? DOCKER_SCHEMA1_SIGNED : DOCKER_SCHEMA1;
  if (body.schemaVersion !== 2) return null;
  if (Array.isArray(body.manifests)) return OCI_INDEX;
  return Array.isArray(body.layers) && isJsonObject(body.config) ? OCI_MANIFEST : null;
}

/** Layers do not start with a brace: they are not parsed. */
function parseObject(bytes: Uint8Array): JsonObject | null {
  if (!/^\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'))) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
