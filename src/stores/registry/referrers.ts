/** Referrers of one repository of a registry: the API where it is there, the tags that stand for it, and cosign's. */
import { MirrorError } from '../../errors.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import type { ReferrerHints, ReferrerList } from '../../oci/referrer.ts';
import type { Attached, RawManifest, Target } from '../../oci/store.ts';
import { mergeIntoFallbackIndex } from '../fallback-index.ts';
import { joinReferrers, referrersByCosignTag, referrersByFallbackTag } from '../referrers-by-tag.ts';
import { type Place, placeName } from './client.ts';
import { listByApi } from './referrers-api.ts';
import { sleep } from './waiting.ts';
import { putReferrer } from './write-manifests.ts';

type Tagged = Pick<Target, 'resolve' | 'readManifest' | 'tag' | 'name'>;

/** A registry with the API, and its repository as the ports show it. */
export interface ReferrerPlace {
  readonly place: Place;
  readonly store: Tagged;
}

/** See `Source.referrers`. The fallback tag is looked at beside the API: some registries answer for all and list none. */
export async function listReferrers(
  { place, store }: ReferrerPlace,
  { subject, hints: { tags, hasApi } }: { readonly subject: Digest; readonly hints: ReferrerHints },
  signal: AbortSignal,
): Promise<ReferrerList> {
  const [own, listed, tagged] = await Promise.all([
    hasApi === false ? null : listByApi(place, subject, signal),
    referrersByFallbackTag(store, { subject, tags }, signal),
    referrersByCosignTag(store, { subject, tags }, signal),
  ]);
  const parts = [...(own === null ? [] : [own]), listed, { referrers: tagged, remarks: [] }];
  return joinReferrers(subject, { hasApi: own !== null, name: placeName(place) }, parts);
}

/** Lists of referrers may follow a write only after a while. */
const LISTING_DELAYS_MS: readonly number[] = [0, 200, 1_000, 3_000];

/** See `Target.attach`. */
export async function attachReferrers(
  { place, store }: ReferrerPlace,
  { subject, referrers }: { readonly subject: Digest; readonly referrers: readonly RawManifest[] },
  signal: AbortSignal,
): Promise<Attached> {
  const listed = await listByApi(place, subject, signal);
  const unlisted = lackingIn(listed?.referrers ?? [], referrers);
  if (unlisted.length === 0) return 'listed';
  const tagged = listed === null ? [] : await underFallbackTag(store, subject, signal);
  const lacking = lackingIn(tagged, unlisted);
  if (lacking.length === 0) return 'merged';
  // Whether the registry takes care of the list, it says in the answer to the manifest, and only there.
  const takes = listed === null ? false : await putAll(place, lacking, signal);
  if (takes) await untilListed(place, { subject, referrers: lacking }, signal);
  else await mergeIntoFallbackIndex(store, { subject, referrers: lacking }, signal);
  return takes ? 'listed' : 'merged';
}

async function underFallbackTag(
  store: Tagged,
  subject: Digest,
  signal: AbortSignal,
): Promise<ReferrerList['referrers']> {
  return (await referrersByFallbackTag(store, { subject, tags: null }, signal)).referrers;
}

function lackingIn(
  listed: ReferrerList['referrers'],
  referrers: readonly RawManifest[],
): readonly RawManifest[] {
  const digests = new Set(listed.map(({ descriptor }) => descriptor.digest));
  return referrers.filter(({ descriptor }) => !digests.has(descriptor.digest));
}

async function putAll(
  place: Place,
  referrers: readonly RawManifest[],
  signal: AbortSignal,
): Promise<boolean> {
  const taken = await Promise.all(referrers.map((referrer) => putReferrer(place, referrer, signal)));
  return taken.every((one) => one);
}

async function untilListed(
  place: Place,
  { subject, referrers }: { readonly subject: Digest; readonly referrers: readonly RawManifest[] },
  signal: AbortSignal,
): Promise<void> {
  let lacking = referrers;
  for (const delayMs of LISTING_DELAYS_MS) {
    await sleep(delayMs, signal);
    lacking = lackingIn((await listByApi(place, subject, signal))?.referrers ?? [], referrers);
    if (lacking.length === 0) return;
  }
  const names = lacking.map(({ descriptor }) => shortDigest(descriptor.digest)).join(', ');
  throw new MirrorError(
    'invalid-response',
    `the registry took ${names}, but does not list it for ${shortDigest(subject)}`,
    { where: placeName(place), fix: 'run again; if it stays so, tell the operator of the registry' },
  );
}
