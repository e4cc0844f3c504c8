/** Where a registry may send us: redirects of reads, and addresses in `Location` and `Link`. Never followed by the HTTP library. */
import { MirrorError } from '../../errors.ts';
import { oneLine, publicUrl } from './outside-text.ts';

export const MOST_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/** The next address after `seen`. Throws `unsafe` for a loop, too many hops, or a downgrade; `invalid-response` for none. */
export function nextHop(seen: readonly URL[], location: string | undefined): URL {
  const from = seen.at(-1);
  if (from === undefined) throw new MirrorError('internal', 'a redirect needs an address that it came from');
  const to = resolveLocation(from, location);
  if (seen.length > MOST_REDIRECTS) {
    throw unsafe(from, `redirects more than ${MOST_REDIRECTS} times`);
  }
  if (seen.some((each) => each.href === to.href)) throw unsafe(from, 'redirects in a circle');
  return to;
}

/** `location` as an address, relative to `from`. Same exceptions. */
export function resolveLocation(from: URL, location: string | undefined): URL {
  if (location === undefined || location === '' || !URL.canParse(location, from.href)) {
    const said = location === undefined ? 'no address' : `"${oneLine(location.split('?')[0] ?? '')}"`;
    throw new MirrorError('invalid-response', `${from.host} refers to ${said} instead of an address`);
  }
  const to = new URL(location, from);
  to.hash = '';
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw unsafe(from, `refers to ${publicUrl(to)}`);
  if (to.username !== '' || to.password !== '')
    throw unsafe(from, `refers to an address with credentials: ${publicUrl(to)}`);
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw unsafe(from, `refers from https to plain http: ${publicUrl(to)}`);
  }
  return to;
}

/**
 * Like `resolveLocation`, for `Location` of uploads and `Link`: registries behind a proxy that ends TLS often name
 * themselves with `http:`; that is read as the registry's own origin, so nothing travels in plain text.
 */
export function resolveOwnLocation(from: URL, location: string | undefined): URL {
  if (location !== undefined && URL.canParse(location, from.href)) {
    const to = new URL(location, from);
    if (to.protocol === 'http:' && from.protocol === 'https:' && to.hostname === from.hostname) {
      return resolveLocation(from, `${from.origin}${to.pathname}${to.search}`);
    }
  }
  return resolveLocation(from, location);
}

function unsafe(from: URL, what: string): MirrorError {
  return new MirrorError('unsafe', `refused to follow ${from.host}: it ${what}`, {
    fix: 'check the registry and the proxies before it',
  });
}
