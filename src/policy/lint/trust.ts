/** Rules about trust: who may decide what a tag means, and who can be taken for a mirror. */
import { shown } from '../../files/shown.ts';
import { type Finding, finding, type Position } from '../../finding.ts';
import { apiHost, isLoopbackHost } from '../../oci/reference.ts';
import { usableMirrors } from '../explain-registries.ts';
import { parseMirrorUrl } from '../host-url.ts';
import { type ContainerdConfig, documentsOf, type HostEndpoint, type HostsFile } from '../model.ts';
import type { PolicyView } from './view.ts';

/** Every place besides the source that answers for tags: one finding per scope, at its first such mirror. */
export function tagMirrors({ tables, hosts, documents }: PolicyView): readonly Finding[] {
  const ofTables = tables.map((table) => ({
    scope: table.prefix,
    mirrors: usableMirrors(table, 'tag').filter(({ location }) => location !== table.prefix),
  }));
  const ofHosts = hosts.map((file) => ({
    scope: file.namespace ?? '',
    mirrors: mirrorsOf(file)
      .filter(({ capabilities }) => capabilities.includes('resolve') && capabilities.includes('pull'))
      .map(({ url, at }) => ({ location: url, at })),
  }));
  const ofConfigs = documentsOf(documents, 'containerd-config').flatMap(configMirrors);
  return [...ofTables, ...ofHosts, ...ofConfigs].flatMap(({ scope, mirrors }) => {
    const [first] = mirrors;
    if (first === undefined) return [];
    const names = mirrors.map(({ location }) => shown(location)).join(', ');
    return [tagMirror(scope, names, first.at), staleWins(scope, names, first.at)];
  });
}

/** Places spoken to without TLS or without looking at certificates; loopback is no network. */
export function insecurePlaces({ tables, hosts, documents }: PolicyView): readonly Finding[] {
  const ofTables = tables.flatMap((table) => [
    ...(table.insecure ? [{ name: table.location || table.prefix, at: table.at }] : []),
    ...table.mirrors.filter(({ insecure }) => insecure).map(({ location, at }) => ({ name: location, at })),
  ]);
  const ofHosts = hosts.flatMap((file) =>
    [...file.hosts, ...(file.server === null ? [] : [file.server])]
      .filter(({ scheme, skipVerify }) => skipVerify || scheme === 'http')
      .map(({ host, at }) => ({ name: host, at })),
  );
  const ofConfigs = documentsOf(documents, 'containerd-config').flatMap(({ insecureHosts, mirrors }) => [
    ...insecureHosts.map(({ text, at }) => ({ name: text, at })),
    ...mirrors
      .flatMap(({ endpoints }) => endpoints)
      .filter(({ text }) => parseMirrorUrl(text)?.scheme === 'http')
      .map(({ text, at }) => ({ name: parseMirrorUrl(text)?.host ?? text, at })),
  ]);
  return [...ofTables, ...ofHosts, ...ofConfigs]
    .filter(({ name }) => !isLoopbackHost(name.split('/')[0] ?? ''))
    .map(({ name, at }) =>
      finding('policy-insecure', {
        at,
        message: `${shown(name)} is used without TLS, or whatever certificate it shows`,
        help: 'anybody on the way can answer for it; by tag they decide what runs. Give it a certificate that nodes trust',
      }),
    );
}

/** Mirrors that a node may push to. */
export function pushMirrors({ hosts }: PolicyView): readonly Finding[] {
  return hosts.flatMap((file) =>
    mirrorsOf(file)
      .filter(({ capabilities }) => capabilities.includes('push'))
      .map(({ url, at }) =>
        finding('policy-push-mirror', {
          at,
          message: `nodes may push to the mirror ${shown(url)}`,
          help: 'write its capabilities without "push"; where none are written, all are meant',
        }),
      ),
  );
}

/** Endpoints that are not the image's own registry. */
function mirrorsOf({ namespace, hosts, server }: HostsFile): readonly HostEndpoint[] {
  const all = server === null ? hosts : [...hosts, server];
  return all.filter(({ host }) => host !== apiHost(namespace ?? '') && host !== namespace);
}

interface TagPlaces {
  readonly scope: string;
  readonly mirrors: readonly { readonly location: string; readonly at: Position }[];
}

function configMirrors({ mirrors, fate }: ContainerdConfig): readonly TagPlaces[] {
  if (fate !== 'used') return [];
  return mirrors.map(({ host, endpoints }) => ({
    scope: host,
    mirrors: endpoints
      .filter(({ text }) => parseMirrorUrl(text)?.host !== host)
      .map(({ text, at }) => ({ location: text, at })),
  }));
}

function tagMirror(scope: string, names: string, at: Position): Finding {
  return finding('policy-tag-mirror', {
    at,
    message: `${names} decides what tags of ${shown(scope)} mean`,
    help:
      'whoever can write there, or edit this entry, chooses what runs under those tags; keep the scope narrow, ' +
      'or mirror digests alone',
  });
}

function staleWins(scope: string, names: string, at: Position): Finding {
  return finding('policy-stale-wins', {
    at,
    message: `for tags of ${shown(scope)} the source is asked only after ${names}`,
    help: 'a mirror that is behind wins over a source that is up to date; pull by digest, or watch drift closely',
  });
}
