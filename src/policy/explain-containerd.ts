/** The places that containerd tries for a repository: `hosts.toml` trees, or the deprecated `registry.mirrors`. */
import { type Finding, finding } from '../finding.ts';
import { apiHost, formatRepository, isLoopbackHost, type Repository } from '../oci/reference.ts';
import { type ExplainedEndpoint, type ExplainedPulls, explainedAt } from './explanation.ts';
import { type HostUrl, parseMirrorUrl, placeBelow } from './host-url.ts';
import {
  type Capability,
  type ContainerdConfig,
  type ContainerdMirror,
  documentsOf,
  type HostEndpoint,
  type HostsFile,
  type PlacedText,
  type PolicyDocument,
} from './model.ts';

export interface ContainerdExplained {
  /** Null where no document speaks to containerd. */
  readonly pulls: ExplainedPulls | null;
  readonly findings: readonly Finding[];
}

/** `registry.mirrors` wins where it is used: without `config_path`, no `hosts.toml` is read. */
export function explainContainerd(
  repository: Repository,
  documents: readonly PolicyDocument[],
): ContainerdExplained {
  const trees = documentsOf(documents, 'hosts.toml').filter(({ fate }) => fate !== 'ignored');
  const configs = documentsOf(documents, 'containerd-config').filter(({ fate }) => fate === 'used');
  const legacy = configs.find(({ mirrors }) => mirrors.length > 0);
  if (legacy !== undefined) {
    const pulls = explainMirrors(repository, legacy);
    return { pulls, findings: trees.slice(0, 1).map((file) => unreadTree(file, legacy)) };
  }
  if (trees.length + configs.length === 0) return { pulls: null, findings: [] };
  return { pulls: explainHosts(repository, hostsFileFor(repository.host, trees)), findings: [] };
}

function unreadTree(file: HostsFile, { file: config, mirrors }: ContainerdConfig): Finding {
  return finding('policy-replaced', {
    at: file.at,
    message: `registry.mirrors in ${config}:${mirrors[0]?.at.line ?? 1} keeps containerd from reading any hosts.toml`,
    help: 'set config_path instead of registry.mirrors, or remove the hosts.toml files',
  });
}

/** The first root that has the host or `_default`; within it the host comes first, also where its file is broken. */
function hostsFileFor(host: string, files: readonly HostsFile[]): HostsFile | null {
  for (const root of new Set(files.map((file) => file.root))) {
    const inRoot = files.filter((file) => file.root === root);
    const found =
      inRoot.find(({ namespace }) => namespace === host) ??
      inRoot.find(({ namespace }) => namespace === '_default');
    if (found !== undefined) return found;
  }
  return null;
}

function explainHosts(repository: Repository, file: HostsFile | null): ExplainedPulls {
  const source = explainedAt(formatRepository(repository), null, {
    insecure: isLoopbackHost(repository.host),
  });
  if (file === null || file.fate === 'opens') return { tag: [source], digest: [source] };
  const endpoints = file.server === null ? file.hosts : [...file.hosts, file.server];
  const last = file.server === null ? [source] : [];
  const withAll = (...needed: readonly Capability[]): readonly ExplainedEndpoint[] =>
    endpoints
      .filter(({ capabilities }) => needed.every((one) => capabilities.includes(one)))
      .map((endpoint) => explainHost(repository, endpoint));
  return { tag: [...withAll('pull', 'resolve'), ...last], digest: [...withAll('pull'), ...last] };
}

function explainHost(repository: Repository, host: HostEndpoint): ExplainedEndpoint {
  const insecure = host.skipVerify || host.scheme === 'http';
  return explainedAt(placeAt(repository, host), host.at, { insecure });
}

/** Docker Hub's API host is written as the registry that people name. */
function placeAt(repository: Repository, address: HostUrl): string {
  const isSource = address.host === apiHost(repository.host) && address.apiPath === '/v2';
  return isSource ? formatRepository(repository) : placeBelow(address, repository.path);
}

/** Every endpoint resolves tags here; the source is added unless an endpoint has the image's own host. */
function explainMirrors(repository: Repository, config: ContainerdConfig): ExplainedPulls {
  const mirror = mirrorFor(repository.host, config.mirrors);
  const endpoints = (mirror?.endpoints ?? []).flatMap((endpoint) =>
    explainMirror(repository, endpoint, config),
  );
  const namesSource = (mirror?.endpoints ?? []).some(
    ({ text }) => parseMirrorUrl(text)?.host === repository.host,
  );
  const source = explainedAt(formatRepository(repository), null, {
    insecure: isLoopbackHost(repository.host),
  });
  const all = namesSource ? endpoints : [...endpoints, source];
  return { tag: all, digest: all };
}

function mirrorFor(host: string, mirrors: readonly ContainerdMirror[]): ContainerdMirror | null {
  return mirrors.find((mirror) => mirror.host === host) ?? mirrors.find((one) => one.host === '*') ?? null;
}

function explainMirror(
  repository: Repository,
  { text, at }: PlacedText,
  { insecureHosts }: ContainerdConfig,
): readonly ExplainedEndpoint[] {
  const address = parseMirrorUrl(text);
  if (address === null) return [];
  const insecure = address.scheme === 'http' || insecureHosts.some((host) => host.text === address.host);
  return [explainedAt(placeAt(repository, address), at, { insecure })];
}
