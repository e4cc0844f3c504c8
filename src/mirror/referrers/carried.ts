/**
 * What images carry: the referrers that a source was seen to list for an image and what belongs to it. Hints, as all that
 * is remembered: `verify`, which asks no source, compares mirrors with it, and `drift` tells what is new.
 */
import type { ArtifactKind } from '../../oci/artifact-kind.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatPlatform, type Platform } from '../../oci/platform.ts';
import type { Tag } from '../../oci/reference.ts';
import type { FoundBy, Referrer } from '../../oci/referrer.ts';
import { type ProofAge, proofCounts } from '../proofs.ts';

/** Referrers remembered of one image; what is more is counted in `count`. */
export const CARRIED_LIMIT = 200;

export interface CarriedReferrer {
  /** The manifest it speaks of: the image, one of its children, or another referrer. */
  readonly subject: Digest;
  readonly digest: Digest;
  readonly mediaType: string;
  /** By its own words where it was read, else as it is listed; '' where it says nothing. */
  readonly artifactType: string;
  readonly kind: ArtifactKind;
  /** The first predicate type that it names; null where it names none, or was not read. */
  readonly predicateType: string | null;
  /** Bytes of the manifest and of all that it names; of the manifest alone where it was not read. */
  readonly size: number;
  readonly manifestSize: number;
  readonly foundBy: FoundBy;
  readonly tag: Tag | null;
}

/** `name` is that of the row, `docker.io/library/redis:7.4`. */
export type IsReferrerRequired = (
  image: CarriedKey & { readonly name: string },
  referrer: CarriedReferrer,
) => boolean;

export interface Carried {
  /** At most CARRIED_LIMIT. */
  readonly referrers: readonly CarriedReferrer[];
  readonly count: number;
  /** When the source was last asked about the image itself. */
  readonly atMs: number;
  /** When it was last asked about the image and everything that belongs to it; 0: never. */
  readonly wholeAtMs: number;
  /** Whether the source answers for referrers itself. */
  readonly hasApi: boolean;
}

/** What a record is filed under. */
export interface CarriedKey {
  /** Canonical `host/repository` of the source. */
  readonly repository: string;
  readonly root: Digest;
  readonly platforms: readonly Platform[] | null;
}

export class CarriedMemory {
  readonly #byKey: Map<string, Carried>;

  constructor(entries: Iterable<readonly [string, Carried]> = []) {
    this.#byKey = new Map(entries);
  }

  get(key: CarriedKey): Carried | null {
    return this.#byKey.get(keyText(key)) ?? null;
  }

  remember(key: CarriedKey, carried: Carried): void {
    const text = keyText(key);
    this.#byKey.delete(text);
    this.#byKey.set(text, { ...carried, referrers: carried.referrers.slice(0, CARRIED_LIMIT) });
  }

  /** Keys with their records, oldest first. */
  entries(): [string, Carried][] {
    return [...this.#byKey].sort(([, a], [, b]) => a.atMs - b.atMs);
  }
}

/** Whether what was found still stands: as long as a proof that was made then would. */
export function carriedCounts({ atMs, count, referrers }: Carried, root: Digest, age: ProofAge): boolean {
  return count === referrers.length && proofCounts({ kind: 'proven', depth: 'probe', atMs }, root, age);
}

/** A remembered referrer as a store lists it. */
export function asListed({ digest, mediaType, manifestSize, foundBy, tag }: CarriedReferrer): Referrer {
  return { descriptor: { digest, mediaType, size: manifestSize }, foundBy, tag };
}

function keyText({ repository, root, platforms }: CarriedKey): string {
  const asked = platforms === null ? '*' : platforms.map(formatPlatform).sort().join(',');
  return `${encodeURI(repository)} ${root} ${asked}`;
}
