/** What a request of the distribution spec asks for, in the words in which faults are written. */

/** `tag`: a manifest by its tag; `manifest`: by its digest; `upload`: an upload session; `token`: the rig's token server. */
export type Thing =
  | 'ping'
  | 'manifest'
  | 'tag'
  | 'blob'
  | 'uploads'
  | 'upload'
  | 'tags'
  | 'referrers'
  | 'token'
  | 'other';

/** `GET blob`, `PUT tag`, `POST uploads`; `*` stands for every method, or every thing. */
export type Route = `${'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | '*'} ${Thing | '*'}`;

export interface Asked {
  readonly method: string;
  readonly thing: Thing;
  /** '' where there is none. */
  readonly repository: string;
  /** Tag, digest or id of a session; '' where there is none. */
  readonly what: string;
}

const PATTERNS: readonly (readonly [Thing, RegExp])[] = [
  ['ping', /^\/v2\/$/],
  ['token', /^\/token$/],
  ['tags', /^\/v2\/(.+)\/tags\/list$/],
  ['referrers', /^\/v2\/(.+)\/referrers\/(.+)$/],
  ['uploads', /^\/v2\/(.+)\/blobs\/uploads\/$/],
  ['upload', /^\/v2\/(.+)\/blobs\/uploads\/(.+)$/],
  ['blob', /^\/v2\/(.+)\/blobs\/(.+)$/],
  ['manifest', /^\/v2\/(.+)\/manifests\/(.+:.+)$/],
  ['tag', /^\/v2\/(.+)\/manifests\/(.+)$/],
];

export function askedOf(method: string, url: string): Asked {
  const path = decodeURIComponent(url.split('?')[0] ?? '');
  for (const [thing, pattern] of PATTERNS) {
    const match = pattern.exec(path);
    if (match !== null) return { method, thing, repository: match[1] ?? '', what: match[2] ?? '' };
  }
  return { method, thing: 'other', repository: '', what: path };
}

export function isOn(route: Route, { method, thing }: Asked): boolean {
  const [wantedMethod, wantedThing] = route.split(' ');
  return (wantedMethod === '*' || wantedMethod === method) && (wantedThing === '*' || wantedThing === thing);
}
