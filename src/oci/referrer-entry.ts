/** Entries of lists of referrers: made from a manifest, and read from what a registry or a fallback index says. */
import type { Descriptor } from './descriptor.ts';
import { isJsonObject, parseDescriptor } from './descriptor-json.ts';
import type { Digest } from './digest.ts';
import { type Node, parseManifest } from './manifest.ts';
import type { RawManifest } from './store.ts';

/** What a manifest refers to, and its entry in the list of referrers there. */
export interface Referring {
  readonly subject: Digest;
  readonly entry: Descriptor;
}

/** Lists are made anew for each subject that is asked for: a manifest in memory is parsed once. */
const known = new WeakMap<RawManifest, Referring | null>();

/** Null: it refers to nothing. */
export function referringOf(manifest: RawManifest): Referring | null {
  const before = known.get(manifest);
  if (before !== undefined) return before;
  const parsed = parseManifest(manifest);
  const subject = parsed.ok ? parsed.node.subject?.digest : undefined;
  const referring =
    !parsed.ok || subject === undefined
      ? null
      : { subject, entry: referrerEntry(manifest.descriptor, parsed.node) };
  known.set(manifest, referring);
  return referring;
}

/** The entry of `manifest` in the list of referrers of `subject`; null: it does not refer to it. */
export function referrerOf(manifest: RawManifest, subject: Digest): Descriptor | null {
  const referring = referringOf(manifest);
  return referring?.subject === subject ? referring.entry : null;
}

/** The digest that a manifest refers to, or null. */
export function subjectIn(manifest: RawManifest): Digest | null {
  const parsed = parseManifest(manifest);
  return parsed.ok ? (parsed.node.subject?.digest ?? null) : null;
}

/** What an artifact says it is: its `artifactType`, else the media type of its config (distribution-spec). '' where it says nothing. */
export function artifactTypeOf(node: Node): string {
  return node.artifactType ?? (node.kind === 'manifest' ? node.config?.mediaType : undefined) ?? '';
}

function referrerEntry({ digest, size }: Descriptor, node: Node): Descriptor {
  const artifactType = artifactTypeOf(node);
  return {
    mediaType: node.mediaType,
    digest,
    size,
    ...(artifactType !== '' && { artifactType }),
    ...(Object.keys(node.annotations).length > 0 && { annotations: node.annotations }),
  };
}

export type ReadReferrers =
  | { readonly ok: true; readonly entries: readonly Descriptor[]; readonly unusable: number }
  | { readonly ok: false; readonly why: string };

/** The entries of an index of referrers; those that are no descriptors are counted in `unusable`. */
export function readReferrerIndex(bytes: Uint8Array): ReadReferrers {
  const body = parseJson(bytes);
  if (!isJsonObject(body)) return { ok: false, why: 'it is not a JSON object' };
  const { manifests } = body;
  if (!Array.isArray(manifests)) return { ok: false, why: 'it has no list "manifests"' };
  const entries = manifests.flatMap((value: unknown) => {
    const parsed = parseDescriptor(value, 'manifests');
    return parsed.ok ? [parsed.value] : [];
  });
  return { ok: true, entries, unusable: manifests.length - entries.length };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
