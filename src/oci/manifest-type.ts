/** What kind of document a manifest is: decided once, from what it says, what others say of it, and what is in it. */
import type { JsonObject } from './descriptor-json.ts';
import {
  bareMediaType,
  DOCKER_SCHEMA1,
  type ManifestRole,
  manifestRole,
  OCI_ARTIFACT_MANIFEST,
  OCI_INDEX,
  OCI_MANIFEST,
} from './media-type.ts';
import { quoted } from './quoted.ts';

/** Why a document is not used. The names are rules of `finding.ts`. */
export type ManifestFault =
  | 'manifest-ambiguous'
  | 'media-type-mismatch'
  | 'schema1-manifest'
  | 'manifest-unparsable';

export interface Refusal {
  readonly ok: false;
  readonly rule: ManifestFault;
  readonly why: string;
}

export interface ManifestType {
  readonly ok: true;
  readonly kind: 'index' | 'manifest';
  /** As the body has it, else the descriptor, else the Content-Type, else by structure. */
  readonly mediaType: string;
}

/** Media types as others state them; '' where they state none. */
export interface StatedTypes {
  /** Of the descriptor that named this document. */
  readonly descriptor: string;
  /** Content-Type of the answer that carried it. */
  readonly header: string;
}

/** Media types that say nothing about which manifest this is. */
const GENERIC_TYPES: ReadonlySet<string> = new Set([
  '',
  'application/json',
  'application/octet-stream',
  'binary/octet-stream',
  'text/plain',
]);

/** Keys that tell the kinds of documents apart; those of one row go together, those of different rows never do. */
const KINDS_BY_KEYS = [
  { keys: ['manifests'], kind: 'index', mediaType: OCI_INDEX },
  { keys: ['config', 'layers'], kind: 'manifest', mediaType: OCI_MANIFEST },
  { keys: ['blobs'], kind: 'manifest', mediaType: OCI_ARTIFACT_MANIFEST },
  { keys: ['fsLayers'], kind: 'schema1', mediaType: DOCKER_SCHEMA1 },
] as const;

/**
 * The type of `body`. A contradiction between two statements is refused instead of settled, because another reader may
 * settle it the other way (CVE-2021-41190).
 */
export function decideManifestType(body: JsonObject, stated: StatedTypes): ManifestType | Refusal {
  const bodyType = body.mediaType ?? '';
  if (typeof bodyType !== 'string') return refusal('manifest-unparsable', 'mediaType is not a string');
  const structure = structureOf(body);
  if (structure.kind === 'ambiguous') return refusal('manifest-ambiguous', structure.why);
  const types = [bodyType, stated.descriptor, bareMediaType(stated.header)];
  const role = types.map(manifestRole).find((candidate) => candidate !== 'unknown') ?? structure.kind;
  const mediaType = mediaTypeOf(bodyType, stated) ?? structure.mediaType;
  return (
    whyTypesContradict(bodyType, stated) ??
    whyStructureContradicts(role, mediaType, structure) ??
    whyNoKnownKind(role, body) ?? {
      ok: true,
      kind: role === 'index' ? 'index' : 'manifest',
      mediaType,
    }
  );
}

export function refusal(rule: ManifestFault, why: string): Refusal {
  return { ok: false, rule, why };
}

type Structure =
  | { readonly kind: ManifestRole; readonly mediaType: string; readonly key: string }
  | { readonly kind: 'ambiguous'; readonly why: string };

function structureOf(body: JsonObject): Structure {
  const found = KINDS_BY_KEYS.flatMap(({ keys, ...is }) => {
    const key = keys.find((candidate) => Object.hasOwn(body, candidate));
    return key === undefined ? [] : [{ key, ...is }];
  });
  const [first, second] = found;
  if (first === undefined) return { kind: 'unknown', mediaType: '', key: '' };
  if (second !== undefined) {
    return { kind: 'ambiguous', why: `it has both ${first.key} and ${second.key}` };
  }
  if (body.schemaVersion === 1 && first.kind !== 'schema1') {
    return { kind: 'ambiguous', why: `it says schemaVersion 1 and has ${first.key}` };
  }
  return first;
}

/** Null where nobody states one. A Content-Type counts only when it is a manifest's; servers default to anything. */
function mediaTypeOf(bodyType: string, stated: StatedTypes): string | null {
  if (bodyType !== '') return bodyType;
  if (!GENERIC_TYPES.has(stated.descriptor)) return stated.descriptor;
  const header = bareMediaType(stated.header);
  return manifestRole(header) === 'unknown' ? null : header;
}

/** The first two statements of a known role that differ; generic and unknown types contradict nothing. */
function whyTypesContradict(bodyType: string, stated: StatedTypes): Refusal | null {
  const statements = [
    { by: 'its body', type: bodyType },
    { by: 'the descriptor', type: stated.descriptor },
    { by: 'the Content-Type', type: bareMediaType(stated.header) },
  ].filter(({ type }) => manifestRole(type) !== 'unknown');
  const first = statements[0];
  const other = statements.find(({ type }) => first && manifestRole(type) !== manifestRole(first.type));
  if (first === undefined || other === undefined) return null;
  const why = `${first.by} says ${quoted(first.type)}, ${other.by} says ${quoted(other.type)}`;
  return refusal('media-type-mismatch', why);
}

function whyStructureContradicts(
  role: ManifestRole,
  mediaType: string,
  structure: Exclude<Structure, { kind: 'ambiguous' }>,
): Refusal | null {
  if (structure.kind === 'unknown') return null;
  const isArtifact = mediaType === OCI_ARTIFACT_MANIFEST;
  if (structure.kind === role && (!isArtifact || structure.key === 'blobs')) return null;
  const name = isArtifact ? 'an artifact manifest' : NAMES[role];
  return refusal('manifest-ambiguous', `its media type is that of ${name}, but it has ${structure.key}`);
}

const NAMES: Readonly<Record<ManifestRole, string>> = {
  index: 'an index',
  manifest: 'an image manifest',
  schema1: 'a schema 1 manifest',
  unknown: 'no known manifest',
};

function whyNoKnownKind(role: ManifestRole, body: JsonObject): Refusal | null {
  const version = body.schemaVersion;
  if (role === 'schema1' || version === 1) {
    return refusal(
      'schema1-manifest',
      'it is a Docker schema 1 manifest, which current runtimes do not pull',
    );
  }
  if (version !== undefined && version !== 2) {
    return refusal('manifest-unparsable', 'schemaVersion is not 2');
  }
  if (role === 'unknown') {
    return refusal('manifest-unparsable', 'it is neither an index nor an image manifest');
  }
  return null;
}
