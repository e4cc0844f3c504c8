/** Debian's docker-registry (distribution 2.8) on 127.0.0.1, with a storage directory of its own. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { stringify } from 'yaml';
import { type AccessEntry, parseAccessLog } from './access-log.ts';
import type { KeyPair } from './certificates.ts';
import { runOk, type ServerProcess, startServer, temporaryDirectory, waitUntil } from './processes.ts';
import { toolPath } from './tools.ts';

export interface DockerRegistryOptions {
  /** HTTP basic authentication; needs the tool `htpasswd`. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** HTTPS; `clientCa` (PEM file) makes client certificates mandatory. */
  readonly tls?: KeyPair & { readonly clientCa?: string };
  /** Default true. */
  readonly deleteEnabled?: boolean;
  /** The in-memory descriptor cache of Debian's own configuration; default true. */
  readonly blobDescriptorCache?: boolean;
  /** Default: a new temporary directory. */
  readonly storage?: string;
  /** Default: a free one. Give a stopped registry's port to start it again. */
  readonly port?: number;
  /** `REGISTRY_…` variables override the configuration. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface DockerRegistry {
  /** `127.0.0.1:PORT`, as in an image reference. */
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:PORT` or `https://…`, without a slash at the end. */
  readonly url: string;
  /** Root of the storage: blobs are at `docker/registry/v2/blobs/sha256/ab/abcd…/data`. */
  readonly storage: string;
  readonly process: ServerProcess;
  /** Every request that was answered since the start or the last `clearAccessLog`, in order of completion. */
  accessLog(): Promise<readonly AccessEntry[]>;
  clearAccessLog(): Promise<void>;
  /** `docker-registry garbage-collect`, as its operator runs it; with `-m` manifests without a tag go too. Gives what it said. */
  collectGarbage(options?: { readonly untagged?: boolean }): Promise<string>;
  stop(): Promise<void>;
}

/** Needs the tool `docker-registry`. Stopped at the latest after the test file's last test. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const directory = temporaryDirectory('registry');
  const storage = options.storage ?? join(directory, 'storage');
  mkdirSync(storage, { recursive: true });
  const files = { stdoutFile: join(directory, 'access.log'), stderrFile: join(directory, 'registry.log') };
  const configuration = join(directory, 'config.yml');
  writeFileSync(configuration, stringify(await configure(options, directory, storage)));
  const env = { OTEL_TRACES_EXPORTER: 'none', ...options.env };
  const server = startServer(toolPath('docker-registry'), ['serve', configuration], { env, ...files });
  const port = await listeningPort(server, files.stderrFile);
  return registryAt(port, { options, storage, server, configuration, logFile: files.stdoutFile });
}

async function configure(
  options: DockerRegistryOptions,
  directory: string,
  storage: string,
): Promise<object> {
  const cache = options.blobDescriptorCache === false ? {} : { cache: { blobdescriptor: 'inmemory' } };
  const { tls } = options;
  const clientAuthorities = tls?.clientCa === undefined ? {} : { clientcas: [tls.clientCa] };
  return {
    version: 0.1,
    log: { level: 'info', formatter: 'json' },
    storage: {
      filesystem: { rootdirectory: storage },
      delete: { enabled: options.deleteEnabled !== false },
      maintenance: { uploadpurging: { enabled: false } },
      ...cache,
    },
    http: {
      addr: `127.0.0.1:${options.port ?? 0}`,
      secret: 'for tests only',
      ...(tls === undefined ? {} : { tls: { certificate: tls.cert, key: tls.key, ...clientAuthorities } }),
    },
    ...(options.auth === undefined
      ? {}
      : { auth: { htpasswd: await passwordFile(options.auth, directory) } }),
  };
}

async function passwordFile(
  auth: { readonly user: string; readonly password: string },
  directory: string,
): Promise<object> {
  const path = join(directory, 'htpasswd');
  const cheapest = '4'; // the hash is checked on every request
  writeFileSync(path, await runOk(toolPath('htpasswd'), ['-nbB', '-C', cheapest, auth.user, auth.password]));
  return { realm: 'mirror-action tests', path };
}

/** The registry is given port 0 and says which one it got. */
async function listeningPort(server: ServerProcess, logFile: string): Promise<number> {
  const lastWords = (): string => readFileSync(logFile, 'utf8').slice(-2_000);
  const port = (): number | null => {
    const match = /listening on 127\.0\.0\.1:(\d+)/.exec(readFileSync(logFile, 'utf8'));
    if (match !== null) return Number(match[1]);
    if (!server.isRunning()) throw new Error(`docker-registry ended at once:\n${lastWords()}`);
    return null;
  };
  return await waitUntil('docker-registry listening', port, { lastWords });
}

interface Started {
  readonly options: DockerRegistryOptions;
  readonly storage: string;
  readonly server: ServerProcess;
  readonly configuration: string;
  readonly logFile: string;
}

function registryAt(
  port: number,
  { options, storage, server, configuration, logFile }: Started,
): DockerRegistry {
  const host = `127.0.0.1:${port}`;
  const url = `${options.tls === undefined ? 'http' : 'https'}://${host}`;
  let skipped = 0;
  const settledLog = async (): Promise<readonly AccessEntry[]> => {
    if (server.isRunning()) await writeMarker(url, options.tls, logFile);
    return parseAccessLog(readFileSync(logFile, 'utf8')).filter((entry) => !entry.query.startsWith(MARKER));
  };
  return {
    host,
    port,
    url,
    storage,
    process: server,
    accessLog: async () => (await settledLog()).slice(skipped),
    clearAccessLog: async () => {
      skipped = (await settledLog()).length;
    },
    collectGarbage: ({ untagged = true } = {}) =>
      runOk(toolPath('docker-registry'), ['garbage-collect', ...(untagged ? ['-m'] : []), configuration]),
    stop: () => server.stop(),
  };
}

const MARKER = 'mirror-action-marker=';
let markers = 0;

/** A request of our own: once it stands in the log, so do those that were answered before it. */
async function writeMarker(url: string, tls: KeyPair | undefined, logFile: string): Promise<void> {
  const marker = `${MARKER}${markers++}`;
  const identity = tls === undefined ? {} : { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false, ...identity } });
  try {
    const { body } = await request(`${url}/?${marker}`, { dispatcher });
    await body.dump();
  } finally {
    await dispatcher.close();
  }
  await waitUntil('the access log', () =>
    readFileSync(logFile, 'utf8').includes(`${marker} `) ? true : null,
  );
}
