/** Manifests for tests: bytes of documents written as objects or as text. */
import fc from 'fast-check';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import {
  type IndexNode,
  type ManifestNode,
  type ParsedManifest,
  parseManifest,
} from '../../src/oci/manifest.ts';
import { OCI_CONFIG, OCI_LAYER } from '../../src/oci/media-type.ts';
import type { RawManifest } from '../../src/oci/store.ts';

/** The digest of a text: any name makes a different one. */
export function digestFor(name: string): Digest {
  return digestOf(new TextEncoder().encode(name));
}

export function blob(name: string, mediaType = `${OCI_LAYER}+gzip`): Descriptor {
  return { mediaType, digest: digestFor(name), size: name.length };
}

export const CONFIG = blob('config', OCI_CONFIG);

export function raw(document: unknown, contentType = ''): RawManifest {
  const isBytes = document instanceof Uint8Array;
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const bytes = isBytes ? document : new TextEncoder().encode(text);
  return { bytes, descriptor: { mediaType: contentType, digest: digestOf(bytes), size: bytes.length } };
}

export function parsedIndex(document: unknown): IndexNode {
  const parsed = parseManifest(raw(document));
  if (!parsed.ok || parsed.node.kind !== 'index') throw new Error(outcome(parsed));
  return parsed.node;
}

export function parsedImage(document: unknown): ManifestNode {
  const parsed = parseManifest(raw(document));
  if (!parsed.ok || parsed.node.kind !== 'manifest') throw new Error(outcome(parsed));
  return parsed.node;
}

/** One word for what came out: the kind of node or the rule. */
export function outcome(parsed: ParsedManifest): string {
  return parsed.ok ? parsed.node.kind : parsed.rule;
}

/** Any text at all, lone surrogates included. */
export const ANY_TEXT = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));
