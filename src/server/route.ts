/** Paths of the distribution spec, parsed once; nothing that is not of its grammar gets any further. */
import { type Digest, isDigest } from '../oci/digest.ts';
import { isTag, type Tag, whyPathIsInvalid } from '../oci/reference.ts';
import { RequestFault } from './request-fault.ts';

export type Route =
  | { readonly kind: 'version' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: Tag | Digest }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: Digest }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly id: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: Digest };

/** Names may contain words of the API, so a path is read from its end. */
const PATTERNS: readonly (readonly [RegExp, (repository: string, last: string) => Route])[] = [
  [/^\/v2\/(.+)\/tags\/(list)$/, (repository) => ({ kind: 'tags', repository })],
  [/^\/v2\/(.+)\/blobs\/(uploads)\/?$/, (repository) => ({ kind: 'uploads', repository })],
  [/^\/v2\/(.+)\/blobs\/uploads\/([0-9a-f-]{36})$/, (repository, id) => ({ kind: 'upload', repository, id })],
  [
    /^\/v2\/(.+)\/manifests\/([^/]+)$/,
    (repository, last) => ({ kind: 'manifest', repository, reference: referenceIn(last) }),
  ],
  [
    /^\/v2\/(.+)\/blobs\/([^/]+)$/,
    (repository, last) => ({ kind: 'blob', repository, digest: digestIn(last) }),
  ],
  [
    /^\/v2\/(.+)\/referrers\/([^/]+)$/,
    (repository, last) => ({ kind: 'referrers', repository, digest: digestIn(last) }),
  ],
];

/** The route of a request target. Throws RequestFault: 404 for other paths, 400 NAME_INVALID, TAG_INVALID,
 *  DIGEST_INVALID. */
export function parseRoute(path: string): Route {
  const decoded = decodePath(path);
  if (decoded === '/v2' || decoded === '/v2/') return { kind: 'version' };
  if (decoded === '/v2/_catalog') return { kind: 'catalog' };
  for (const [pattern, routeOf] of PATTERNS) {
    const [, repository = '', last = ''] = pattern.exec(decoded) ?? [];
    if (repository === '') continue;
    requireRepository(repository);
    return routeOf(repository, last);
  }
  throw new RequestFault(404, 'NAME_UNKNOWN', 'this is not a path of the registry API');
}

/** Throws RequestFault 400 NAME_INVALID. */
export function requireRepository(name: string): void {
  const why = whyPathIsInvalid(name);
  if (why !== null) throw new RequestFault(400, 'NAME_INVALID', why);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RequestFault(400, 'NAME_INVALID', 'the path is not valid percent-encoding');
  }
}

/** Throws RequestFault 400 DIGEST_INVALID. */
export function digestIn(text: string): Digest {
  if (isDigest(text)) return text;
  throw new RequestFault(400, 'DIGEST_INVALID', 'this is not a digest');
}

function referenceIn(text: string): Tag | Digest {
  if (text.includes(':')) return digestIn(text);
  if (isTag(text)) return text;
  throw new RequestFault(400, 'TAG_INVALID', 'this is neither a tag nor a digest');
}
