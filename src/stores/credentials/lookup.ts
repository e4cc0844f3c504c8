/** Credentials for registries, the way Docker and Podman users have them. */
import { MirrorError } from '../../errors.ts';
import type { Credential, CredentialLookup } from '../registry/credential.ts';
import { readAuthEntry } from './auth-entry.ts';
import { readAuthSource } from './auth-source.ts';
import type { AuthFile } from './docker-config.ts';
import { type ConfiguredAuth, readConfiguredAuth } from './env-auth.ts';
import { askHelper, HELPER_TIMEOUT_MS, type HelperQuestion } from './helper.ts';
import { coveringEntries } from './podman-auth.ts';
import { registryHost } from './registry-key.ts';
import { SharedAnswers } from './shared-answers.ts';
import { type AuthSource, listAuthSources } from './sources.ts';

export interface CredentialOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly homeDirectory: string;
  /** Null where the system has no user ids. */
  readonly uid: number | null;
  readonly platform?: NodeJS.Platform;
  /** Where relative paths in variables start; the process's own by default. */
  readonly workingDirectory?: string;
  /** `auth` of the mirror manifest by `host[:port]`. */
  readonly configuredAuth: ReadonlyMap<string, ConfiguredAuth>;
  /** Variables that `auth` may name besides MIRROR_*. */
  readonly allowEnv: readonly string[];
  /** The checkout; credential files inside it are refused. Null: none, or files there are allowed. */
  readonly inWorkspace: string | null;
  /** Told once per host and source, for the log: `docker config /home/u/.docker/config.json`, `anonymous`. */
  readonly onUse: (host: string, source: string) => void;
  /** Told every secret once, before it is handed out: passwords, tokens, base64 of user:password. */
  readonly onSecret: (secret: string) => void;
  /** How long a credential helper may take; 30 s by default. */
  readonly helperTimeoutMs?: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly now?: () => number;
}

/**
 * Short enough for tokens of cloud helpers to be renewed before they end, long enough not to start a program
 * per request.
 */
const HELPER_KEEP_MS = 5 * 60_000;
const HELPER_KEEP_FAILURE_MS = 30_000;

interface Found {
  readonly credential: Credential;
  /** How the log calls where it came from. */
  readonly source: string;
}

/**
 * Looks credentials up in this order; the first that has some counts: `auth` of the mirror manifest,
 * DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE, Docker's config.json, Podman's auth files, ~/.dockercfg, else
 * anonymous. Hosts compare exactly, with their ports. Files are read once; what helpers answer is kept for five
 * minutes. The lookup throws MirrorError `input` when a source that comes first cannot be read or a helper
 * fails, and `aborted`.
 */
export function createCredentials(options: CredentialOptions): CredentialLookup {
  const finder = new CredentialFinder(options);
  const tellUse = once(({ host, source }: Use) => options.onUse(host, source));
  const tellSecret = once(options.onSecret);
  return async (host, repository, signal) => {
    const found = await finder.find(host, repository, signal);
    const { credential, source } = found ?? { credential: null, source: 'anonymous' };
    if (credential !== null) for (const secret of secretsOf(credential)) tellSecret(secret, secret);
    tellUse(`${registryHost(host)} ${source}`, { host, source });
    return credential;
  };
}

interface Use {
  readonly host: string;
  readonly source: string;
}

/** Passes each `key` on the first time only. */
function once<T>(tell: (value: T) => void): (key: string, value: T) => void {
  const told = new Set<string>();
  return (key, value) => {
    if (told.has(key)) return;
    told.add(key);
    tell(value);
  };
}

function secretsOf(credential: Credential): readonly string[] {
  if (credential.kind !== 'basic') return [credential.token];
  const { username, password } = credential;
  return password === '' ? [] : [password, Buffer.from(`${username}:${password}`).toString('base64')];
}

class CredentialFinder {
  readonly #options: CredentialOptions;
  readonly #configured: ReadonlyMap<string, ConfiguredAuth>;
  readonly #sources: readonly AuthSource[];
  readonly #files: SharedAnswers<AuthFile | null>;
  readonly #helpers: SharedAnswers<Credential | null>;

  constructor(options: CredentialOptions) {
    const now = options.now ?? (() => performance.now());
    const { platform = process.platform, workingDirectory = process.cwd() } = options;
    this.#options = options;
    this.#configured = new Map([...options.configuredAuth].map(([host, auth]) => [registryHost(host), auth]));
    this.#sources = listAuthSources({ ...options, platform, workingDirectory });
    this.#files = new SharedAnswers({
      keepMs: Number.POSITIVE_INFINITY,
      keepFailureMs: Number.POSITIVE_INFINITY,
      now,
    });
    this.#helpers = new SharedAnswers({ keepMs: HELPER_KEEP_MS, keepFailureMs: HELPER_KEEP_FAILURE_MS, now });
  }

  async find(host: string, repository: string, signal: AbortSignal): Promise<Found | null> {
    if (signal.aborted) throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
    const configured = this.#configured.get(registryHost(host));
    if (configured !== undefined) {
      const credential = readConfiguredAuth(host, configured, this.#options);
      return { credential, source: `environment ${configured.usernameEnv}` };
    }
    for (const source of this.#sources) {
      const found = await this.#findIn(source, { host, repository }, signal);
      if (found !== null) return found;
    }
    return null;
  }

  /** A helper named for the registry answers alone; after the default helper the file's own entries may still. */
  async #findIn(
    source: AuthSource,
    wanted: { readonly host: string; readonly repository: string },
    signal: AbortSignal,
  ): Promise<Found | null> {
    const file = await this.#read(source, signal);
    if (file === null) return null;
    const own = file.helpers.get(registryHost(wanted.host));
    const helper = own ?? file.defaultHelper ?? '';
    if (helper !== '') {
      const question = { helper, host: wanted.host, namedBy: file.name };
      const credential = await this.#ask(question, signal);
      if (credential !== null) return { credential, source: `credential helper ${helper}` };
    }
    return own ? null : findEntry(file, source, wanted);
  }

  #read(source: AuthSource, signal: AbortSignal): Promise<AuthFile | null> {
    return this.#files.get(source.label, signal, (stop) =>
      readAuthSource(source, this.#options.inWorkspace, stop),
    );
  }

  #ask(question: HelperQuestion, signal: AbortSignal): Promise<Credential | null> {
    const {
      env,
      platform = process.platform,
      helperTimeoutMs: timeoutMs = HELPER_TIMEOUT_MS,
    } = this.#options;
    const key = `${question.helper} ${registryHost(question.host)}`;
    return this.#helpers.get(key, signal, (stop) => askHelper(question, { env, platform, timeoutMs }, stop));
  }
}

function findEntry(
  file: AuthFile,
  source: AuthSource,
  { host, repository }: { readonly host: string; readonly repository: string },
): Found | null {
  for (const entry of coveringEntries(file.entries, host, repository)) {
    const credential = readAuthEntry(entry.value, `${host} in ${file.name}`);
    if (credential !== null) return { credential, source: source.label };
  }
  return null;
}
