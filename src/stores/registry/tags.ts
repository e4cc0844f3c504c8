/** Listing tags, page by page (distribution spec, "Listing Tags"). */
import { isMirrorError, MirrorError } from '../../errors.ts';
import { isTag, type Tag } from '../../oci/reference.ts';
import { addressOf, errandAt, type Place } from './client.ts';
import { nextPage } from './pages.ts';
import { pullScope } from './scope.ts';

/** What registries at most allow; some refuse more. */
const TAGS_PER_PAGE = 1000;
const MOST_PAGES = 10_000;
const PAGE_LIMIT_BYTES = 4 * 1024 * 1024;
/** Pages may be fuller than asked for. */
const MOST_TAGS = 1_000_000;

/** See `Source.tags`. Pages are followed within the registry's own origin only; any failure fails the whole list. */
export async function listTags(
  place: Place,
  signal: AbortSignal,
  mostPages = MOST_PAGES,
): Promise<readonly Tag[]> {
  const tags = new Set<Tag>();
  const seen = new Set<string>();
  let next: URL | null = addressOf(place, `tags/list?n=${TAGS_PER_PAGE}`);
  while (next !== null) {
    if (seen.has(next.href)) throw unusable(place, 'the pages lead in a circle');
    if (seen.size >= mostPages) throw tooManyPages(place, mostPages);
    seen.add(next.href);
    const page = await readPage(place, next, signal);
    if (page === null) break;
    for (const tag of page.tags) tags.add(tag);
    if (tags.size > MOST_TAGS) throw unusable(place, `there are more than ${MOST_TAGS} tags`);
    next = page.next;
  }
  return [...tags];
}

interface Page {
  readonly tags: readonly Tag[];
  readonly next: URL | null;
}

/** Null: the registry has no such repository. */
async function readPage(place: Place, url: URL, signal: AbortSignal): Promise<Page | null> {
  const need = { repository: place.repository, scopes: pullScope(place.repository) };
  const errand = errandAt(place, 'list tags');
  try {
    return await place.client.perform(
      {
        method: 'GET',
        url,
        need,
        load: 'small',
        expect: [200],
        errand,
        headers: { accept: 'application/json' },
      },
      async (answer) => {
        const body = Buffer.from(await answer.bytes(PAGE_LIMIT_BYTES)).toString('utf8');
        return { tags: tagsIn(body, place), next: nextPage(answer, { place, task: 'list tags' }) };
      },
      signal,
    );
  } catch (error) {
    const isFirst = url.searchParams.get('last') === null;
    if (isFirst && isMirrorError(error, 'not-found')) return null;
    throw error;
  }
}

/** Some registries answer `null` for none, and list digests or other things that are no tags. */
function tagsIn(body: string, place: Place): readonly Tag[] {
  const listed = parseList(body);
  if (listed === undefined) throw unusable(place, 'the answer is not a list of tags');
  return (listed ?? []).filter((tag): tag is Tag => typeof tag === 'string' && isTag(tag));
}

function parseList(body: string): readonly unknown[] | null | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const tags: unknown = 'tags' in value ? value.tags : null;
    return tags === null || Array.isArray(tags) ? tags : undefined;
  } catch {
    return undefined;
  }
}

function tooManyPages(place: Place, mostPages: number): MirrorError {
  if (mostPages === MOST_PAGES) return unusable(place, `there are more than ${MOST_PAGES} pages`);
  return new MirrorError('too-large', `cannot list tags: they fill more than ${mostPages} pages`, {
    where: errandAt(place, '').where,
  });
}

function unusable(place: Place, why: string): MirrorError {
  return new MirrorError('invalid-response', `cannot list tags: ${why}`, {
    where: errandAt(place, '').where,
  });
}
