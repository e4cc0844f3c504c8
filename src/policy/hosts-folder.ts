/** Which host a `hosts.toml` is for: its folder says so. */
import { shown } from '../files/shown.ts';
import type { HostsFile } from './model.ts';
import type { PolicyNode } from './policy-node.ts';

/** Names under which containerd never looks, although they name Docker Hub. */
const HUB_NAMES = ['index.docker.io', 'registry-1.docker.io'];

/** Root folder and host of a path that ends with `HOST/hosts.toml`; what is never looked up is told. */
export function readHostsFolder(path: string, root: PolicyNode): Pick<HostsFile, 'root' | 'namespace'> {
  const parts = path.split(/[\\/]/);
  const folder = parts.at(-2) ?? '';
  const above = parts.slice(0, -2).join('/');
  const namespace = namespaceOf(folder);
  const why = whyNeverRead(folder, namespace);
  if (why === null) return { root: above, namespace };
  root.context.faults.tell('policy-ignored', { ...root.at, line: 1, column: 1 }, why);
  return { root: above, namespace: null };
}

/** The folder that containerd looks for first: `host`, or `host_port_`. */
export function hostsFolder(host: string): string {
  const colon = portColon(host);
  return colon < 0 ? host : `${host.slice(0, colon)}_${host.slice(colon + 1)}_`;
}

function namespaceOf(folder: string): string {
  const match = /^([^_]+)_([0-9]+)_$/.exec(folder);
  return match === null ? folder : `${match[1]}:${match[2]}`;
}

function portColon(host: string): number {
  const colon = host.lastIndexOf(':');
  return colon > host.lastIndexOf(']') ? colon : -1;
}

interface Why {
  readonly message: string;
  readonly help: string;
}

function whyNeverRead(folder: string, namespace: string): Why | null {
  if (folder === '') {
    return {
      message: 'this hosts.toml lies in no folder that names a host',
      help: 'containerd reads HOST/hosts.toml below its config_path',
    };
  }
  if (folder === '_default') return null;
  const [name = ''] = namespace.split(':');
  if (HUB_NAMES.includes(name) || /^docker\.io:/.test(namespace)) {
    return {
      message: `containerd never looks into the folder ${shown(folder)}`,
      help: 'images of Docker Hub are looked up under docker.io',
    };
  }
  return null;
}
