/** Routes out of the mirror manifest: each source repository to its places on the mirrors that serve. */

import type { Image, Mirror, MirrorFile } from '../files/mirrorfile.ts';
import { placeOf } from '../files/place.ts';
import { shown } from '../files/shown.ts';
import { formatSource } from '../files/source.ts';
import { type Finding, finding } from '../finding.ts';
import { isLoopbackHost } from '../oci/reference.ts';
import { compareNames } from './mirror-order.ts';
import { inexpressible, type Route, type RoutePlace, type Routes, type Transport } from './routes.ts';

export interface ManifestRouteOptions {
  /** Names of mirrors in the order wanted; not given: all, in the manifest's order. */
  readonly mirrors?: readonly string[] | undefined;
  readonly neverContactSource: boolean;
}

/** Mirrors in state `filling` or `retired` and layouts are left out; tags only where `allowMirrorByTags` says so. */
export function routesOfManifest(file: MirrorFile, options: ManifestRouteOptions): Routes {
  const mirrors = servingMirrors(file, options.mirrors);
  const groups = groupBySource(file.images);
  const routes = [...groups].map(([scope, images]) => routeOf(scope, images, { file, mirrors, options }));
  return {
    routes: routes.filter(({ places }) => places.length > 0).sort((a, b) => compareNames(a.scope, b.scope)),
    findings: [
      ...file.images.flatMap(layoutSource),
      ...routes.flatMap(({ scope, places, at }) => (places.length > 0 ? [] : [uncovered(scope, at)])),
      ...[...groups].flatMap(([scope, images]) => mixedTags(scope, images)),
      ...mirrors.flatMap((mirror) => ownAuthority(mirror, file)),
    ],
  };
}

/** How this manifest speaks to `host`. */
export function transportOf(host: string, { registries }: Pick<MirrorFile, 'registries'>): Transport {
  const tls = registries.get(host)?.tls ?? { kind: 'default' };
  if (tls.kind === 'plain-http') return 'http';
  if (tls.kind === 'https') return tls.skipVerify ? 'skip-verify' : 'https';
  return isLoopbackHost(host) ? 'http' : 'https';
}

type RegistryMirror = Mirror & { readonly place: Extract<Mirror['place'], { readonly kind: 'registry' }> };

function servingMirrors(file: MirrorFile, names: readonly string[] | undefined): readonly RegistryMirror[] {
  const ordered =
    names === undefined
      ? file.mirrors
      : [...new Set(names)].flatMap((name) => file.mirrors.find((mirror) => mirror.name === name) ?? []);
  return ordered.filter(
    (mirror): mirror is RegistryMirror => mirror.state === 'serving' && mirror.place.kind === 'registry',
  );
}

function groupBySource(images: readonly Image[]): ReadonlyMap<string, readonly Image[]> {
  const groups = new Map<string, Image[]>();
  for (const image of images) {
    if (image.source.kind !== 'registry') continue;
    const scope = formatSource(image.source);
    const known = groups.get(scope);
    if (known === undefined) groups.set(scope, [image]);
    else known.push(image);
  }
  return groups;
}

interface RouteFacts {
  readonly file: MirrorFile;
  readonly mirrors: readonly RegistryMirror[];
  readonly options: ManifestRouteOptions;
}

function routeOf(scope: string, images: readonly Image[], { file, mirrors, options }: RouteFacts): Route {
  const places = new Map<string, RoutePlace>();
  for (const [rank, mirror] of mirrors.entries()) {
    for (const image of images.filter((one) => one.mirrors.includes(mirror.name))) {
      const place = placeOf({ image, mirror, file });
      if (!place.ok) continue; // the manifest's reader has told it
      const location = `${mirror.place.host}/${place.value}`;
      // A mirror that is the source itself is no mirror.
      if (location === scope) continue;
      places.set(location, {
        location,
        pulls:
          image.allowMirrorByTags || places.get(location)?.pulls.includes('tag')
            ? ['digest', 'tag']
            : ['digest'],
        transport: transportOf(mirror.place.host, file),
        rank,
        at: places.get(location)?.at ?? image.at,
      });
    }
  }
  const [first] = images;
  const host = scope.slice(0, scope.indexOf('/'));
  return {
    scope,
    places: [...places.values()],
    contactSource: !options.neverContactSource,
    sourceTransport: transportOf(host, file),
    at: first?.at ?? { file: file.path, line: 1, column: 1 },
  };
}

function layoutSource({ source, at }: Image): readonly Finding[] {
  if (source.kind === 'registry') return [];
  return [
    inexpressible(at, `${formatSource(source)} has no name by which a node would ask for it`, {
      help: 'nodes pull it from its mirror by the mirror’s own name; no policy is needed',
      severity: 'note',
    }),
  ];
}

function uncovered(scope: string, at: Finding['at']): Finding {
  return finding('policy-uncovered', {
    ...(at === undefined ? {} : { at }),
    source: scope,
    message: `${shown(scope)} is on no mirror that serves, and is left out`,
    help: 'policies name registries in state serving; name one for this image, or wait until its mirror is filled',
  });
}

/** Policies know repositories, not single tags. */
function mixedTags(scope: string, images: readonly Image[]): readonly Finding[] {
  const without = images.find(({ allowMirrorByTags }) => !allowMirrorByTags);
  if (without === undefined || !images.some(({ allowMirrorByTags }) => allowMirrorByTags)) return [];
  return [
    inexpressible(
      without.at,
      `tags of ${shown(scope)} are allowed by another entry, and so for this one too`,
      {
        help: 'a policy covers whole repositories; allow tags for all entries of a source, or for none',
        severity: 'warning',
      },
    ),
  ];
}

function ownAuthority(mirror: RegistryMirror, { registries }: MirrorFile): readonly Finding[] {
  const settings = registries.get(mirror.place.host);
  if (settings?.tls.kind !== 'https') return [];
  const { ca, cert } = settings.tls;
  if (ca === null && cert === null) return [];
  const what = ca === null ? 'a client certificate' : 'an authority of its own';
  return [
    inexpressible(
      settings.at,
      `${mirror.place.host} is spoken to with ${what}, which no policy file carries`,
      {
        help: 'install it on the nodes, for example in /etc/containers/certs.d or beside hosts.toml',
        severity: 'note',
      },
    ),
  ];
}
