/** Referrers in a layout: manifests listed in index.json that name a subject. */
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Tag } from '../../oci/reference.ts';
import { isReferrerTag, type Referrer } from '../../oci/referrer.ts';
import { referrerOf, subjectIn } from '../../oci/referrer-entry.ts';
import type { IndexDocument } from './index-document.ts';
import { readManifestFile } from './manifest-file.ts';
import { readRefName } from './ref-name.ts';

export type ReferrersBySubject = ReadonlyMap<Digest, readonly Referrer[]>;

export const NO_REFERRERS: ReferrersBySubject = new Map();

/** By index.json as it was read, and by name: all listed manifests are read once, however many subjects are asked for. */
const known = new WeakMap<IndexDocument, Map<string, Promise<ReferrersBySubject>>>();

/** What is listed for `name`; what cannot be read refers to nothing. */
export function listedReferrers(
  directory: string,
  index: IndexDocument,
  name: string,
): Promise<ReferrersBySubject> {
  const ofIndex = known.get(index) ?? new Map<string, Promise<ReferrersBySubject>>();
  known.set(index, ofIndex);
  const before = ofIndex.get(name);
  if (before !== undefined) return before;
  const reading = readReferrers(directory, index, name);
  ofIndex.set(name, reading);
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

async function readReferrers(
  directory: string,
  index: IndexDocument,
  name: string,
): Promise<ReferrersBySubject> {
  const bySubject = new Map<Digest, Map<Digest, Referrer>>();
  for (const { refName, descriptor } of index.entries) {
    if (nameOf(refName) !== name) continue;
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

function nameOf(refName: string | null): string {
  return refName === null ? '' : readRefName(refName).name;
}
