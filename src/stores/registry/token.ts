/** Bearer tokens: kept per token server, service, credential and scopes; one request shared by all who wait for it. */
import { MirrorError, toMirrorError } from '../../errors.ts';
import { attemptsFor, backoffMs } from './retry.ts';
import { coversScopes, type Scopes } from './scope.ts';
import type { PatienceOptions } from './settings.ts';
import { type SharedWork, shareWork } from './shared-work.ts';
import type { TokenAnswer, TokenQuestion } from './token-request.ts';
import { sleep } from './waiting.ts';

export interface Token {
  readonly text: string;
  readonly scopes: Scopes;
  /** Monotonic milliseconds; the margin for renewing early is already taken off. */
  readonly goodUntil: number;
  /** How many tokens in a row the registry has refused before this one without accepting any. */
  readonly refusals: number;
  /** Set once the registry has taken it. */
  accepted: boolean;
}

export interface TokenCache {
  /** A good token for `question`, kept or new. `owner` groups tokens (the repository). */
  get(owner: string, question: TokenQuestion, signal: AbortSignal): Promise<Token>;
  /** `token` was refused with 401. True: a new one is worth a try. */
  refused(token: Token): boolean;
}

export interface TokenCacheOptions {
  readonly request: (question: TokenQuestion, signal: AbortSignal) => Promise<TokenAnswer>;
  readonly patience: PatienceOptions;
  readonly random: () => number;
  readonly onSecret: (secret: string) => void;
  readonly onRetry: () => void;
}

/** Renewed this long before the end, or a quarter of the life of a short-lived token. */
const RENEW_EARLY_MS = 30_000;
/** A second refusal in a row is final for this long, so that a wrong setup is no storm of logins. */
const MOST_REFUSALS = 1;
/** Per owner; more are only made by many mounts into one repository. */
const MOST_KEPT = 32;

export function createTokenCache(options: TokenCacheOptions): TokenCache {
  return new SharedTokens(options);
}

interface Shelf {
  tokens: Token[];
  pending: { readonly scopes: Scopes; readonly work: SharedWork<Token> }[];
  refusals: number;
}

class SharedTokens implements TokenCache {
  readonly #options: TokenCacheOptions;
  readonly #shelves = new Map<string, Shelf>();

  constructor(options: TokenCacheOptions) {
    this.#options = options;
  }

  async get(owner: string, question: TokenQuestion, signal: AbortSignal): Promise<Token> {
    const shelf = this.#shelfFor(owner, question);
    const now = performance.now();
    shelf.tokens = shelf.tokens.filter(({ goodUntil }) => goodUntil > now);
    const kept = shelf.tokens.find(({ scopes }) => coversScopes(scopes, question.scopes));
    if (kept !== undefined) return kept;
    const pending = shelf.pending.find(
      ({ scopes, work }) => !work.abandoned && coversScopes(scopes, question.scopes),
    );
    return (pending?.work ?? this.#start(shelf, question)).join(signal);
  }

  refused(token: Token): boolean {
    for (const shelf of this.#shelves.values()) {
      const at = shelf.tokens.indexOf(token);
      if (at < 0) continue;
      if (!token.accepted && token.refusals >= MOST_REFUSALS) return false;
      shelf.tokens.splice(at, 1);
      shelf.refusals = token.accepted ? 0 : token.refusals + 1;
      return true;
    }
    return true; // somebody else has thrown it away already
  }

  #shelfFor(owner: string, { realm, service, credential }: TokenQuestion): Shelf {
    const key = JSON.stringify([owner, realm.url.href, service, credential]);
    const known = this.#shelves.get(key);
    if (known !== undefined) return known;
    const shelf: Shelf = { tokens: [], pending: [], refusals: 0 };
    this.#shelves.set(key, shelf);
    return shelf;
  }

  #start(shelf: Shelf, question: TokenQuestion): SharedWork<Token> {
    const work = shareWork((signal) => this.#fetch(shelf, question, signal));
    const entry = { scopes: question.scopes, work };
    shelf.pending.push(entry);
    const forget = () => {
      shelf.pending = shelf.pending.filter((other) => other !== entry);
    };
    work.done.then(forget, forget);
    return work;
  }

  async #fetch(shelf: Shelf, question: TokenQuestion, signal: AbortSignal): Promise<Token> {
    const { token: text, lifetimeMs } = await this.#requestWithRetries(question, signal);
    this.#options.onSecret(text);
    const token: Token = {
      text,
      scopes: question.scopes,
      goodUntil: performance.now() + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 4),
      refusals: shelf.refusals,
      accepted: false,
    };
    shelf.refusals = 0;
    shelf.tokens = [token, ...shelf.tokens].slice(0, MOST_KEPT);
    return token;
  }

  async #requestWithRetries(question: TokenQuestion, signal: AbortSignal): Promise<TokenAnswer> {
    const { request, patience, random, onRetry } = this.#options;
    for (let failures = 1; ; failures += 1) {
      try {
        return await request(question, signal);
      } catch (thrown) {
        const error = toMirrorError(thrown);
        if (failures >= attemptsFor(error, patience)) throw givenUp(error);
        onRetry();
        await sleep(backoffMs(failures, error, { patience, random }), signal);
      }
    }
  }
}

/** The request that needed the token is not tried again for it: attempts times attempts would be a storm. */
function givenUp(error: MirrorError): MirrorError {
  const { code, message, where, fix, status, registryCodes, cause } = error;
  return new MirrorError(code, message, { where, fix, status, registryCodes, isFinal: true, cause });
}
