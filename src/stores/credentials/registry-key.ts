/** The many spellings of a registry in credential files, brought to one that compares exactly. */

/** The key under which Docker stores Docker Hub's credentials, and what helpers are asked with. */
export const HUB_SERVER_URL = 'https://index.docker.io/v1/';

const HUB_HOST = 'index.docker.io';
const HUB_NAMES: ReadonlySet<string> = new Set(['docker.io', HUB_HOST, 'registry-1.docker.io']);

/** Where an entry of a credential file holds: a registry, or a path below it. */
export interface EntryScope {
  /** As `registryHost` gives it. */
  readonly host: string;
  /** '' for the whole registry, else `team/app`. */
  readonly path: string;
}

/**
 * `host[:port]` in the form that is compared: lower case, Docker Hub's names folded to `index.docker.io`. Ports
 * are never added or dropped.
 */
export function registryHost(host: string): string {
  const lower = host.toLowerCase();
  return HUB_NAMES.has(lower) ? HUB_HOST : lower;
}

/** What a credential helper is asked with on standard input: `host[:port]`, or Docker Hub's URL. */
export function helperServerUrl(host: string): string {
  const key = registryHost(host);
  return key === HUB_HOST ? HUB_SERVER_URL : key;
}

/**
 * Reads a key of `auths` or `credHelpers`. A URL counts for its host whatever its path (`https://host/v1/`, as
 * docker login wrote for years); without a scheme, a path narrows the entry to the repositories below it
 * (containers-auth.json(5)), except in the legacy format, and except Docker Hub's own `/v1/` and `/v2/`.
 */
export function parseEntryKey(key: string, format: 'current' | 'legacy'): EntryScope {
  const url = /^https?:\/\/([^/]*)/i.exec(key);
  if (url !== null) return { host: registryHost(url[1] ?? ''), path: '' };
  const [name = '', ...segments] = key.split('/');
  const host = registryHost(name);
  const path = segments.join('/').replace(/\/+$/, '');
  const isApiPath = host === HUB_HOST && (path === 'v1' || path === 'v2');
  return { host, path: format === 'legacy' || isApiPath ? '' : path };
}
