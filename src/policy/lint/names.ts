/** Rules about names that never match and rewrites that are no names. */
import { shown } from '../../files/shown.ts';
import { type Finding, finding } from '../../finding.ts';
import type { RegistryMirror, RegistryTable } from '../model.ts';
import { rewriteName } from '../registry-prefix.ts';
import type { PolicyView } from './view.ts';

/** Scopes that no image name falls under. */
export function deadScopes({ tables }: PolicyView): readonly Finding[] {
  return tables.flatMap(({ prefix, at }) => {
    const why = whyDead(prefix);
    if (why === null) return [];
    return [
      finding('policy-no-effect', {
        at,
        message: `${shown(prefix)} matches no image: ${why.message}`,
        help: why.help,
      }),
    ];
  });
}

/** Mirrors to which a name cannot be rewritten: the whole pull fails, without a try at any other place. */
export function badRewrites({ tables }: PolicyView): readonly Finding[] {
  return tables.flatMap((table) => table.mirrors.flatMap((mirror) => badRewrite(table, mirror)));
}

function badRewrite({ prefix }: RegistryTable, { location, at }: RegistryMirror): readonly Finding[] {
  const scope = prefix.startsWith('*.') ? `host${prefix.slice(1)}` : prefix;
  // One component below Docker Hub itself becomes two, so that a name with two is the fair sample.
  const below = `${scope}/a/b`;
  const help = 'name the full repository of the mirror, with a host that has a dot or a port';
  if (rewriteName(below, prefix, location) === null) {
    return [
      finding('policy-rewrite-invalid', {
        at,
        message: `${shown(below)} becomes no name of a repository at ${shown(location)}; such pulls fail without a try at any other place`,
        help,
      }),
    ];
  }
  if (!scope.includes('/') || rewriteName(scope, prefix, location) !== null) return [];
  return [
    finding('policy-rewrite-invalid', {
      at,
      severity: 'warning',
      message: `if ${shown(scope)} is itself a repository, pulls of it fail: ${shown(location)} names none`,
      help,
    }),
  ];
}

function whyDead(prefix: string): { readonly message: string; readonly help: string } | null {
  const host = prefix.split('/')[0] ?? '';
  if (prefix.lastIndexOf('*') > 0 || prefix === '*') {
    return {
      message: 'a wildcard stands only at the front, as *. and a host',
      help: 'write one table per host',
    };
  }
  if (host === 'index.docker.io' || host === 'registry-1.docker.io') {
    return { message: 'names of Docker Hub begin with docker.io', help: 'write docker.io' };
  }
  if (/[:@]/.test(prefix.slice(host.length))) {
    return {
      message: 'it has a tag or digest, and names are matched without them',
      help: 'write the repository alone',
    };
  }
  return null;
}

/** `docker.io/alpine` is the organisation alpine; the official image is `docker.io/library/alpine`. */
export function bareHubNames({ tables }: PolicyView): readonly Finding[] {
  return tables.flatMap(({ prefix, at }) => {
    const name = /^docker\.io\/([^/]+)$/.exec(prefix)?.[1];
    if (name === undefined || name === 'library') return [];
    return [
      finding('policy-no-effect', {
        at,
        severity: 'note',
        message: `${shown(prefix)} covers the organisation ${shown(name)}, not the official image docker.io/library/${name}`,
        help: `write docker.io/library/${name} if the image is meant`,
      }),
    ];
  });
}
