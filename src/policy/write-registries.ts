/** Routes as a `registries.conf` for CRI-O and podman. */
import { shown } from '../files/shown.ts';
import type { Finding } from '../finding.ts';
import type { RegistryMirror, RegistryTable } from './model.ts';
import { writeRegistriesConf } from './registries-conf-text.ts';
import { findTable, rewriteName } from './registry-prefix.ts';
import { type Generated, inexpressible, type Route, type RoutePlace } from './routes.ts';

/** One file that names only what the routes name, so that it can be a drop-in. */
export function writeRegistries(routes: readonly Route[], header: readonly string[]): Generated {
  const findings: Finding[] = [];
  const tables = routes.map(tableOf);
  const registries = tables.map((table, index) => ({
    ...table,
    mirrors: (routes[index]?.places ?? []).flatMap((place) => {
      const why = whyUnusable(place, table, tables);
      if (why === null) return [mirrorOf(place)];
      findings.push(inexpressible(place.at, why, { help: 'the mirror is left out' }));
      return [];
    }),
  }));
  const text = writeRegistriesConf({ header, registries });
  return { files: [{ path: 'registries.conf', text }], findings };
}

function tableOf({ scope, contactSource, sourceTransport, at }: Route): RegistryTable {
  return {
    prefix: scope,
    location: scope.startsWith('*.') ? '' : scope,
    insecure: sourceTransport !== 'https',
    blocked: !contactSource,
    mirrorByDigestOnly: false,
    mirrors: [],
    at,
  };
}

function mirrorOf({ location, pulls, transport, at }: RoutePlace): RegistryMirror {
  const single = pulls.includes('tag') ? 'tag-only' : 'digest-only';
  return { location, insecure: transport !== 'https', pullFrom: pulls.length > 1 ? 'all' : single, at };
}

/** A blocked source also blocks mirrors below it, and one name that cannot be read fails the whole pull. */
function whyUnusable(
  { location }: RoutePlace,
  { prefix }: RegistryTable,
  tables: readonly RegistryTable[],
): string | null {
  const sample = `${prefix.startsWith('*.') ? `host${prefix.slice(1)}` : prefix}/name`;
  if (rewriteName(sample, prefix, location) === null) {
    return `${shown(sample)} becomes no name of a repository at ${shown(location)}`;
  }
  const blocking = findTable(location, tables);
  return blocking?.blocked === true
    ? `mirror ${shown(location)} lies in ${shown(blocking.prefix)}, which is never to be contacted`
    : null;
}
