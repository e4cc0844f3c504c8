/** The documents of the OCI graph: an index or a manifest, read once from its exact bytes. */
import type { Descriptor } from './descriptor.ts';
import { annotationsIn, type JsonObject, parseDescriptor, parseDescriptors } from './descriptor-json.ts';
import { type Digest, parseDigest } from './digest.ts';
import { whyDataContradicts } from './embedded-data.ts';
import { readJsonDocument } from './json-document.ts';
import { MANIFEST_KEYS } from './manifest-keys.ts';
import { decideManifestType, type Refusal, refusal } from './manifest-type.ts';
import { isKnownBlobType, manifestRole, OCI_ARTIFACT_MANIFEST } from './media-type.ts';
import type { Parsed } from './reference.ts';
import type { RawManifest } from './store.ts';

/** An entry of an index. */
export interface Child {
  readonly descriptor: Descriptor;
  /** By its media type; `blob` in the cache indexes of BuildKit, whose children are not manifests. */
  readonly role: 'index' | 'manifest' | 'blob' | 'unknown';
  /** The sibling that this attestation manifest speaks of (BuildKit's annotations). */
  readonly attestationFor: Digest | null;
}

interface NodeBase {
  readonly raw: RawManifest;
  /** To be sent as Content-Type when this is written. */
  readonly mediaType: string;
  /** The body's own `mediaType`; '' where it has none. */
  readonly bodyMediaType: string;
  readonly subject: Descriptor | null;
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface IndexNode extends NodeBase {
  readonly kind: 'index';
  readonly children: readonly Child[];
}

export interface ManifestNode extends NodeBase {
  readonly kind: 'manifest';
  /** Null only for the withdrawn OCI artifact manifest. */
  readonly config: Descriptor | null;
  /** In order, duplicates kept. */
  readonly layers: readonly Descriptor[];
}

export type Node = IndexNode | ManifestNode;

export type ParsedManifest = { readonly ok: true; readonly node: Node } | Refusal;

/**
 * The document in `raw.bytes`. `expectedMediaType` is that of the descriptor which named it, where one did; the body's
 * own type goes before it, `raw.descriptor.mediaType` (the Content-Type) after it. Unknown config and layer types pass;
 * what two readers could read differently does not.
 */
export function parseManifest(raw: RawManifest, expectedMediaType = ''): ParsedManifest {
  const document = readJsonDocument(raw.bytes, MANIFEST_KEYS);
  if (!document.ok) {
    const rule = document.kind === 'ambiguous' ? 'manifest-ambiguous' : 'manifest-unparsable';
    return refusal(rule, document.why);
  }
  const { body } = document;
  const type = decideManifestType(body, {
    descriptor: expectedMediaType,
    header: raw.descriptor.mediaType,
  });
  if (!type.ok) return type;
  const subject = optionalDescriptor(body.subject, 'subject');
  if (!subject.ok) return refusal('manifest-unparsable', subject.why);
  const base: NodeBase = {
    raw,
    mediaType: type.mediaType,
    bodyMediaType: typeof body.mediaType === 'string' ? body.mediaType : '',
    subject: subject.value,
    artifactType: typeof body.artifactType === 'string' ? body.artifactType : null,
    annotations: annotationsIn(body.annotations),
  };
  const parsed = type.kind === 'index' ? indexNode(base, body) : manifestNode(base, body);
  const contradiction = parsed.ok ? whyDataContradicts(body) : null;
  return contradiction === null ? parsed : refusal('manifest-ambiguous', contradiction);
}

function indexNode(base: NodeBase, body: JsonObject): ParsedManifest {
  const manifests = parseDescriptors(body.manifests, 'manifests');
  if (!manifests.ok) return refusal('manifest-unparsable', manifests.why);
  return { ok: true, node: { kind: 'index', ...base, children: manifests.value.map(asChild) } };
}

function asChild(descriptor: Descriptor): Child {
  const { mediaType, annotations } = descriptor;
  const role = manifestRole(mediaType);
  const isAttestation = annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
  return {
    descriptor,
    role: role === 'index' || role === 'manifest' ? role : isKnownBlobType(mediaType) ? 'blob' : 'unknown',
    attestationFor: isAttestation ? parseDigest(annotations['vnd.docker.reference.digest'] ?? '') : null,
  };
}

function manifestNode(base: NodeBase, body: JsonObject): ParsedManifest {
  const isArtifact = base.mediaType === OCI_ARTIFACT_MANIFEST;
  const config: Parsed<Descriptor | null> = isArtifact
    ? { ok: true, value: null }
    : parseDescriptor(body.config, 'config');
  if (!config.ok) return refusal('manifest-unparsable', config.why);
  const layers = isArtifact
    ? parseDescriptors(body.blobs ?? null, 'blobs')
    : parseDescriptors(body.layers, 'layers');
  if (!layers.ok) return refusal('manifest-unparsable', layers.why);
  return { ok: true, node: { kind: 'manifest', ...base, config: config.value, layers: layers.value } };
}

function optionalDescriptor(value: unknown, path: string): Parsed<Descriptor | null> {
  if (value === undefined || value === null) return { ok: true, value: null };
  return parseDescriptor(value, path);
}
