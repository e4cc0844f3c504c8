/** All registries of a run: what is opened here shares connections, limits, tokens and counters, and is closed here. */
import { lookup as systemLookup } from 'node:dns';
import { apiHost } from '../../oci/reference.ts';
import type { Resolve } from './addresses.ts';
import { createAuthorizer } from './authorize.ts';
import type { Place, RegistryClient } from './client.ts';
import type { CredentialLookup } from './credential.ts';
import { createEndpoints, type Endpoints, NO_ENDPOINTS } from './endpoints.ts';
import { createGate, type Gate } from './gate.ts';
import { ManifestMemory } from './manifest-memory.ts';
import { createMeter, noTraffic } from './meter.ts';
import { DEFAULT_PATIENCE } from './patience.ts';
import { createPersistentRequester } from './persist.ts';
import { ReferrerApiMemory } from './referrer-api-memory.ts';
import { RegistryRepository } from './repository.ts';
import type { ConnectionSettings, PatienceOptions, TrafficCounters } from './settings.ts';
import { createTokenCache } from './token.ts';
import { requestToken } from './token-request.ts';
import { createTransport, type Transport } from './transport.ts';
import { DEFAULT_CHUNK_BYTES, UploadMemory } from './upload-memory.ts';
import { cancelSession } from './upload-session.ts';
import { createWarner } from './warnings.ts';

export interface RegistriesOptions {
  /** How to talk to a host, as the user names it (`docker.io`, `reg.example.com:5000`). */
  readonly settings: (host: string) => ConnectionSettings;
  readonly credentials: CredentialLookup;
  /** For HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userAgent: string;
  /** Told every token, password and encoded form of them before it is first used, to mask it. */
  readonly onSecret: (secret: string) => void;
  readonly onWarning: (message: string) => void;
  readonly patience?: Partial<PatienceOptions>;
  /** In [0, 1), for the jitter of waits. */
  readonly random?: () => number;
  /** Largest chunk of uploads that must be cut; 32 MiB. */
  readonly uploadChunkBytes?: number;
  /** How names are looked up; the system's way. */
  readonly resolve?: Resolve;
}

export interface Registries {
  /** `repository` of `host`, which alone answers for it; nothing is sent yet. */
  open(host: string, repository: string): RegistryRepository;
  /** The same, for taking content from: what has a digest may come from the `endpoints` of the host. Proves nothing about it. */
  openSource(host: string, repository: string): RegistryRepository;
  /** Of all registries together, live. */
  readonly traffic: TrafficCounters;
  /** Of one origin (`Source.origin`), live. */
  trafficOf(origin: string): TrafficCounters;
  /** Cancels uploads that were opened and not completed (at most two seconds), and breaks all connections. */
  close(): Promise<void>;
}

/** Endpoints are a favour: they get fewer tries before the registry itself is asked. */
const ENDPOINT_ATTEMPTS = 2;

export function createRegistries(options: RegistriesOptions): Registries {
  return new AllRegistries(options);
}

interface Opened {
  readonly client: RegistryClient;
  readonly transport: Transport;
}

class AllRegistries implements Registries {
  readonly traffic = noTraffic();
  readonly #options: RegistriesOptions;
  readonly #patience: PatienceOptions;
  readonly #opened = new Map<string, Opened>();
  readonly #endpoints = new Map<string, Endpoints>();
  readonly #gates = new Map<string, Gate>();
  readonly #traffic = new Map<string, TrafficCounters>();

  constructor(options: RegistriesOptions) {
    this.#options = options;
    this.#patience = { ...DEFAULT_PATIENCE, ...options.patience };
  }

  open(host: string, repository: string): RegistryRepository {
    return new RegistryRepository(this.#placeOf(host, repository), NO_ENDPOINTS);
  }

  openSource(host: string, repository: string): RegistryRepository {
    return new RegistryRepository(this.#placeOf(host, repository), this.#endpointsOf(host));
  }

  #placeOf(host: string, repository: string): Place {
    const settings = this.#options.settings(host);
    const scheme = settings.tls.kind === 'plain-http' ? 'http' : 'https';
    const base = new URL(`${scheme}://${apiHost(host)}/`);
    const { client } = this.#openClient({ host, base, settings, patience: this.#patience });
    return { client, repository };
  }

  trafficOf(origin: string): TrafficCounters {
    const known = this.#traffic.get(origin);
    if (known !== undefined) return known;
    const counters = noTraffic();
    this.#traffic.set(origin, counters);
    return counters;
  }

  async close(): Promise<void> {
    const opened = [...this.#opened.values()];
    await Promise.allSettled(opened.map(({ client }) => cancelLeftovers(client)));
    await Promise.allSettled(opened.map(({ transport }) => transport.destroy()));
  }

  #endpointsOf(host: string): Endpoints {
    const known = this.#endpoints.get(host);
    if (known !== undefined) return known;
    const clients = this.#options.settings(host).endpoints.map((endpoint) => this.#openEndpoint(endpoint));
    const endpoints = createEndpoints(clients);
    this.#endpoints.set(host, endpoints);
    return endpoints;
  }

  /** Its address says whether TLS is spoken; certificates come from the settings of its host. */
  #openEndpoint(endpoint: string): RegistryClient {
    const base = new URL(endpoint);
    const settings = this.#options.settings(base.host);
    const patience = { ...this.#patience, attempts: Math.min(ENDPOINT_ATTEMPTS, this.#patience.attempts) };
    return this.#openClient({ host: base.host, base, settings, patience }).client;
  }

  #openClient(which: ClientOptions): Opened {
    const key = `${which.host} ${which.base.href} ${which.patience.attempts}`;
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const opened = this.#createClient(which);
    this.#opened.set(key, opened);
    return opened;
  }

  #createClient({ host, base, settings, patience }: ClientOptions): Opened {
    const { credentials, env, onSecret, onWarning, userAgent, random = Math.random } = this.#options;
    const { origin } = base;
    const meter = createMeter(this.traffic, this.trafficOf(origin));
    const transport = createTransport({
      registry: base,
      settings,
      settingsOf: this.#options.settings,
      patience,
      env,
      onSecret,
      resolve: this.#options.resolve ?? systemLookup,
    });
    const wire = { dispatcherFor: (url: URL) => transport.dispatcherFor(url), patience, meter, userAgent };
    const tokens = createTokenCache({
      request: (question, signal) => requestToken(question, wire, signal),
      patience,
      random,
      onSecret,
      onRetry: () => meter.add('retries', 1),
    });
    const authorizer = createAuthorizer({ host, registry: base, credentials, tokens, onSecret, onWarning });
    const gate = this.#gateOf(origin, settings.concurrency);
    const warn = createWarner(host, onWarning);
    const requester = createPersistentRequester({
      registry: base,
      gate,
      authorizer,
      transport,
      patience,
      meter,
      random,
      userAgent,
      warn,
    });
    const uploads = new UploadMemory(this.#options.uploadChunkBytes ?? DEFAULT_CHUNK_BYTES);
    const client: RegistryClient = {
      host,
      origin,
      base,
      patience,
      meter,
      uploads,
      manifests: new ManifestMemory(),
      referrerApis: new ReferrerApiMemory(),
      warn: onWarning,
      ...requester,
    };
    return { client, transport };
  }

  #gateOf(origin: string, bound: number): Gate {
    const known = this.#gates.get(origin);
    if (known !== undefined) return known;
    const gate = createGate(origin, bound);
    this.#gates.set(origin, gate);
    return gate;
  }
}

interface ClientOptions {
  readonly host: string;
  readonly base: URL;
  readonly settings: ConnectionSettings;
  readonly patience: PatienceOptions;
}

async function cancelLeftovers(client: RegistryClient): Promise<void> {
  const leftovers = [...client.uploads.open];
  const cancelled = leftovers.map((session) => {
    const place: Place = { client, repository: session.repository };
    return cancelSession(place, session);
  });
  await Promise.allSettled([...cancelled, ...client.uploads.cancelling]);
}
