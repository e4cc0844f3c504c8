/** Connections of one registry: its own, and anonymous ones to the places it refers to. */
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { Dispatcher } from 'undici';
import { MirrorError } from '../../errors.ts';
import { guardedLookup, type Resolve, reachOf, unsafeAddress } from './addresses.ts';
import { OwnReach } from './own-reach.ts';
import { proxyFor } from './proxy.ts';
import { sameSite } from './realm.ts';
import type { ConnectionSettings, PatienceOptions } from './settings.ts';
import { reusingConnector } from './socket-memory.ts';
import { Agent, buildConnector, ProxyAgent } from './undici.ts';

export interface TransportOptions {
  readonly registry: URL;
  readonly settings: ConnectionSettings;
  /** How the user wants other hosts to be spoken to, when the registry refers to them. */
  readonly settingsOf: (host: string) => ConnectionSettings;
  readonly patience: PatienceOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onSecret: (secret: string) => void;
  readonly resolve: Resolve;
}

/** What becomes of the bodies that a pool reads: `taken` ones are gone once they have arrived (`tap.ts`). */
export type Bodies = 'kept' | 'taken';

export interface Transport {
  /** The pool for `url`. Throws `unsafe` where the registry may not send us. */
  dispatcherFor(url: URL, bodies?: Bodies): Dispatcher;
  /** A pool of its own, so that no connection is reused; destroy it after use. */
  freshDispatcherFor(url: URL): Dispatcher;
  /** Breaks all connections; from then on no new ones are made (`aborted`). */
  destroy(): Promise<void>;
}

const KEEP_ALIVE_MS = 20_000;
/** Next address of a host is tried after this, when the first does not connect. */
const NEXT_ADDRESS_AFTER_MS = 1000;
/** A registry that refers to ever new places does not use up what the process may have open. */
const MOST_FOREIGN_POOLS = 16;
/** Beside the requests that the gate counts there are retried and closing ones. */
const SPARE_CONNECTIONS = 2;

export function createTransport(options: TransportOptions): Transport {
  return new RegistryTransport(options);
}

class RegistryTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #pools = new Map<string, Dispatcher>();
  /** Of places that the registry refers to. */
  readonly #foreignPools = new Map<string, Dispatcher>();
  readonly #closing = new Set<Dispatcher>();
  readonly #reach: OwnReach;
  #destroyed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    const { registry, settings } = options;
    const isVerified = settings.tls.kind === 'https' && !settings.tls.skipVerify;
    this.#reach = new OwnReach(registry.hostname, registry.protocol === 'https:' && isVerified);
  }

  dispatcherFor(url: URL, bodies: Bodies = 'kept'): Dispatcher {
    this.#refuseInnerAddress(url);
    const pools = this.#isOwn(url) ? this.#pools : this.#foreignPools;
    const key = `${bodies} ${url.origin}`;
    const pool = pools.get(key) ?? this.#openPool(url, bodies);
    pools.delete(key);
    pools.set(key, pool); // the last one used is the last in the map
    this.#letGoOfForeignPools();
    return pool;
  }

  /** What is under way there ends in peace. */
  #letGoOfForeignPools(): void {
    for (const [key, pool] of this.#foreignPools) {
      if (this.#foreignPools.size <= MOST_FOREIGN_POOLS) return;
      this.#foreignPools.delete(key);
      this.#closing.add(pool);
      pool.close().then(
        () => this.#closing.delete(pool),
        () => {},
      );
    }
  }

  freshDispatcherFor(url: URL): Dispatcher {
    this.#refuseInnerAddress(url);
    return this.#openPool(url, 'kept');
  }

  /** Addresses that are written out are seen here, names when they are looked up. */
  #refuseInnerAddress(url: URL): void {
    const reach = reachOf(url.hostname);
    if (!this.#isOwn(url) && reach !== null && !this.#reach.mayReferTo(reach)) {
      throw unsafeAddress(url.hostname, reach);
    }
  }

  async destroy(): Promise<void> {
    this.#destroyed = true;
    const pools = [...this.#pools.values(), ...this.#foreignPools.values(), ...this.#closing];
    this.#pools.clear();
    this.#foreignPools.clear();
    await Promise.allSettled(pools.map((pool) => pool.destroy()));
  }

  #isOwn(url: URL): boolean {
    return url.origin === this.#options.registry.origin;
  }

  #openPool(url: URL, bodies: Bodies): Dispatcher {
    if (this.#destroyed) throw new MirrorError('aborted', 'the connections are closed');
    const { settings, patience, env, onSecret } = this.#options;
    const proxy = proxyFor(url, env);
    const tls = url.protocol === 'https:' ? this.#tlsOptions(url) : {};
    const common = {
      allowH2: false, // one connection per transfer: a blob never waits behind another
      pipelining: 1,
      connections: settings.concurrency + SPARE_CONNECTIONS,
      connectTimeout: patience.connectTimeoutMs,
      headersTimeout: patience.headersTimeoutMs,
      bodyTimeout: 0, // see pace.ts
      keepAliveTimeout: KEEP_ALIVE_MS,
    };
    if (proxy === null) {
      const how = { ...tls, ...this.#connectOptions(url), allowH2: false };
      const connect = bodies === 'kept' ? buildConnector(how) : reusingConnector(how);
      return new Agent({ ...common, connect: this.#isOwn(url) ? this.#noticing(connect) : connect });
    }
    if (proxy.password !== '') onSecret(decodeURIComponent(proxy.password));
    return new ProxyAgent({
      ...common,
      uri: proxy.href,
      requestTls: { ...tls, timeout: patience.connectTimeoutMs },
    });
  }

  #connectOptions(url: URL) {
    const timeout = this.#options.patience.connectTimeoutMs;
    return {
      timeout,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: Math.max(10, Math.min(NEXT_ADDRESS_AFTER_MS, Math.floor(timeout / 2))),
      lookup: guardedLookup(
        (to) => (this.#isOwn(url) ? this.#reach.mayMoveTo(to) : this.#reach.mayReferTo(to)),
        this.#options.resolve,
      ),
    };
  }

  /** Learns from each connection, once TLS has shown whose it is, where the registry is. */
  #noticing(connect: buildConnector.connector): buildConnector.connector {
    return (target, callback) => {
      connect(target, (...connected) => {
        this.#reach.connectedTo(connected[1]?.remoteAddress);
        callback(...connected);
      });
    };
  }

  /**
   * Its CA also counts for what the registry refers to. Client certificates are credentials: other sites that it refers
   * to do not get to see the ones that the user has for them.
   */
  #tlsOptions(url: URL): { readonly secureContext?: SecureContext; readonly rejectUnauthorized: boolean } {
    const { settings, settingsOf } = this.#options;
    const own = this.#isOwn(url);
    const { tls } = own ? settings : settingsOf(url.host);
    const extra = [settings.tls, tls].flatMap((each) =>
      each.kind === 'https' && each.ca !== null ? [each.ca] : [],
    );
    const mayIdentify = own || sameSite(url, this.#options.registry);
    const identity = tls.kind === 'https' && mayIdentify ? tls : { cert: null, key: null };
    const rejectUnauthorized = !(tls.kind === 'https' && tls.skipVerify);
    if (extra.length === 0 && identity.cert === null && identity.key === null) return { rejectUnauthorized };
    return {
      rejectUnauthorized,
      secureContext: secureContext({ url, extra, cert: identity.cert, key: identity.key }),
    };
  }
}

interface TlsMaterial {
  readonly url: URL;
  readonly extra: readonly string[];
  readonly cert: string | null;
  readonly key: string | null;
}

function secureContext({ url, extra, cert, key }: TlsMaterial): SecureContext {
  try {
    return createSecureContext({
      ...(extra.length === 0 ? {} : { ca: [...getCACertificates('default'), ...new Set(extra)] }),
      ...(cert === null ? {} : { cert }),
      ...(key === null ? {} : { key }),
    });
  } catch (error) {
    throw new MirrorError('input', `the certificates or the key for ${url.host} cannot be used`, {
      fix: `check tls.ca, tls.cert and tls.key for ${url.host} in registries: PEM files, the key without a passphrase and fitting the certificate`,
      cause: error,
    });
  }
}
