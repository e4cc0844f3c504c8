/** Opens the ways to the registries and layouts that a mirror manifest names. */
import { homedir } from 'node:os';
import type { OpenStores } from './commands/command.ts';
import { ManifestPaths } from './commands/manifest-paths.ts';
import type { Options } from './commands/options.ts';
import { UnusableFiles } from './commands/unusable-files.ts';
import { MirrorError } from './errors.ts';
import type { Image, Mirror, RegistrySettings, SoundParts } from './files/mirrorfile.ts';
import { repositoryOfName } from './files/source.ts';
import { type Finding, finding, type Position } from './finding.ts';
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

/** Throws UnusableFiles with everything that is wrong with paths, certificates and `auth`; nothing is sent yet. */
export async function openStores(file: SoundParts, opening: Opening): Promise<OpenStores> {
  const { host } = opening;
  const paths = new ManifestPaths(file, opening);
  const { byHost, warnings } = await readSettings(file, paths, opening);
  const registries = createRegistries({
    settings: (name) => byHost.get(name) ?? defaultSettings(name),
    credentials: createCredentials({
      env: host.env,
      homeDirectory: homedir(),
      uid: process.getuid?.() ?? null,
      workingDirectory: host.workingDirectory,
      configuredAuth: configuredAuth(file),
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
    findings: warnings,
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

/** What can be told of the same without opening anything or reading a certificate: paths, variables, connections not verified. */
export async function examineConnections(
  file: SoundParts,
  opening: Pick<Opening, 'host' | 'options'>,
): Promise<readonly Finding[]> {
  const stray = await new ManifestPaths(file, opening).stray();
  const refused = [...file.registries].flatMap(([host, settings]) =>
    refusedVariables(authOf(host, settings), opening.options.allowEnv).map((error) =>
      faultFinding(error, settings.at),
    ),
  );
  const insecure = [...file.registries].flatMap(([host, settings]) => insecureFindings(host, settings));
  return [...stray.map((one) => one.finding), ...refused, ...insecure];
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
  readonly warnings: readonly Finding[];
}

/** Throws UnusableFiles with the faults of all registries. What lies outside of the workspace is not read. */
async function readSettings(
  file: SoundParts,
  paths: ManifestPaths,
  { host: { signal }, options }: Opening,
): Promise<ReadSettings> {
  const stray = await paths.stray();
  const faults = stray.map(({ finding }) => finding);
  const untouchable = new Set(stray.map(({ path }) => path));
  const byHost = new Map<string, ConnectionSettings>();
  const warnings: Finding[] = [];
  for (const [host, settings] of file.registries) {
    const read = await connectionOf(host, settings, { paths, untouchable, signal });
    const refused = refusedVariables(authOf(host, settings), options.allowEnv);
    faults.push(...[...read.faults, ...refused].map((error) => faultFinding(error, settings.at)));
    byHost.set(host, read.connection);
    warnings.push(...insecureFindings(host, settings));
  }
  if (faults.length > 0) throw new UnusableFiles(faults);
  return { byHost, warnings };
}

interface Connecting {
  readonly paths: ManifestPaths;
  readonly untouchable: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

async function connectionOf(
  host: string,
  { tls, concurrency, endpoints, at }: RegistrySettings,
  { paths, untouchable, signal }: Connecting,
): Promise<{ readonly connection: ConnectionSettings; readonly faults: readonly MirrorError[] }> {
  const base = { ...defaultSettings(host), concurrency: concurrency ?? DEFAULT_CONCURRENCY, endpoints };
  if (tls.kind === 'default') return { connection: base, faults: [] };
  if (tls.kind === 'plain-http') return { connection: { ...base, tls: { kind: 'plain-http' } }, faults: [] };
  const absolute = (path: string | null) =>
    path === null || untouchable.has(path) ? null : paths.absolute(path);
  const isWhole = ![tls.cert, tls.key].some((path) => path !== null && untouchable.has(path));
  const pair = isWhole ? { cert: absolute(tls.cert), key: absolute(tls.key) } : { cert: null, key: null };
  const named = { ca: absolute(tls.ca), ...pair };
  const { material, faults } = await readTlsMaterial(named, signal, `${at.file}:${at.line}:${at.column}`);
  return { connection: { ...base, tls: { kind: 'https', ...material, skipVerify: tls.skipVerify } }, faults };
}

function defaultSettings(host: string): ConnectionSettings {
  const https = { kind: 'https', ca: null, cert: null, key: null, skipVerify: false } as const;
  return {
    tls: isLoopbackHost(host) ? { kind: 'plain-http' } : https,
    concurrency: DEFAULT_CONCURRENCY,
    endpoints: [],
  };
}

/** Of the host itself and of its endpoints; loopback is nobody else's way. */
function insecureFindings(host: string, settings: RegistrySettings): readonly Finding[] {
  const why = insecurity(settings);
  const plainEndpoints = settings.endpoints.map((endpoint) => new URL(endpoint)).filter(isPlainHttp);
  const insecure = [
    ...(why === null ? [] : [{ name: host, why }]),
    ...plainEndpoints.map((url) => ({ name: url.host, why: OVER_PLAIN_HTTP })),
  ];
  return insecure
    .filter(({ name }) => !isLoopbackHost(name))
    .map(({ name, why: reason }) => insecureFinding(name, reason, settings));
}

const OVER_PLAIN_HTTP = 'is spoken to over plain HTTP';

function isPlainHttp({ protocol }: URL): boolean {
  return protocol === 'http:';
}

function insecurity({ tls }: RegistrySettings): string | null {
  if (tls.kind === 'plain-http') return OVER_PLAIN_HTTP;
  return tls.kind === 'https' && tls.skipVerify ? 'is not verified (skipVerify)' : null;
}

function insecureFinding(host: string, why: string, { at }: RegistrySettings): Finding {
  return finding('insecure-connection', {
    message: `${host} ${why}: whoever is on the way can read credentials and decide what tags mean`,
    help: 'Give the registry a certificate and name its CA in tls.ca.',
    at,
  });
}

function configuredAuth({ registries }: SoundParts): Map<string, ConfiguredAuth> {
  return new Map([...registries].flatMap(([host, settings]) => [...authOf(host, settings)]));
}

function authOf(host: string, { auth, at }: RegistrySettings): Map<string, ConfiguredAuth> {
  return new Map(auth === null ? [] : [[host, { ...auth, at }]]);
}

function faultFinding({ message, fix }: MirrorError, at: Position): Finding {
  return finding('manifest-invalid', { message, help: fix ?? 'Correct it in the mirror manifest.', at });
}
