/**
 * The index under the fallback tag `sha256-<hex>`, which stands for the referrers API where there is none
 * (distribution-spec, "Pushing Manifests with Subject"). Registries cannot write it on condition, so it is read, merged,
 * written and, when a writer that was under way at the same time must be done, read again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { isMirrorError, MirrorError, toMirrorError } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../oci/descriptor-json.ts';
import { type Digest, digestOf, shortDigest } from '../oci/digest.ts';
import { manifestRole, OCI_INDEX } from '../oci/media-type.ts';
import type { Tag } from '../oci/reference.ts';
import { fallbackTagOf } from '../oci/referrer.ts';
import { referrerOf } from '../oci/referrer-entry.ts';
import type { RawManifest, Target } from '../oci/store.ts';

type Indexed = Pick<Target, 'readManifest' | 'tag' | 'name'>;

const ATTEMPTS = 6;
/** What another writer needs between its read and its write, with some luck; grows with each attempt. */
const SETTLE_MS = 100;
/** A slow registry is as slow for the others: so many times as long as our own read and write took is waited at least. */
const SETTLE_TIMES_OWN = 3;

/** Merges stand in a queue per repository: those of one process need not meet. */
const queues = new Map<string, Promise<unknown>>();

/** Resolves when the index lists all of `referrers`, and all that others had put there. */
export function mergeIntoFallbackIndex(
  store: Indexed,
  { subject, referrers }: { readonly subject: Digest; readonly referrers: readonly RawManifest[] },
  signal: AbortSignal,
): Promise<void> {
  const key = `${store.name} ${subject}`;
  const merging = () => merge(store, { subject, referrers }, signal);
  const turn = (queues.get(key) ?? Promise.resolve()).then(merging, merging);
  queues.set(key, turn);
  const leave = () => {
    if (queues.get(key) === turn) queues.delete(key);
  };
  turn.then(leave, leave);
  return turn;
}

async function merge(
  store: Indexed,
  { subject, referrers }: { readonly subject: Digest; readonly referrers: readonly RawManifest[] },
  signal: AbortSignal,
): Promise<void> {
  const tag = fallbackTagOf(subject);
  const ours = new Map(
    referrers.flatMap((raw) => {
      const entry = referrerOf(raw, subject);
      return entry === null ? [] : [[entry.digest, entry as unknown as JsonObject] as const];
    }),
  );
  // What others had there when it was last read: a writer that did not see it may drop it, and then it is brought back.
  const others = new Map<string, JsonObject>();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const beganMs = performance.now();
    const before = await readIndex(store, tag, signal);
    for (const entry of entriesOf(before)) others.set(digestIn(entry), entry);
    const lacking = [...others, ...ours].filter(([digest]) => !listsDigest(before, digest));
    if (lacking.length === 0) return;
    const entries = [...entriesOf(before), ...lacking.map(([, entry]) => entry)];
    const gone = await write(store, { tag, before, entries, kept: ours }, signal);
    for (const digest of gone) others.delete(digest);
    const settleMs = Math.max(SETTLE_MS * attempt, SETTLE_TIMES_OWN * (performance.now() - beganMs));
    await wait(settleMs * (1 + Math.random()), undefined, { signal }).catch((error: unknown) => {
      throw toMirrorError(signal.aborted ? signal.reason : error);
    });
  }
  throw new MirrorError(
    'unavailable',
    `the referrers of ${shortDigest(subject)} could not be listed: others change ${tag} all the time`,
    { where: `${store.name}:${tag}`, fix: 'run again when the other writers are done' },
  );
}

/** The index as it is now; an empty one where there is none. */
async function readIndex(store: Indexed, tag: Tag, signal: AbortSignal): Promise<JsonObject> {
  try {
    const { descriptor, bytes } = await store.readManifest(tag, signal);
    const document: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (manifestRole(descriptor.mediaType) === 'index' && isJsonObject(document)) return document;
  } catch (error) {
    if (isMirrorError(error, 'not-found')) return { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] };
    if (isMirrorError(error)) throw error;
  }
  throw new MirrorError('refused', 'the tag that lists referrers holds something that is no index', {
    where: `${store.name}:${tag}`,
    fix: `find out who uses the tag ${tag}, and give it back`,
  });
}

interface Writing {
  readonly tag: Tag;
  readonly before: JsonObject;
  readonly entries: readonly JsonObject[];
  /** What must not be left out, by digest. */
  readonly kept: ReadonlyMap<string, unknown>;
}

/** Entries of manifests that the registry does not have any more make it refuse the whole index: those are left out, and named. */
async function write(
  store: Indexed,
  { tag, before, entries, kept }: Writing,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    await store.tag(tag, indexOf(before, entries), signal);
    return [];
  } catch (error) {
    if (isMirrorError(error, 'digest-mismatch')) return []; // another writer came right after: read again
    const unknown = isMirrorError(error, 'refused', 'not-found') ? error.unknownDigests : [];
    const gone = unknown.filter((digest) => !kept.has(digest));
    const left = entries.filter((entry) => !gone.includes(digestIn(entry)));
    if (left.length === entries.length) throw error;
    await store.tag(tag, indexOf(before, left), signal);
    return gone;
  }
}

function indexOf(before: JsonObject, manifests: readonly JsonObject[]): RawManifest {
  const mediaType = typeof before.mediaType === 'string' ? before.mediaType : OCI_INDEX;
  const bytes = Buffer.from(JSON.stringify({ ...before, schemaVersion: 2, mediaType, manifests }));
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

/** As they are written there, whatever they hold besides. */
function entriesOf(index: JsonObject): readonly JsonObject[] {
  return Array.isArray(index.manifests) ? index.manifests.filter(isJsonObject) : [];
}

function listsDigest(index: JsonObject, digest: string): boolean {
  return entriesOf(index).some((entry) => digestIn(entry) === digest);
}

function digestIn({ digest }: JsonObject): string {
  return typeof digest === 'string' ? digest : '';
}
