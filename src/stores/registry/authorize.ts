/** Who we are to one registry: learns from its challenges what to show, and shows it to nobody else. */
import { isMirrorError } from '../../errors.ts';
import { bestChallenge, type Challenge, parseChallenges } from './challenge.ts';
import type { Credential, CredentialLookup } from './credential.ts';
import { parseRealm, type Realm } from './realm.ts';
import { coversScopes, mergeScopes, parseScopes, type Scopes } from './scope.ts';
import type { Token, TokenCache } from './token.ts';
import { base64 } from './token-request.ts';
import { orAborted } from './waiting.ts';
import { createWallet, type Wallet } from './wallet.ts';

/** What a request is about to do, and where. */
export interface Need {
  readonly repository: string;
  readonly scopes: Scopes;
}

export interface Authorization {
  /** Value for the Authorization header of requests to the registry's own origin; null: none. */
  readonly header: string | null;
  readonly token: Token | null;
  /** What was behind it. */
  readonly credential: Credential | null;
}

export interface Authorizer {
  authorize(need: Need, signal: AbortSignal): Promise<Authorization>;
  /** Whether `used` is still worth showing, after a long wait. */
  isFresh(used: Authorization): boolean;
  /** The registry has taken `used`, or asked for nothing. */
  accepted(used: Authorization): void;
  /** Whether the registry has ever said what it asks for. */
  readonly knowsChallenge: boolean;
  /** A 401 with these WWW-Authenticate lines. True: worth a retry, if `authorize` now gives something else than `used`. */
  refused(used: Authorization, lines: readonly string[], need: Need): boolean;
  /** Only one request goes ahead until it is known what the registry asks for. Resolves to what ends the scouting. */
  scout(signal: AbortSignal): Promise<() => void>;
}

export interface AuthorizerOptions {
  readonly host: string;
  readonly registry: URL;
  readonly credentials: CredentialLookup;
  readonly tokens: TokenCache;
  readonly onSecret: (secret: string) => void;
  readonly onWarning: (message: string) => void;
}

/** A registry that keeps asking for other scopes does not get all of them. */
const MOST_EXTRA_SCOPES = 16;

export const NOTHING: Authorization = { header: null, token: null, credential: null };

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  return new RegistryAuthorizer(options);
}

class RegistryAuthorizer implements Authorizer {
  readonly #options: AuthorizerOptions;
  readonly #challenges = new Map<string, Challenge>();
  /** Scopes that a registry wanted on top of what we would ask for, by what we would ask for. */
  readonly #extraScopes = new Map<string, Scopes>();
  readonly #warned = new Set<string>();
  readonly #wallet: Wallet;
  #latest: Challenge | null = null;
  #known = false;
  #scouting: Promise<void> | null = null;

  constructor(options: AuthorizerOptions) {
    this.#options = options;
    this.#wallet = createWallet(options);
  }

  async authorize(need: Need, signal: AbortSignal): Promise<Authorization> {
    const challenge = this.#challenges.get(need.repository) ?? this.#latest;
    if (challenge === null) return NOTHING;
    const credential = await this.#wallet.credentialFor(need.repository, signal);
    if (credential?.kind === 'registry-token') {
      return { header: `Bearer ${credential.token}`, token: null, credential };
    }
    if (challenge.scheme === 'basic') return basicAuthorization(credential);
    try {
      const token = await this.#tokenFor(challenge, { need, credential }, signal);
      return { header: `Bearer ${token.text}`, token, credential };
    } catch (error) {
      if (isMirrorError(error, 'unauthorized', 'denied')) this.#wallet.forget(need.repository, credential);
      throw error;
    }
  }

  isFresh(used: Authorization): boolean {
    return used.token === null || used.token.goodUntil > performance.now();
  }

  accepted(used: Authorization): void {
    this.#known = true;
    if (used.token !== null) used.token.accepted = true;
  }

  get knowsChallenge(): boolean {
    return this.#latest !== null;
  }

  refused(used: Authorization, lines: readonly string[], need: Need): boolean {
    const before = this.#challenges.get(need.repository) ?? this.#latest;
    const challenge = bestChallenge(parseChallenges(lines)) ?? before;
    this.#known = true;
    if (challenge === null) return false;
    this.#challenges.set(need.repository, challenge);
    this.#latest = challenge;
    if (this.#learnScopes(used, challenge, need)) return true;
    if (used.token === null) this.#wallet.forget(need.repository, used.credential);
    return used.token === null || this.#options.tokens.refused(used.token);
  }

  async scout(signal: AbortSignal): Promise<() => void> {
    if (!this.#known && this.#scouting === null) return this.#startScouting();
    // Where the scout found nobody, there is no use in going one by one.
    if (!this.#known && this.#scouting !== null) await orAborted(this.#scouting, signal);
    return () => {};
  }

  #startScouting(): () => void {
    let end = () => {};
    const scouting = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#scouting = scouting;
    return () => {
      if (this.#scouting === scouting) this.#scouting = null;
      end();
    };
  }

  #tokenFor(
    challenge: Challenge,
    { need, credential }: { readonly need: Need; readonly credential: Credential | null },
    signal: AbortSignal,
  ): Promise<Token> {
    const { host, tokens } = this.#options;
    const realm = this.#realmOf(challenge, need);
    if (credential !== null && !realm.trusted) this.#warnOfForeignRealm(realm.url);
    const question = {
      realm,
      service: challenge.parameters.get('service') ?? null,
      scopes: mergeScopes(need.scopes, this.#extraScopes.get(need.scopes.join(' ')) ?? []),
      credential: realm.trusted ? credential : null,
      host,
    };
    return tokens.get(need.repository, question, signal);
  }

  /** A realm that cannot be used is the error of this request alone: the next one asks the registry anew. */
  #realmOf(challenge: Challenge, { repository }: Need): Realm {
    try {
      return parseRealm(challenge.parameters.get('realm') ?? '', this.#options.registry);
    } catch (error) {
      if (this.#challenges.get(repository) === challenge) this.#challenges.delete(repository);
      if (this.#latest === challenge) this.#latest = [...this.#challenges.values()].at(-1) ?? null;
      throw error;
    }
  }

  #warnOfForeignRealm(realm: URL): void {
    if (this.#warned.has(realm.host)) return;
    this.#warned.add(realm.host);
    this.#options.onWarning(
      `${this.#options.host} names ${realm.host} as its token server, which is another site: asked there without credentials`,
    );
  }

  /** True when the challenge asks for more than the token used was asked for. */
  #learnScopes(used: Authorization, challenge: Challenge, need: Need): boolean {
    const asked = parseScopes(challenge.parameters.get('scope') ?? '');
    if (used.header !== null && used.token === null) return false;
    if (coversScopes(used.token?.scopes ?? need.scopes, asked)) return false;
    const key = need.scopes.join(' ');
    this.#extraScopes.set(
      key,
      mergeScopes(this.#extraScopes.get(key) ?? [], asked).slice(0, MOST_EXTRA_SCOPES),
    );
    return true;
  }
}

function basicAuthorization(credential: Credential | null): Authorization {
  if (credential?.kind !== 'basic') return NOTHING;
  return {
    header: `Basic ${base64(`${credential.username}:${credential.password}`)}`,
    token: null,
    credential,
  };
}
