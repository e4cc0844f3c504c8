/** The referrers API (distribution spec, "Listing Referrers"), page by page, and whether a registry has it. */
import { MirrorError } from '../../errors.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { bareMediaType, OCI_INDEX } from '../../oci/media-type.ts';
import { LISTED_REFERRERS_LIMIT, type Referrer, type ReferrerList } from '../../oci/referrer.ts';
import { readReferrerIndex } from '../../oci/referrer-entry.ts';
import { MANIFEST_LIMIT_BYTES } from '../../oci/store.ts';
import { tooMany } from '../referrers-by-tag.ts';
import { addressOf, errandAt, type Place, placeName } from './client.ts';
import { nextPage } from './pages.ts';
import { pullScope } from './scope.ts';
import type { Answer } from './wire.ts';

const TASK = 'list referrers';
const MOST_PAGES = 100;
/** How registries and proxies that do not know the API answer; 400 is theirs too, since the digest is a good one. */
const NO_API: readonly number[] = [400, 404, 405, 406, 501];

/** What the API lists for `subject`; null where the registry does not have it. Pages are followed within the registry's
 *  own origin only; any failure fails the whole list. */
export function listByApi(
  place: Place,
  subject: Digest,
  signal: AbortSignal,
): Promise<Pick<ReferrerList, 'referrers' | 'remarks'> | null> {
  return place.client.referrerApis.ask(place.repository, () => readPages(place, subject, signal));
}

async function readPages(
  place: Place,
  subject: Digest,
  signal: AbortSignal,
): Promise<Pick<ReferrerList, 'referrers' | 'remarks'> | null> {
  const referrers: Referrer[] = [];
  const seen = new Set<string>();
  let unusable = 0;
  let next: URL | null = addressOf(place, `referrers/${subject}`);
  while (next !== null) {
    if (seen.has(next.href) || seen.size >= MOST_PAGES) throw endless(place, subject);
    seen.add(next.href);
    const page: Page | null = await readPage(place, { url: next, subject, isFirst: seen.size === 1 }, signal);
    if (page === null) return null;
    referrers.push(...page.referrers);
    if (referrers.length > LISTED_REFERRERS_LIMIT) throw tooMany(subject, placeName(place));
    unusable += page.unusable;
    next = page.next;
  }
  const where = `${placeName(place)}@${shortDigest(subject)}`;
  const remarks = unusable === 0 ? [] : [`${where}: ${unusable} listed referrers are no descriptors`];
  return { referrers, remarks };
}

interface Page {
  readonly referrers: readonly Referrer[];
  readonly unusable: number;
  readonly next: URL | null;
}

interface Asked {
  readonly url: URL;
  readonly subject: Digest;
  readonly isFirst: boolean;
}

/** Null: the registry does not have the API. */
function readPage(place: Place, { url, subject, isFirst }: Asked, signal: AbortSignal): Promise<Page | null> {
  return place.client.perform(
    {
      method: 'GET',
      url,
      need: { repository: place.repository, scopes: pullScope(place.repository) },
      load: 'small',
      // as answers to this very question: a 404 of a token server says nothing about the API
      expect: isFirst ? [200, ...NO_API] : [200],
      errand: errandAt(place, TASK, `@${shortDigest(subject)}`),
      headers: { accept: OCI_INDEX },
    },
    (answer) => pageIn(answer, { place, subject, isFirst }),
    signal,
  );
}

/** A page for people instead of an index is how some proxies answer for what they do not know. */
async function pageIn(
  answer: Answer,
  { place, subject, isFirst }: Omit<Asked, 'url'> & { readonly place: Place },
): Promise<Page | null> {
  const type = bareMediaType(answer.header('content-type') ?? '');
  if (answer.status !== 200 || (isFirst && type === 'text/html')) {
    await answer.discard();
    return null;
  }
  if (answer.header('oci-filters-applied') !== undefined)
    throw unusableAnswer(place, subject, 'the registry applied a filter that nobody asked for');
  const read = readReferrerIndex(await answer.bytes(MANIFEST_LIMIT_BYTES));
  if (!read.ok) throw unusableAnswer(place, subject, `the answer is no index: ${read.why}`);
  return {
    referrers: read.entries.map((descriptor) => ({ descriptor, foundBy: 'api', tag: null })),
    unusable: read.unusable,
    next: nextPage(answer, { place, task: TASK }),
  };
}

function endless(place: Place, subject: Digest): MirrorError {
  return unusableAnswer(place, subject, 'the pages come to no end');
}

function unusableAnswer(place: Place, subject: Digest, why: string): MirrorError {
  return new MirrorError('invalid-response', `cannot ${TASK}: ${why}`, {
    where: errandAt(place, TASK, `@${shortDigest(subject)}`).where,
  });
}
