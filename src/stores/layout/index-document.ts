/** index.json as data: text in, entries out, and edits that leave everything they do not mean untouched. */
import { MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { isJsonObject, type JsonObject } from '../../oci/descriptor-json.ts';
import { type Digest, parseDigest } from '../../oci/digest.ts';
import { OCI_INDEX } from '../../oci/media-type.ts';
import { REF_NAME_ANNOTATION } from './ref-name.ts';

const IMAGE_NAME_ANNOTATION = 'io.containerd.image.name';

/** One usable entry of `manifests`. */
export interface IndexEntry {
  readonly refName: string | null;
  /** The full reference that containerd and `docker save` write beside a bare tag. */
  readonly imageName: string | null;
  readonly descriptor: Descriptor;
}

/** A whole index.json. `document` is what was read, unknown keys and foreign entries included. */
export interface IndexDocument {
  readonly document: JsonObject;
  readonly entries: readonly IndexEntry[];
}

export const EMPTY_INDEX: IndexDocument = {
  document: { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] },
  entries: [],
};

/** Reads index.json (image-spec image-layout.md). Entries that are no descriptors are kept but not listed.
 *  Throws `input` naming `path` and what is expected there. */
export function parseIndex(text: string, path: string): IndexDocument {
  const document = parseJson(text, path);
  if (!isJsonObject(document)) throw notAnIndex(path, 'it is not a JSON object');
  const manifests = document.manifests;
  if (!Array.isArray(manifests)) throw notAnIndex(path, 'it has no list "manifests"');
  return { document, entries: manifests.flatMap(entryOf) };
}

export function renderIndex(index: IndexDocument): string {
  return JSON.stringify(index.document);
}

/** One wish about the list: names to point at a descriptor, and at nothing else, and names to take off it. */
export interface IndexEdit {
  readonly put: ReadonlyMap<string, Descriptor>;
  readonly drop: ReadonlySet<string>;
}

/** Carries out `edits` in their order, in one pass. The same value when nothing changes. */
export function withEdits(index: IndexDocument, edits: readonly IndexEdit[]): IndexDocument {
  const wanted = mergeEdits(edits);
  const current = descriptorsByRefName(index);
  const changes = new Map(
    [...wanted].filter(([refName, descriptor]) => !holds(current.get(refName), descriptor)),
  );
  if (changes.size === 0) return index;
  const kept = rawEntries(index).filter((raw) => !changes.has(refNameOf(raw) ?? ''));
  const added = [...changes].flatMap(([refName, put]) => (put === null ? [] : [rootEntry(refName, put)]));
  const manifests = [...kept, ...added];
  return { document: { ...index.document, manifests }, entries: manifests.flatMap(entryOf) };
}

/** The first entry of a digest, whatever its name. */
export function findByDigest(index: IndexDocument, digest: Digest): IndexEntry | null {
  return index.entries.find((entry) => entry.descriptor.digest === digest) ?? null;
}

/** The last entry of a ref.name: other writers append. */
export function findByRefName(index: IndexDocument, refName: string): IndexEntry | null {
  return index.entries.findLast((entry) => entry.refName === refName) ?? null;
}

/** What each touched ref.name is to point to in the end; null: nothing. */
function mergeEdits(edits: readonly IndexEdit[]): ReadonlyMap<string, Descriptor | null> {
  const wanted = new Map<string, Descriptor | null>();
  for (const edit of edits) {
    for (const refName of edit.drop) wanted.set(refName, null);
    for (const [refName, descriptor] of edit.put) wanted.set(refName, descriptor);
  }
  return wanted;
}

function descriptorsByRefName(index: IndexDocument): ReadonlyMap<string, readonly Descriptor[]> {
  const named = index.entries.filter((entry) => entry.refName !== null);
  const groups = Map.groupBy(named, (entry) => entry.refName ?? '');
  return new Map(
    [...groups].map(([refName, entries]) => [refName, entries.map((entry) => entry.descriptor)]),
  );
}

function holds(current: readonly Descriptor[] = [], wanted: Descriptor | null): boolean {
  if (wanted === null) return current.length === 0;
  return current.length === 1 && current[0]?.digest === wanted.digest;
}

function rootEntry(refName: string, descriptor: Descriptor): JsonObject {
  return {
    mediaType: descriptor.mediaType,
    digest: descriptor.digest,
    size: descriptor.size,
    annotations: { [REF_NAME_ANNOTATION]: refName },
  };
}

function rawEntries(index: IndexDocument): readonly unknown[] {
  const manifests = index.document.manifests;
  return Array.isArray(manifests) ? manifests : [];
}

function entryOf(raw: unknown): readonly IndexEntry[] {
  if (!isJsonObject(raw)) return [];
  const { mediaType, digest: digestText, size } = raw;
  const digest = typeof digestText === 'string' ? parseDigest(digestText) : null;
  if (digest === null || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return [];
  const descriptor = { mediaType: typeof mediaType === 'string' ? mediaType : '', digest, size };
  return [{ refName: refNameOf(raw), imageName: annotationOf(raw, IMAGE_NAME_ANNOTATION), descriptor }];
}

function refNameOf(raw: unknown): string | null {
  return annotationOf(raw, REF_NAME_ANNOTATION);
}

function annotationOf(raw: unknown, key: string): string | null {
  const annotations = isJsonObject(raw) ? raw.annotations : undefined;
  const value = isJsonObject(annotations) && Object.hasOwn(annotations, key) ? annotations[key] : undefined;
  return typeof value === 'string' ? value : null;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notAnIndex(path, 'it is not valid JSON', error);
  }
}

function notAnIndex(path: string, why: string, cause?: unknown): MirrorError {
  return new MirrorError('input', `not an OCI image layout: ${why}`, {
    where: path,
    fix: 'name a directory whose index.json is an OCI image index, {"schemaVersion": 2, "manifests": [...]}',
    cause,
  });
}
