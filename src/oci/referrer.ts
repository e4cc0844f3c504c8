/** Referrers: manifests that speak of another one. How they are named and listed (distribution-spec, "Listing Referrers"). */
import type { Descriptor } from './descriptor.ts';
import { type Digest, digestAlgorithm, digestHex } from './digest.ts';
import { isTag, type Tag } from './reference.ts';

/**
 * Where a referrer was found: in the answer of the referrers API, in the index under the fallback tag, under a tag of
 * cosign, or, in a layout, by the `subject` of a listed manifest.
 */
export type FoundBy = 'api' | 'fallback-tag' | 'cosign-tag' | 'subject';

export interface Referrer {
  /** As it is listed. What a list says of type and annotations is not to be believed: the manifest's own words count. */
  readonly descriptor: Descriptor;
  readonly foundBy: FoundBy;
  /** The tag of cosign that it was found under; null for all others, which name their subject themselves. */
  readonly tag: Tag | null;
}

export interface ReferrerList {
  /** Each digest once, and once more for each tag of cosign, in the order in which they were found. */
  readonly referrers: readonly Referrer[];
  /** What is odd about the lists, for people: a fallback tag that is no index, entries that cannot be used. */
  readonly remarks: readonly string[];
  /** Whether the store answers for referrers itself; where it does not, the fallback tag stands for it. */
  readonly hasApi: boolean;
}

/** What the asker knows already, which saves requests. */
export interface ReferrerHints {
  /** Every tag of the repository; null: not known, each name is looked up. */
  readonly tags: ReadonlySet<string> | null;
  /** False: the store is known not to answer for referrers itself. */
  readonly hasApi: boolean | null;
}

export const NO_HINTS: ReferrerHints = { tags: null, hasApi: null };

/** More of one subject are not signatures any more but an attack on readers. */
export const LISTED_REFERRERS_LIMIT = 1_000;

const COSIGN_SUFFIXES = ['.sig', '.att', '.sbom'] as const;
export type CosignSuffix = (typeof COSIGN_SUFFIXES)[number];

/** `sha256-<hex>`: the tag of the index that lists referrers where there is no API; the encoded part has 64 characters at most. */
export function fallbackTagOf(subject: Digest): Tag {
  return `${digestAlgorithm(subject)}-${digestHex(subject).slice(0, 64)}` as Tag;
}

/** `sha256-<hex>.sig`, `.att` and `.sbom`; none where the digest is too long for a tag. */
export function cosignTagsOf(subject: Digest): readonly Tag[] {
  return COSIGN_SUFFIXES.map((suffix) => `${subject.replace(':', '-')}${suffix}`).filter(isTag);
}

/** The end of a tag of cosign; null for any other tag. */
export function cosignSuffixOf(tag: Tag): CosignSuffix | null {
  return COSIGN_SUFFIXES.find((suffix) => tag.endsWith(suffix)) ?? null;
}

const REFERRER_TAG = /^sha(?:256|384|512)-[0-9a-f]{64,}(?:\.(?:sig|att|sbom))?$/;

/** Whether a tag is bound to content: the fallback tag of some digest, or one of cosign's. */
export function isReferrerTag(tag: string): boolean {
  return REFERRER_TAG.test(tag);
}
