/** Referrers that are found under tags: those of the fallback index, and those of cosign. The same for every store. */
import { isMirrorError, MirrorError } from '../errors.ts';
import { type Digest, shortDigest } from '../oci/digest.ts';
import { manifestRole } from '../oci/media-type.ts';
import type { Tag } from '../oci/reference.ts';
import {
  cosignTagsOf,
  fallbackTagOf,
  LISTED_REFERRERS_LIMIT,
  type Referrer,
  type ReferrerHints,
  type ReferrerList,
} from '../oci/referrer.ts';
import { readReferrerIndex } from '../oci/referrer-entry.ts';
import type { Source } from '../oci/store.ts';

type Tagged = Pick<Source, 'resolve' | 'readManifest' | 'name'>;
type Found = Pick<ReferrerList, 'referrers' | 'remarks'>;

const NONE: Found = { referrers: [], remarks: [] };

/** What the fallback index lists. */
export async function referrersByFallbackTag(
  store: Tagged,
  { subject, tags }: { readonly subject: Digest } & Pick<ReferrerHints, 'tags'>,
  signal: AbortSignal,
): Promise<Found> {
  const tag = fallbackTagOf(subject);
  if (tags !== null && !tags.has(tag)) return NONE;
  // A look first, where it is not known: reading counts as a pull at some registries.
  const seen = tags === null ? await store.resolve(tag, signal) : undefined;
  if (seen === null) return NONE;
  if (seen !== undefined && manifestRole(seen.mediaType) !== 'index') return noIndex(store, tag);
  try {
    const { descriptor, bytes } = await store.readManifest(tag, signal);
    if (manifestRole(descriptor.mediaType) !== 'index') return noIndex(store, tag);
    return listed(bytes, `${store.name}:${tag}`);
  } catch (error) {
    if (isMirrorError(error, 'not-found')) return NONE;
    throw error;
  }
}

/** What cosign has tagged for `subject`. */
export async function referrersByCosignTag(
  store: Tagged,
  { subject, tags }: { readonly subject: Digest } & Pick<ReferrerHints, 'tags'>,
  signal: AbortSignal,
): Promise<readonly Referrer[]> {
  const mayBe = cosignTagsOf(subject).filter((tag) => tags === null || tags.has(tag));
  const found = await Promise.all(
    mayBe.map(async (tag): Promise<Referrer[]> => {
      const descriptor = await store.resolve(tag, signal);
      return descriptor === null ? [] : [{ descriptor, foundBy: 'cosign-tag', tag }];
    }),
  );
  return found.flat();
}

/** One list of all that was found, each digest once besides those of cosign's tags. Throws `too-large`. */
export function joinReferrers(
  subject: Digest,
  { hasApi, name }: { readonly hasApi: boolean; readonly name: string },
  parts: readonly Found[],
): ReferrerList {
  const seen = new Set<Digest>();
  const referrers = parts
    .flatMap((part) => part.referrers)
    .filter(({ tag, descriptor: { digest } }) => {
      const isFirst = tag !== null || !seen.has(digest);
      if (tag === null) seen.add(digest);
      return isFirst;
    });
  if (referrers.length > LISTED_REFERRERS_LIMIT) throw tooMany(subject, name);
  return { referrers, remarks: parts.flatMap(({ remarks }) => remarks), hasApi };
}

export function tooMany(subject: Digest, name: string): MirrorError {
  return new MirrorError(
    'too-large',
    `more than ${LISTED_REFERRERS_LIMIT} referrers are listed for ${shortDigest(subject)}`,
    { where: name, fix: 'find out what writes them there, or set referrers: report for this image' },
  );
}

/** Somebody uses the name for an image of his own: the specification expects an index. */
function noIndex({ name }: Tagged, tag: Tag): Found {
  return { referrers: [], remarks: [`${name}:${tag} is no index and lists no referrers`] };
}

function listed(bytes: Uint8Array, where: string): Found {
  const read = readReferrerIndex(bytes);
  if (!read.ok) return { referrers: [], remarks: [`${where} lists no referrers: ${read.why}`] };
  return {
    referrers: read.entries.map((descriptor) => ({ descriptor, foundBy: 'fallback-tag', tag: null })),
    remarks: read.unusable === 0 ? [] : [`${where} has ${read.unusable} entries that are no descriptors`],
  };
}
