/** Reads the deprecated `registry` section of containerd's own configuration. */
import { shown } from '../files/shown.ts';
import { parseMirrorUrl } from './host-url.ts';
import type { ContainerdConfig, ContainerdMirror, PlacedText } from './model.ts';
import type { PolicyNode } from './policy-node.ts';

/** Plugin names by version of the configuration: 1, 2, 3. */
const PLUGINS = ['cri', 'io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.images'];
export const CONTAINERD_CONSEQUENCE = 'containerd does not start with this file';

/** Whether `root` is a configuration of containerd with a registry section. */
export function hasRegistrySection(root: PolicyNode): boolean {
  return sectionOf(root) !== null;
}

export function readContainerdConfig(root: PolicyNode, path: string): ContainerdConfig {
  const section = sectionOf(root)?.asMapping() ?? null;
  const configPath = section?.child('config_path')?.asPlaced() ?? null;
  const mirrors = readMirrors(section?.child('mirrors') ?? null);
  const hasConfigPath = configPath !== null && configPath.text !== '';
  if (hasConfigPath && mirrors.length > 0) {
    section?.child('mirrors')?.refuse('mirrors stand beside config_path', 'move them into hosts.toml files');
  }
  return {
    format: 'containerd-config',
    file: path,
    configPath: hasConfigPath ? configPath : null,
    mirrors,
    insecureHosts: readInsecureHosts(section?.child('configs') ?? null),
    fate: root.context.isRefused ? 'refused' : 'used',
    at: section?.at ?? root.at,
  };
}

function sectionOf(root: PolicyNode): PolicyNode | null {
  for (const plugin of PLUGINS) {
    const section = root.descend('plugins', plugin, 'registry');
    if (section !== null) return section;
  }
  return null;
}

function readMirrors(node: PolicyNode | null): readonly ContainerdMirror[] {
  const table = node?.asMapping() ?? null;
  if (table === null) return [];
  const hosts = table.keys();
  if (hosts.length > 0) {
    table.context.faults.tell('policy-deprecated', table.at, {
      message: 'registry.mirrors is deprecated since containerd 1.5 and leaves it in a coming release',
      help: 'set config_path and move the mirrors into HOST/hosts.toml',
    });
  }
  return hosts.flatMap((host) => {
    const entry = table.child(host)?.asMapping() ?? null;
    if (entry === null) return [];
    entry.tellUnknownKeys(['endpoint', 'rewrite']);
    return [{ host, endpoints: readEndpoints(entry.child('endpoint')), at: entry.at }];
  });
}

function readEndpoints(node: PolicyNode | null): readonly PlacedText[] {
  const endpoints = node?.asTexts() ?? [];
  for (const { text, at } of endpoints) {
    if (parseMirrorUrl(text) !== null) continue;
    node?.context.faults.tell('policy-invalid', at, {
      message: `${shown(text)} is no address that containerd can use`,
      help: 'write http:// or https:// and host[:port]; no pull through this entry works',
    });
  }
  return endpoints;
}

function readInsecureHosts(node: PolicyNode | null): readonly PlacedText[] {
  const table = node?.asMapping() ?? null;
  return (table?.keys() ?? []).flatMap((host) => {
    const flag = table?.descend(host, 'tls', 'insecure_skip_verify') ?? null;
    return flag?.asBoolean() === true ? [{ text: host, at: flag.at }] : [];
  });
}
