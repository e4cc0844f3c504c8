/** Routes out of policy documents, for conversion between formats. */
import { shown } from '../files/shown.ts';
import type { Finding } from '../finding.ts';
import { apiHost, isLoopbackHost } from '../oci/reference.ts';
import { placeBelow } from './host-url.ts';
import { compareNames } from './mirror-order.ts';
import type { HostEndpoint, HostsFile, PullBy, RegistryMirror, RegistryTable } from './model.ts';
import { inexpressible, type Route, type RoutePlace, type Routes, type Transport } from './routes.ts';

/** Tables with mirrors, and blocked ones. A table that only says `insecure` sends nothing anywhere. */
export function routesOfTables(tables: readonly RegistryTable[]): Routes {
  const findings: Finding[] = [];
  const routes = tables.flatMap((table) => {
    const isRoute = table.mirrors.length > 0 || table.blocked || isRemapped(table);
    if (isRoute) return [routeOfTable(table)];
    if (table.insecure) findings.push(onlyInsecure(table));
    return [];
  });
  return { routes, findings };
}

/** Files that take effect; `_default` and addresses outside `/v2` have no counterpart in other formats. */
export function routesOfHosts(files: readonly HostsFile[]): Routes {
  const findings: Finding[] = [];
  const used = files.filter(({ fate }) => fate === 'used');
  const routes = used.flatMap((file) => routeOfHosts(file, findings));
  return { routes: routes.sort((a, b) => compareNames(a.scope, b.scope)), findings };
}

function isRemapped({ prefix, location }: RegistryTable): boolean {
  return location !== '' && location !== prefix;
}

/** A source that answers elsewhere is, for other formats, a last mirror and a source that is never contacted. */
function routeOfTable(table: RegistryTable): Route {
  const mirrors = table.mirrors.map((mirror, rank) => placeOfMirror(mirror, table, rank));
  const elsewhere: RoutePlace = {
    location: table.location,
    pulls: ['digest', 'tag'],
    transport: insecureAs(table.insecure, table.location),
    rank: mirrors.length,
    at: table.at,
  };
  const remapped = isRemapped(table);
  return {
    scope: table.prefix,
    places: remapped ? [...mirrors, elsewhere] : mirrors,
    contactSource: !table.blocked && !remapped,
    sourceTransport: insecureAs(table.insecure, table.prefix),
    at: table.at,
  };
}

function placeOfMirror(mirror: RegistryMirror, table: RegistryTable, rank: number): RoutePlace {
  const { location, insecure, at } = mirror;
  return { location, pulls: pullsOf(mirror, table), transport: insecureAs(insecure, location), rank, at };
}

function pullsOf({ pullFrom }: RegistryMirror, { mirrorByDigestOnly }: RegistryTable): readonly PullBy[] {
  if (mirrorByDigestOnly || pullFrom === 'digest-only') return ['digest'];
  return pullFrom === 'tag-only' ? ['tag'] : ['digest', 'tag'];
}

function insecureAs(insecure: boolean, location: string): Transport {
  if (!insecure) return 'https';
  return isLoopbackHost(location.split('/')[0] ?? '') ? 'http' : 'insecure';
}

function onlyInsecure({ prefix, at }: RegistryTable): Finding {
  return inexpressible(at, `that ${shown(prefix)} is insecure is not carried over`, {
    help: 'say it in the other format by hand: registrySources.insecureRegistries, or a hosts.toml of its own',
    severity: 'warning',
  });
}

function routeOfHosts(file: HostsFile, findings: Finding[]): readonly Route[] {
  const { namespace, server, hosts, at } = file;
  if (namespace === null || namespace === '_default') {
    findings.push(
      inexpressible(at, 'the mirrors of _default hold for every registry, which no other format can say', {
        help: 'they are left out; write routes for the registries that are meant',
      }),
    );
    return [];
  }
  const isSource = server === null || (server.host === apiHost(namespace) && server.apiPath === '/v2');
  const endpoints = isSource || server === null ? hosts : [...hosts, server];
  return [
    {
      scope: namespace,
      places: endpoints.flatMap((endpoint, rank) => placeOfHost(endpoint, rank, findings)),
      contactSource: isSource,
      sourceTransport:
        server === null ? insecureAs(isLoopbackHost(namespace), namespace) : transportOf(server),
      at,
    },
  ];
}

function placeOfHost(endpoint: HostEndpoint, rank: number, findings: Finding[]): readonly RoutePlace[] {
  const { apiPath, capabilities, at, url } = endpoint;
  if (!/^\/v2(?:\/|$)/.test(apiPath)) {
    findings.push(
      inexpressible(at, `${shown(url)} serves its API outside /v2, which no other format can say`, {
        help: 'the mirror is left out',
      }),
    );
    return [];
  }
  if (!capabilities.includes('pull')) return [];
  return [
    {
      location: placeBelow(endpoint, '').slice(0, -1),
      pulls: capabilities.includes('resolve') ? ['digest', 'tag'] : ['digest'],
      transport: transportOf(endpoint),
      rank,
      at,
    },
  ];
}

function transportOf({ scheme, skipVerify }: HostEndpoint): Transport {
  if (scheme === 'http') return 'http';
  return skipVerify ? 'skip-verify' : 'https';
}
