/** Whom a registry may name as its token server, and whether that server gets to see credentials. */
import { getDomain } from 'tldts';
import { MirrorError } from '../../errors.ts';
import { oneLine, publicUrl } from './outside-text.ts';

export interface Realm {
  readonly url: URL;
  /** True for the registry's own host and its own registrable domain; everybody else is asked anonymously. */
  readonly trusted: boolean;
}

/** Reads the `realm` of a challenge from `registry`. Throws `unsafe` for what must not even be asked anonymously. */
export function parseRealm(text: string, registry: URL): Realm {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw refused(registry, `names a token server that is not an address: "${oneLine(text)}"`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(registry, `names a token server with credentials in its address: ${publicUrl(url)}`);
  }
  if (url.protocol === 'http:' && registry.protocol === 'https:') {
    throw refused(registry, `names a token server without TLS: ${publicUrl(url)}`);
  }
  return { url, trusted: sameSite(url, registry) };
}

/** One host, or hosts below one registrable domain: those that share credentials. */
export function sameSite(one: URL, other: URL): boolean {
  if (one.hostname === other.hostname) return true;
  const site = getDomain(other.hostname, { allowPrivateDomains: true });
  return site !== null && site === getDomain(one.hostname, { allowPrivateDomains: true });
}

function refused(registry: URL, why: string): MirrorError {
  return new MirrorError('unsafe', `${registry.host} ${why}`, {
    where: registry.host,
    fix: 'correct the token server (realm) in the settings of the registry',
  });
}
