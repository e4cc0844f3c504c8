/** Walks what a mirror itself lists for an image and for what belongs to it, to the last blob. */
import { type MirrorError, toMirrorError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { Referrer } from '../../oci/referrer.ts';
import { mapEach } from '../each.ts';
import { isUnreachable } from '../health.ts';
import type { CarriedReferrer } from '../referrers/carried.ts';
import { describeListed, describeRead } from '../referrers/describe.ts';
import type { ReferrerSearch } from '../referrers/search.ts';
import type { Fault, Walk } from './fault.ts';
import type { PlaceCheck } from './place-check.ts';
import { walkImage } from './walk.ts';
import type { WalkedImage } from './walked.ts';

const SUBJECTS_AT_ONCE = 8;
const DEPTH_LIMIT = 4;
const REFERRERS_LIMIT = 2_000;

export interface WalkedReferrers {
  /** What the mirror lists, by what it says of itself where it can be read. */
  readonly listed: readonly CarriedReferrer[];
  readonly manifests: WalkedImage;
  readonly faults: readonly Fault[];
  /** False where the store ignores ranges. */
  readonly isProven: boolean;
  /** Why some list could not be had, though the mirror answers; null where all could. */
  readonly unread: MirrorError | null;
}

export interface ReferrerWalking {
  readonly place: PlaceCheck;
  readonly search: ReferrerSearch;
  /** Name of the mirror. */
  readonly mirror: string;
}

/** Throws MirrorError where the mirror does not answer. */
export async function walkReferrers(walk: Walk, walking: ReferrerWalking): Promise<WalkedReferrers> {
  const seen = new Set<Digest>(walk.manifests.map(({ digest }) => digest));
  const parts: WalkedReferrers[] = [];
  let subjects: readonly Digest[] = [...seen];
  let count = 0;
  for (let depth = 1; subjects.length > 0 && depth <= DEPTH_LIMIT && count < REFERRERS_LIMIT; depth += 1) {
    const found = await mapEach(subjects, SUBJECTS_AT_ONCE, (subject) => walkOf(subject, walking));
    parts.push(...found);
    count = parts.reduce((sum, { listed }) => sum + listed.length, 0);
    const next = new Set(found.flatMap(({ listed }) => listed.map(({ digest }) => digest)));
    subjects = [...next].filter((digest) => !seen.has(digest));
    for (const digest of subjects) seen.add(digest);
  }
  return joined(parts);
}

async function walkOf(subject: Digest, walking: ReferrerWalking): Promise<WalkedReferrers> {
  const { place, search, mirror } = walking;
  try {
    const { referrers } = await search.of(place.target, subject, { place: mirror });
    return joined(await mapEach(referrers, 1, (referrer) => walkOne(subject, referrer, place)));
  } catch (error) {
    if (isUnreachable(error) || toMirrorError(error).code === 'aborted') throw error;
    return { ...NOTHING, unread: toMirrorError(error) };
  }
}

async function walkOne(subject: Digest, referrer: Referrer, place: PlaceCheck): Promise<WalkedReferrers> {
  const { digest } = referrer.descriptor;
  const walk = await walkImage(digest, { place, platforms: null });
  const [root] = walk.manifests;
  const node = root?.content.kind === 'node' ? root.content.node : null;
  const what = `referrer of ${shortDigest(subject)}`;
  return {
    listed: [
      node === null || root === undefined
        ? describeListed(subject, referrer)
        : describeRead(subject, referrer, { node, manifestSize: root.sizeBytes, size: sizeOf(walk) }),
    ],
    manifests: walk.manifests,
    faults: walk.faults.map((fault) => ({ ...fault, what: `${what}: ${fault.what}` })),
    isProven: walk.isProven,
    unread: null,
  };
}

/** Manifests and everything they name, each once. */
function sizeOf({ manifests }: Walk): number {
  const sizes = new Map<Digest, number>(manifests.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  for (const { content } of manifests) {
    if (content.kind !== 'node' || content.node.kind !== 'manifest') continue;
    const { config, layers } = content.node;
    for (const { digest, size } of [...(config === null ? [] : [config]), ...layers]) sizes.set(digest, size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

const NOTHING: WalkedReferrers = { listed: [], manifests: [], faults: [], isProven: true, unread: null };

function joined(parts: readonly WalkedReferrers[]): WalkedReferrers {
  return {
    listed: parts.flatMap(({ listed }) => listed),
    manifests: parts.flatMap(({ manifests }): WalkedImage => manifests),
    faults: parts.flatMap(({ faults }): readonly Fault[] => faults),
    isProven: parts.every(({ isProven }) => isProven),
    unread: parts.find(({ unread }) => unread !== null)?.unread ?? null,
  };
}
