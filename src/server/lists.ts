/** Lists: tags, repositories, referrers. */
import type { Digest } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/media-type.ts';
import { type Exchange, sendJson } from './exchange.ts';
import { RequestFault } from './request-fault.ts';

/** GET /v2/NAME/tags/list, in lexical order, in pages of `n` after `last`. */
export async function serveTags(exchange: Exchange, repository: string): Promise<void> {
  const tags = await exchange.scope.backend.tags(repository, exchange.signal);
  if (tags === null)
    throw new RequestFault(404, 'NAME_UNKNOWN', 'there is no such repository', {
      detail: { name: repository },
    });
  const page = pageOf(tags, exchange.query);
  sendJson(
    exchange,
    200,
    { name: repository, tags: page.items },
    linkHeader(`/v2/${repository}/tags/list`, page),
  );
}

/** GET /v2/_catalog */
export async function serveCatalog(exchange: Exchange): Promise<void> {
  const page = pageOf(await exchange.scope.backend.repositories(exchange.signal), exchange.query);
  sendJson(exchange, 200, { repositories: page.items }, linkHeader('/v2/_catalog', page));
}

/** GET /v2/NAME/referrers/DIGEST; an unknown digest has none. */
export async function serveReferrers(exchange: Exchange, repository: string, digest: Digest): Promise<void> {
  const all = await exchange.scope.backend.referrers(repository, digest, exchange.signal);
  const artifactType = exchange.query.get('artifactType');
  const manifests =
    artifactType === null ? all : all.filter((referrer) => referrer.artifactType === artifactType);
  sendJson(
    exchange,
    200,
    { schemaVersion: 2, mediaType: OCI_INDEX, manifests },
    { 'Content-Type': OCI_INDEX, ...(artifactType !== null && { 'OCI-Filters-Applied': 'artifactType' }) },
  );
}

interface Page {
  readonly items: readonly string[];
  /** Query of the next page; null: this is the last one. */
  readonly next: string | null;
}

function pageOf(all: readonly string[], query: URLSearchParams): Page {
  const last = query.get('last');
  const rest = [...all].sort().filter((item) => last === null || item > last);
  const n = pageSize(query.get('n'));
  if (n === null || n >= rest.length) return { items: rest, next: null };
  const items = rest.slice(0, n);
  const lastShown = items.at(-1);
  return {
    items,
    next: lastShown === undefined ? null : new URLSearchParams({ n: String(n), last: lastShown }).toString(),
  };
}

function pageSize(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RequestFault(400, 'PAGINATION_NUMBER_INVALID', 'n is not a whole number from 0 on');
}

function linkHeader(path: string, page: Page): Readonly<Record<string, string>> {
  return page.next === null ? {} : { Link: `<${path}?${page.next}>; rel="next"` };
}
