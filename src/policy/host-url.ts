/** The addresses of containerd's `hosts.toml` and `registry.mirrors`. */

export interface HostUrl {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** Path of the API, without a slash at its end: `/v2`, `/v2/prefix`, ''. */
  readonly apiPath: string;
}

/** Where a host table leads; null for what containerd cannot turn into an address. */
export function parseHostUrl(text: string, overridePath: boolean): HostUrl | null {
  // Whatever begins with "http" is taken as it stands, also a host of that name.
  const url = parseUrl(text.startsWith('http') ? text : `https://${text}`);
  if (url === null) return null;
  const path = cleanPath(url.pathname);
  const apiPath = overridePath || path.endsWith('/v2') ? path : `${path}/v2`;
  return { scheme: url.scheme, host: url.host, apiPath };
}

/** An address of `registry.mirrors`: an empty path means `/v2`, any other is taken as it stands. */
export function parseMirrorUrl(text: string): HostUrl | null {
  const guessed = text.includes('://') ? text : `${isLocal(text) ? 'http' : 'https'}://${text}`;
  const url = parseUrl(guessed);
  if (url === null) return null;
  const path = cleanPath(url.pathname);
  return { scheme: url.scheme, host: url.host, apiPath: path === '' ? '/v2' : path };
}

/** `host/path` of a repository below an address, as people and references write it. */
export function placeBelow({ host, apiPath }: HostUrl, repositoryPath: string): string {
  if (apiPath === '/v2') return `${host}/${repositoryPath}`;
  const prefix = apiPath.startsWith('/v2/') ? apiPath.slice('/v2'.length) : apiPath;
  return `${host}${prefix}/${repositoryPath}`;
}

function parseUrl(
  text: string,
): { readonly scheme: 'http' | 'https'; readonly host: string; readonly pathname: string } | null {
  const match = /^(https?):\/\/([^/?#@\s]+)(\/[^?#\s]*)?$/.exec(text);
  if (match === null || !URL.canParse(text)) return null;
  const [, scheme, host = '', pathname = ''] = match;
  return { scheme: scheme === 'http' ? 'http' : 'https', host, pathname };
}

/** Without empty parts, `.` and `..`, and without a slash at its end; '' for the root. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? '' : `/${parts.join('/')}`;
}

function isLocal(text: string): boolean {
  const [host = ''] = text.split('/');
  return /^(?:localhost|127\.[0-9.]+|\[::1\])(?::[0-9]+)?$/.test(host);
}
