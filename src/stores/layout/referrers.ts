/** Referrers in a layout: manifests listed in index.json that name a subject. */
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Tag } from '../../oci/reference.ts';
import { isReferrerTag, type Referrer, type ReferrerList } from '../../oci/referrer.ts';
import { referrerOf, subjectIn } from '../../oci/referrer-entry.ts';
import type { Source } from '../../oci/store.ts';
import { joinReferrers, referrersByCosignTag, referrersByFallbackTag } from '../referrers-by-tag.ts';
import type { IndexDocument } from './index-document.ts';
import { readManifestFile } from './manifest-file.ts';
import { readRefName } from './ref-name.ts';

type ReferrersBySubject = ReadonlyMap<Digest, readonly Referrer[]>;

interface Listing {
  readonly directory: string;
  /** Reads manifests of the directory by digest. */
  readonly store: Pick<Source, 'readManifest' | 'name'>;
  readonly signal: AbortSignal;
}

/** By the subject of what is listed, and by tags, under any name. */
export async function listLayoutReferrers(
  index: IndexDocument | null,
  subject: Digest,
  { directory, store, signal }: Listing,
): Promise<ReferrerList> {
  if (index === null) return { referrers: [], remarks: [], hasApi: true };
  const bySubject = (await referrersBySubject(directory, index)).get(subject) ?? [];
  const listed = taggedIn(index);
  const tagged = {
    name: store.name,
    resolve: async (tag: string) => listed.get(tag) ?? null,
    readManifest: (tag: string) => store.readManifest(listed.get(tag)?.digest ?? (tag as Digest), signal),
  };
  const tags = new Set(listed.keys());
  const byIndex = await referrersByFallbackTag(tagged, { subject, tags }, signal);
  const byCosign = await referrersByCosignTag(tagged, { subject, tags }, signal);
  const parts = [bySubject, byCosign].map((referrers) => ({ referrers, remarks: [] }));
  return joinReferrers(subject, { hasApi: true, name: store.name }, [...parts, byIndex]);
}

/** The last entry of a tag counts: other writers append. */
function taggedIn({ entries }: IndexDocument): ReadonlyMap<string, Descriptor> {
  const tagged = entries.flatMap(({ refName, descriptor }) => {
    const tag = refName === null ? null : readRefName(refName).tag;
    return tag !== null && isReferrerTag(tag) ? [[tag as string, descriptor] as const] : [];
  });
  return new Map(tagged);
}

/** By index.json as it was read: all listed manifests are read once, however many subjects are asked for. */
const known = new WeakMap<IndexDocument, Promise<ReferrersBySubject>>();

function referrersBySubject(directory: string, index: IndexDocument): Promise<ReferrersBySubject> {
  const before = known.get(index);
  if (before !== undefined) return before;
  const reading = readReferrers(directory, index);
  known.set(index, reading);
  return reading;
}

/** Whether a listed root speaks of another one: by the subject it names, or by the tag it stands under. */
export async function isReferrerRoot(
  directory: string,
  tag: Tag | null,
  { digest, mediaType }: Descriptor,
): Promise<boolean> {
  if (tag !== null && isReferrerTag(tag)) return true;
  const manifest = await readManifestFile(directory, digest, { mediaType, sizeBytes: undefined }).catch(
    () => null,
  );
  return manifest !== null && subjectIn(manifest) !== null;
}

/** What cannot be read refers to nothing. */
async function readReferrers(directory: string, index: IndexDocument): Promise<ReferrersBySubject> {
  const bySubject = new Map<Digest, Map<Digest, Referrer>>();
  for (const { descriptor } of index.entries) {
    const expected = { mediaType: descriptor.mediaType, sizeBytes: undefined };
    const manifest = await readManifestFile(directory, descriptor.digest, expected).catch(() => null);
    const subject = manifest === null ? null : subjectIn(manifest);
    const entry = manifest === null || subject === null ? null : referrerOf(manifest, subject);
    if (subject === null || entry === null) continue;
    const ofSubject = bySubject.get(subject) ?? new Map<Digest, Referrer>();
    bySubject.set(subject, ofSubject.set(entry.digest, { descriptor: entry, foundBy: 'subject', tag: null }));
  }
  return new Map([...bySubject].map(([subject, found]) => [subject, [...found.values()]]));
}
