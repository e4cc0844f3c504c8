/** Reads one `hosts.toml` of containerd (`config_path`). Whatever containerd cannot parse opens the way to the upstream. */
import { shown } from '../files/shown.ts';
import { suggestion } from '../files/suggest.ts';
import { parseHostUrl } from './host-url.ts';
import { readHostsFolder } from './hosts-folder.ts';
import type { Capability, HostEndpoint, HostsFile } from './model.ts';
import type { PolicyNode } from './policy-node.ts';
import type { TomlDocument, TomlHeader } from './toml-document.ts';

const CAPABILITIES: readonly Capability[] = ['pull', 'resolve', 'push', 'referrers'];
const ENDPOINT_KEYS = [
  'capabilities',
  'ca',
  'client',
  'skip_verify',
  'header',
  'override_path',
  'dial_timeout',
];
export const HOSTS_CONSEQUENCE =
  'containerd logs it, drops every mirror of this file, and pulls from the upstream';

/** The file at `root`. The order of mirrors is that of the `[host."…"]` lines. */
export function readHostsToml(root: PolicyNode, document: TomlDocument, path: string): HostsFile {
  const folder = readHostsFolder(path, root);
  root.tellUnknownKeys(['server', 'host', ...ENDPOINT_KEYS]);
  const headers = hostHeaders(document.headers);
  tellTablesThatDoNotCount(root, headers);
  const hosts = headers.flatMap(({ name }) => readHost(root, name) ?? []);
  const server = readServer(root);
  return {
    format: 'hosts.toml',
    file: path,
    ...folder,
    server,
    hosts,
    fate: fateOf(root, folder.namespace),
    at: { ...root.at, line: 1, column: 1 },
  };
}

function fateOf({ context }: PolicyNode, namespace: string | null): HostsFile['fate'] {
  if (namespace === null) return 'ignored';
  return context.isRefused ? 'opens' : 'used';
}

interface HostHeader {
  readonly name: string;
  readonly header: TomlHeader;
}

/** One per run of lines of the same host: a host whose tables stand apart is tried once for each run. */
function hostHeaders(headers: readonly TomlHeader[]): readonly HostHeader[] {
  const found: HostHeader[] = [];
  for (const header of headers) {
    const [table, name] = header.path;
    if (table !== 'host' || name === undefined) continue;
    if (found.at(-1)?.name !== String(name)) found.push({ name: String(name), header });
  }
  return found;
}

/** containerd takes the order from the table lines; hosts that have none are not seen at all. */
function tellTablesThatDoNotCount(root: PolicyNode, headers: readonly HostHeader[]): void {
  const hosts = root.child('host')?.asMapping() ?? null;
  const counted = new Map<string, number>();
  for (const { name, header } of headers) {
    const first = counted.get(name);
    if (first === undefined) counted.set(name, header.at.line);
    else {
      root.context.faults.tell('policy-no-effect', header.at, {
        message: `the tables of host ${shown(name)} stand apart (line ${first} and here); it is tried twice`,
        help: 'put the tables of one host together',
      });
    }
  }
  for (const name of hosts?.keys() ?? []) {
    if (counted.has(name)) continue;
    root.context.faults.tell('policy-no-effect', hosts?.keyPosition(name) ?? root.at, {
      message: `host ${shown(name)} has no [host."…"] line of its own and is passed over without a word`,
      help: `write [host.${shown(name)}] and its keys below it`,
    });
  }
}

function readHost(root: PolicyNode, name: string): HostEndpoint | null {
  const table = root.descend('host', name)?.asMapping() ?? null;
  if (table === null) return null;
  table.tellUnknownKeys(ENDPOINT_KEYS);
  return readEndpoint(table, name, table);
}

/** The last endpoint, with the keys at the top of the file; null where the image's own host is the last one. */
function readServer(root: PolicyNode): HostEndpoint | null {
  const node = root.child('server');
  const text = node?.asText() ?? '';
  if (text !== '' && node !== null) return readEndpoint(root, text, node);
  readEndpointKeys(root);
  return null;
}

function readEndpoint(table: PolicyNode, url: string, place: PolicyNode): HostEndpoint | null {
  const keys = readEndpointKeys(table);
  const parsed = parseHostUrl(url, keys.overridePath);
  if (parsed !== null) return { url, ...parsed, ...keys, at: place.at };
  place.refuse(
    `${shown(url)} is no address that containerd can use`,
    url.startsWith('http') ? 'write https:// before the host' : 'write https://host[:port][/path]',
  );
  return null;
}

interface EndpointKeys {
  readonly capabilities: readonly Capability[];
  readonly skipVerify: boolean;
  readonly overridePath: boolean;
}

function readEndpointKeys(table: PolicyNode): EndpointKeys {
  for (const key of ['ca', 'client']) checkTextOrList(table.child(key));
  table.child('header')?.asMapping();
  table.child('dial_timeout')?.asText();
  return {
    capabilities: readCapabilities(table.child('capabilities')),
    skipVerify: table.child('skip_verify')?.asBoolean() ?? false,
    overridePath: table.child('override_path')?.asBoolean() ?? false,
  };
}

/** Not set and empty both mean all. */
function readCapabilities(node: PolicyNode | null): readonly Capability[] {
  const written = (node?.asList() ?? []).flatMap((item) => {
    const text = item.asText();
    const known = CAPABILITIES.find((capability) => capability === text?.toLowerCase());
    if (text !== null && known === undefined) {
      item.refuse(`there is no capability ${shown(text)}`, suggestion(text, CAPABILITIES));
    }
    return known ?? [];
  });
  return written.length === 0 ? CAPABILITIES : written;
}

function checkTextOrList(node: PolicyNode | null): void {
  if (node === null || typeof node.value === 'string' || Array.isArray(node.value)) return;
  node.refuse(`${node.name} is no file name`, 'write a file name or a list of them');
}
