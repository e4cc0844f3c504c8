/**
 * Routes as a tree of `hosts.toml` for containerd: one file per registry host, which covers every repository of that
 * host alike.
 */
import { shown } from '../files/shown.ts';
import type { Finding } from '../finding.ts';
import { apiHost } from '../oci/reference.ts';
import { type HostBase, mergeHostRoutes } from './host-bases.ts';
import { hostsFolder } from './hosts-folder.ts';
import { tomlText } from './registries-conf-text.ts';
import { type Generated, inexpressible, type Route, type Transport } from './routes.ts';

/** Files in the order of hosts; a host whose routes cannot be said by one file has none. */
export function writeHosts(routes: readonly Route[], header: readonly string[]): Generated {
  const findings: Finding[] = [];
  const files = [...groupByHost(routes, findings)].flatMap(([host, group]) => {
    const merged = mergeHostRoutes(host, group);
    findings.push(...merged.findings);
    if (merged.bases === null || merged.bases.length === 0) return [];
    const lines = hostsLines(host, merged.bases, group);
    const comment = header.map((line) => `# ${line}`);
    return [{ path: `${hostsFolder(host)}/hosts.toml`, text: `${[...comment, ...lines].join('\n')}\n` }];
  });
  return { files, findings };
}

function groupByHost(
  routes: readonly Route[],
  findings: Finding[],
): ReadonlyMap<string, readonly [Route, ...Route[]]> {
  const groups = new Map<string, [Route, ...Route[]]>();
  for (const route of routes) {
    const host = route.scope.split('/')[0] ?? '';
    const known = groups.get(host);
    if (host.startsWith('*')) findings.push(wildcard(route));
    else if (known === undefined) groups.set(host, [route]);
    else known.push(route);
  }
  return groups;
}

function wildcard({ scope, at }: Route): Finding {
  return inexpressible(at, `hosts.toml cannot cover the hosts ${shown(scope)}`, {
    help: 'it is left out; write a route for each host',
  });
}

/** Mirrors in their order; the server comes last: the source, or the last mirror where the source is not to be asked. */
function hostsLines(
  host: string,
  bases: readonly HostBase[],
  [{ contactSource, sourceTransport }]: readonly [Route, ...Route[]],
): readonly string[] {
  const last = contactSource ? undefined : bases.at(-1);
  const server =
    last === undefined
      ? [`server = ${tomlText(serverUrl(host, sourceTransport))}`, ...verifyLine(sourceTransport)]
      : [`server = ${tomlText(baseUrl(last))}`, ...baseKeys(last)];
  const hosts = last === undefined ? bases : bases.slice(0, -1);
  return [
    ...server,
    ...hosts.flatMap((base) => [
      '',
      `[host.${tomlText(baseUrl(base))}]`,
      ...baseKeys(base).map((key) => `  ${key}`),
    ]),
  ];
}

function serverUrl(host: string, transport: Transport): string {
  return `${transport === 'http' ? 'http' : 'https'}://${apiHost(host)}`;
}

function baseUrl({ host, prefix, transport }: HostBase): string {
  return `${transport === 'http' ? 'http' : 'https'}://${host}${prefix === '' ? '' : `/v2/${prefix}`}`;
}

function baseKeys({ prefix, transport, pulls }: HostBase): readonly string[] {
  const capabilities = pulls.includes('tag') ? ['pull', 'resolve'] : ['pull'];
  return [
    `capabilities = [${capabilities.map(tomlText).join(', ')}]`,
    ...(prefix === '' ? [] : ['override_path = true']),
    ...verifyLine(transport),
  ];
}

function verifyLine(transport: Transport): readonly string[] {
  return transport === 'skip-verify' || transport === 'insecure' ? ['skip_verify = true'] : [];
}
