/** Opens the ways to the registries and layouts that a mirror manifest names. */
import { homedir } from 'node:os';
import type { OpenStores } from './commands/command.ts';
import { ManifestPaths } from './commands/manifest-paths.ts';
import type { Options } from './commands/options.ts';
import { UnusableFiles } from './commands/prepare.ts';
import { MirrorError } from './errors.ts';
import type { Image, Mirror, MirrorFile, RegistrySettings } from './files/mirrorfile.ts';
import { repositoryOfName } from './files/source.ts';
import { type Finding, finding } from './finding.ts';
import type { Host } from './host/host.ts';
import { isLoopbackHost } from './oci/reference.ts';
import type { Source, Target } from './oci/store.ts';
import type { ConfiguredAuth } from './stores/credentials/env-auth.ts';
import { refusedVariables } from './stores/credentials/env-auth.ts';
import { createCredentials } from './stores/credentials/lookup.ts';
import { type Layout, openLayout } from './stores/layout/layout.ts';
import { createRegistries, type Registries } from './stores/registry/registries.ts';
import type { ConnectionSettings } from './stores/registry/settings.ts';
import { readTlsMaterial } from './stores/tls-material.ts';
import { VERSION } from './version.ts';

/** Requests in flight to one registry, unless the mirror manifest says otherwise; the client adapts below it. */
const DEFAULT_CONCURRENCY = 32;

export interface Opening {
  readonly host: Host;
  readonly options: Options;
  /** Registries see it in the User-Agent: a walk of everything can be told from pulls. */
  readonly command: string;
}

/** Throws UnusableFiles when paths, certificates or `auth` cannot be used; nothing is sent yet. */
export async function openStores(file: MirrorFile, opening: Opening): Promise<OpenStores> {
  const { host } = opening;
  const paths = new ManifestPaths(file, opening);
  await paths.check();
  const settings = await readSettings(file, paths, host.signal);
  const findings = [...settings.findings];
  const registries = createRegistries({
    settings: (name) => settings.byHost.get(name) ?? defaultSettings(name),
    credentials: createCredentials({
      env: host.env,
      homeDirectory: homedir(),
      uid: process.getuid?.() ?? null,
      workingDirectory: host.workingDirectory,
      configuredAuth: configuredAuth(file, opening.options),
      allowEnv: opening.options.allowEnv,
      inWorkspace: host.workspace,
      onUse: (name, source) => host.log.info(`credentials for ${name}: ${source}`),
      onSecret: (secret) => host.addSecret(secret),
    }),
    env: host.env,
    userAgent: `mirror-action/${VERSION} (${opening.command})`,
    onSecret: (secret) => host.addSecret(secret),
    onWarning: (message) => host.log.warning(message),
  });
  const layouts = new Layouts(paths);
  const opened = new Map<string, Target>();
  const open = (key: string, make: () => Target): Target => {
    const known = opened.get(key) ?? make();
    opened.set(key, known);
    return known;
  };
  return {
    findings,
    sourceOf: (image) => sourceOf(image, { layouts, open, registries }),
    layoutRoot: async (image, name, signal) => {
      if (image.source.kind !== 'layout') throw new MirrorError('internal', 'not a layout source');
      return (await layouts.at(image.source.directory).findRoot(name, signal))?.descriptor ?? null;
    },
    targetOf: (mirror, repository) => targetOf(mirror, repository, { layouts, open, registries }),
    requests: () => registries.traffic.requests + registries.traffic.tokenRequests,
    retries: () => registries.traffic.retries,
    close: () => registries.close(),
  };
}

interface Ways {
  readonly layouts: Layouts;
  readonly open: (key: string, make: () => Target) => Target;
  readonly registries: Pick<Registries, 'open' | 'openSource'>;
}

function sourceOf({ source, wants }: Image, { layouts, open, registries }: Ways): Source {
  if (source.kind === 'registry') {
    const { host, path } = source;
    return open(`source ${host} ${path}`, () => registries.openSource(host, path));
  }
  const named = wants.find((want) => want.kind === 'layout-name');
  const name = named?.kind === 'layout-name' ? repositoryOfName(named.name) : '';
  return open(`oci:${source.directory} ${name}`, () => layouts.at(source.directory).repository(name));
}

function targetOf({ place }: Mirror, repository: string, { layouts, open, registries }: Ways): Target {
  if (place.kind === 'registry')
    return open(`${place.host} ${repository}`, () => registries.open(place.host, repository));
  return open(`oci:${place.directory} ${repository}`, () =>
    layouts.at(place.directory).repository(repository),
  );
}

/** One Layout per directory, so that writers of one index take turns. */
class Layouts {
  readonly #paths: ManifestPaths;
  readonly #byDirectory = new Map<string, Layout>();

  constructor(paths: ManifestPaths) {
    this.#paths = paths;
  }

  at(directory: string): Layout {
    const absolute = this.#paths.absolute(directory);
    const known = this.#byDirectory.get(absolute) ?? openLayout(absolute);
    this.#byDirectory.set(absolute, known);
    return known;
  }
}

interface ReadSettings {
  readonly byHost: ReadonlyMap<string, ConnectionSettings>;
  readonly findings: readonly Finding[];
}

async function readSettings(
  file: MirrorFile,
  paths: ManifestPaths,
  signal: AbortSignal,
): Promise<ReadSettings> {
  const byHost = new Map<string, ConnectionSettings>();
  const findings: Finding[] = [];
  for (const [host, settings] of file.registries) {
    byHost.set(host, await connectionOf(host, settings, { paths, signal }));
    const why = insecurity(settings);
    if (why !== null && !isLoopbackHost(host)) findings.push(insecureFinding(host, why, settings));
  }
  return { byHost, findings };
}

async function connectionOf(
  host: string,
  { tls, concurrency, endpoints, at }: RegistrySettings,
  { paths, signal }: { paths: ManifestPaths; signal: AbortSignal },
): Promise<ConnectionSettings> {
  const base = { ...defaultSettings(host), concurrency: concurrency ?? DEFAULT_CONCURRENCY, endpoints };
  if (tls.kind === 'default') return base;
  if (tls.kind === 'plain-http') return { ...base, tls: { kind: 'plain-http' } };
  const absolute = (path: string | null) => (path === null ? null : paths.absolute(path));
  const material = { ca: absolute(tls.ca), cert: absolute(tls.cert), key: absolute(tls.key) };
  const read = await readTlsMaterial(material, signal, `${at.file}:${at.line}:${at.column}`);
  return { ...base, tls: { kind: 'https', ...read, skipVerify: tls.skipVerify } };
}

function defaultSettings(host: string): ConnectionSettings {
  const https = { kind: 'https', ca: null, cert: null, key: null, skipVerify: false } as const;
  return {
    tls: isLoopbackHost(host) ? { kind: 'plain-http' } : https,
    concurrency: DEFAULT_CONCURRENCY,
    endpoints: [],
  };
}

function insecurity({ tls }: RegistrySettings): string | null {
  if (tls.kind === 'plain-http') return 'is spoken to over plain HTTP';
  return tls.kind === 'https' && tls.skipVerify ? 'is not verified (skipVerify)' : null;
}

function insecureFinding(host: string, why: string, { at }: RegistrySettings): Finding {
  return finding('insecure-connection', {
    message: `${host} ${why}: whoever is on the way can read credentials and decide what tags mean`,
    help: 'Give the registry a certificate and name its CA in tls.ca.',
    at,
  });
}

function configuredAuth({ registries }: MirrorFile, { allowEnv }: Options): Map<string, ConfiguredAuth> {
  const auth = new Map<string, ConfiguredAuth>();
  for (const [host, settings] of registries)
    if (settings.auth !== null) auth.set(host, { ...settings.auth, at: settings.at });
  const refused = refusedVariables(auth, allowEnv);
  if (refused.length > 0)
    throw new UnusableFiles('auth names environment variables that it may not', refused.map(refusedFinding));
  return auth;
}

function refusedFinding({ message, where, fix }: MirrorError): Finding {
  const place = /^(.*):(\d+):(\d+)$/.exec(where ?? '');
  return finding('manifest-invalid', {
    message,
    help: fix ?? 'Name the variable MIRROR_…',
    ...(place === null
      ? {}
      : { at: { file: place[1] ?? '', line: Number(place[2]), column: Number(place[3]) } }),
  });
}
