/** Routes of one registry host as one list of mirrors for all of its repositories, or why there is no such list. */
import { shown } from '../files/shown.ts';
import type { Finding } from '../finding.ts';
import type { PullBy } from './model.ts';
import { inexpressible, type Route, type RoutePlace, type Transport } from './routes.ts';

/** A mirror of a whole host: `host/prefix` takes the place of the source's host. */
export interface HostBase {
  readonly host: string;
  /** '' or `a/b`. */
  readonly prefix: string;
  /** `tag` only where every route of the host takes tags from it. */
  readonly pulls: readonly PullBy[];
  readonly transport: Transport;
}

export interface HostRoutes {
  /** In the order tried; null where no single order serves all routes. */
  readonly bases: readonly HostBase[] | null;
  readonly findings: readonly Finding[];
}

interface Placed {
  readonly route: Route;
  readonly place: RoutePlace;
  readonly base: string;
}

/** What cannot be said for the whole host is told and left out. */
export function mergeHostRoutes(host: string, routes: readonly [Route, ...Route[]]): HostRoutes {
  const findings: Finding[] = [];
  const placed = routes.flatMap((route) => route.places.flatMap((place) => placeIn(route, place, findings)));
  const order = orderOf(placed);
  const fault = whyNoOrder(host, { routes, placed, order });
  if (fault !== null) return { bases: null, findings: [...findings, fault] };
  const bases = order.map((base) => {
    const users = placed.filter((one) => one.base === base);
    findings.push(...widened(host, base, { users, routes }), ...plainToo(base, users));
    return hostBase(base, users, routes);
  });
  return { bases, findings };
}

/** The place with what every repository of the host has in common, if its path ends as the scope's does. */
function placeIn(route: Route, place: RoutePlace, findings: Finding[]): readonly Placed[] {
  const slash = route.scope.indexOf('/');
  const path = slash < 0 ? '' : route.scope.slice(slash);
  if (place.location.endsWith(path) && place.location.length > path.length) {
    return [{ route, place, base: place.location.slice(0, place.location.length - path.length) }];
  }
  findings.push(
    inexpressible(place.at, `hosts.toml cannot send ${shown(route.scope)} to ${shown(place.location)}`, {
      help:
        'it maps whole registries, so that the path on the mirror must end with the path of the source; ' +
        'the mirror is left out for this image (repository: "{path}" can be said)',
    }),
  );
  return [];
}

function orderOf(placed: readonly Placed[]): readonly string[] {
  const ranks = new Map<string, number>();
  for (const { base, place } of placed) {
    ranks.set(base, Math.min(ranks.get(base) ?? place.rank, place.rank));
  }
  return [...ranks].sort(([, a], [, b]) => a - b).map(([base]) => base);
}

interface OrderFacts {
  readonly routes: readonly [Route, ...Route[]];
  readonly placed: readonly Placed[];
  readonly order: readonly string[];
}

function whyNoOrder(host: string, { routes, placed, order }: OrderFacts): Finding | null {
  const [first] = routes;
  const other = routes.find(({ contactSource }) => contactSource !== first.contactSource);
  if (other !== undefined) {
    return inexpressible(
      other.at,
      `some repositories of ${shown(host)} may be asked of their source, others never`,
      {
        help: 'hosts.toml says one thing for a whole registry; no file is written for it',
      },
    );
  }
  const against = routes.find((route) =>
    (['digest', 'tag'] as const).some((pullBy) => {
      const own = placed.filter((one) => one.route === route && one.place.pulls.includes(pullBy));
      const positions = own.map(({ base }) => order.indexOf(base));
      return positions.some((position, index) => position < (positions[index - 1] ?? 0));
    }),
  );
  if (against === undefined) return null;
  return inexpressible(
    against.at,
    `${shown(against.scope)} wants its mirrors in another order than others of ${shown(host)}`,
    {
      help: 'hosts.toml has one order for a whole registry; no file is written for it',
    },
  );
}

interface Use {
  readonly users: readonly Placed[];
  readonly routes: readonly Route[];
}

/** What one file for the whole host makes of routes that do not all use this mirror, or not all for tags. */
function widened(host: string, base: string, { users, routes }: Use): readonly Finding[] {
  const tagUser = users.find(({ place }) => place.pulls.includes('tag'));
  const left = routes.find((route) => !takesTags(route, users));
  if (tagUser !== undefined && left !== undefined) {
    return [
      inexpressible(
        tagUser.place.at,
        `hosts.toml cannot let ${base} answer for tags of ${shown(tagUser.route.scope)} and not for those of ${shown(left.scope)}`,
        {
          help: `it is written for digests only; allow tags for all images of ${host} on this mirror, or for none`,
        },
      ),
    ];
  }
  const tagOnly = users.every(({ place }) => !place.pulls.includes('digest')) ? users[0] : undefined;
  if (tagOnly !== undefined) {
    return [
      inexpressible(tagOnly.place.at, `${base} is meant for tags alone and will be asked for digests too`, {
        help: 'hosts.toml cannot keep digests from a mirror; what it serves by digest proves itself',
        severity: 'note',
      }),
    ];
  }
  const without = routes.find((route) => !users.some((one) => one.route === route));
  if (without === undefined) return [];
  return [
    inexpressible(without.at, `${base} will be asked for ${shown(without.scope)} too, which is not there`, {
      help: 'hosts.toml covers whole registries; the next place is tried then',
      severity: 'note',
    }),
  ];
}

/** `insecure` of a registries.conf tries HTTPS without looking at the certificate, and then HTTP. */
function plainToo(base: string, users: readonly Placed[]): readonly Finding[] {
  const insecure = users.find(({ place }) => place.transport === 'insecure');
  if (insecure === undefined) return [];
  return [
    inexpressible(insecure.place.at, `${base} is insecure, and is written for HTTPS with any certificate`, {
      help: 'if it speaks plain HTTP, write http:// in the hosts.toml',
      severity: 'warning',
    }),
  ];
}

function takesTags(route: Route, users: readonly Placed[]): boolean {
  return users.some((one) => one.route === route && one.place.pulls.includes('tag'));
}

function hostBase(base: string, users: readonly Placed[], routes: readonly Route[]): HostBase {
  const slash = base.indexOf('/');
  const byTag = routes.every((route) => takesTags(route, users));
  return {
    host: slash < 0 ? base : base.slice(0, slash),
    prefix: slash < 0 ? '' : base.slice(slash + 1),
    pulls: byTag ? ['digest', 'tag'] : ['digest'],
    transport: users[0]?.place.transport ?? 'https',
  };
}
