/** The one function through which all requests to a registry go: gate, credentials, redirects. */
import { toMirrorError } from '../../errors.ts';
import { type Ask, isReplayable } from './ask.ts';
import { type Authorization, type Authorizer, NOTHING } from './authorize.ts';
import { answerError } from './errors.ts';
import type { Gate, Slot } from './gate.ts';
import type { Meter } from './meter.ts';
import { located } from './network-errors.ts';
import { withoutQueryOf } from './outside-text.ts';
import { isRedirect, nextHop } from './redirect.ts';
import { retryAfterMs } from './retry.ts';
import type { PatienceOptions } from './settings.ts';
import type { Transport } from './transport.ts';
import { type Answer, sendRequest } from './wire.ts';

export interface Requester {
  /** One attempt: waits for its turn, shows credentials, follows redirects. The caller reads or discards the answer. Throws MirrorError. */
  attempt(ask: Ask, signal: AbortSignal): Promise<Answer>;
}

export interface RequesterOptions {
  readonly registry: URL;
  readonly gate: Gate;
  readonly authorizer: Authorizer;
  readonly transport: Transport;
  readonly patience: PatienceOptions;
  readonly meter: Meter;
  readonly userAgent: string;
  readonly warn: (lines: readonly string[]) => void;
  /** Told of every answer that is one, however it is taken. */
  readonly onAnswer: () => void;
}

/** First try, with what a challenge taught, with a renewed token. */
const MOST_AUTHORIZATIONS = 3;

export function createRequester(options: RequesterOptions): Requester {
  return new RegistryRequester(options);
}

/** What one attempt holds. */
interface Turn {
  readonly authorization: Authorization;
  readonly slot: Slot;
  readonly enteredAt: number;
  readonly endScouting: () => void;
}

class RegistryRequester implements Requester {
  readonly #options: RequesterOptions;

  constructor(options: RequesterOptions) {
    this.#options = options;
  }

  async attempt(ask: Ask, signal: AbortSignal): Promise<Answer> {
    for (let round = 1; ; round += 1) {
      const turn = await this.#takeTurn(ask, signal);
      try {
        const answer = await this.#sendAndFollow(ask, turn, signal);
        if (await this.#mayAuthorizeAgain(ask, { answer, turn, round }, signal)) continue;
        return await this.#judge(ask, answer, turn);
      } catch (error) {
        turn.slot.release();
        throw located(toMirrorError(error), ask.errand);
      } finally {
        turn.endScouting();
      }
    }
  }

  async #takeTurn(ask: Ask, signal: AbortSignal): Promise<Turn> {
    const { authorizer, gate } = this.#options;
    const endScouting = ask.need === null ? () => {} : await authorizer.scout(signal);
    try {
      for (;;) {
        const authorization = await this.#authorization(ask, signal);
        const slot = await gate.enter(ask.load, signal);
        // the gate may have been closed for longer than a token lives
        if (authorizer.isFresh(authorization))
          return { authorization, slot, enteredAt: gate.now(), endScouting };
        slot.release();
      }
    } catch (error) {
      endScouting();
      throw error;
    }
  }

  async #authorization(ask: Ask, signal: AbortSignal): Promise<Authorization> {
    if (ask.need === null || !this.#isOwn(ask.url)) return NOTHING;
    return this.#options.authorizer.authorize(ask.need, signal);
  }

  #isOwn(url: URL): boolean {
    return url.origin === this.#options.registry.origin;
  }

  async #sendAndFollow(ask: Ask, turn: Turn, signal: AbortSignal): Promise<Answer> {
    const seen = [ask.url];
    for (let url = ask.url; ; ) {
      const answer = await this.#send(ask, { url, turn }, signal);
      turn.endScouting();
      if (!isRedirect(answer.status) || !mayFollow(ask, answer)) return answer;
      await answer.discard();
      url = nextHop(seen, answer.header('location'));
      seen.push(url);
    }
  }

  async #send(
    ask: Ask,
    { url, turn }: { readonly url: URL; readonly turn: Turn },
    signal: AbortSignal,
  ): Promise<Answer> {
    const { transport, meter, patience, userAgent, warn } = this.#options;
    const fresh = ask.fresh === true;
    const dispatcher = fresh
      ? transport.freshDispatcherFor(url)
      : transport.dispatcherFor(url, ask.tap === undefined ? 'kept' : 'taken');
    meter.add('requests', 1);
    const { header } = turn.authorization;
    const authorization = header !== null && this.#isOwn(url) ? { authorization: header } : {};
    const answer = await sendRequest(
      {
        dispatcher,
        url,
        method: ask.method,
        headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...ask.headers, ...authorization },
        body: ask.body ?? null,
        tap: ask.tap,
        errand: ask.errand,
        patience,
        answerTimeoutMs: ask.answerTimeoutMs ?? patience.headersTimeoutMs,
        onSent: (bytes) => meter.add('bytesSent', bytes),
        onDone: () => {
          if (fresh) void dispatcher.destroy();
        },
      },
      signal,
    );
    if (this.#isOwn(url)) warn(answer.lines('warning').map((line) => withoutQueryOf(url, line)));
    return answer;
  }

  /** After a 401 of the registry itself: whether another try with other credentials is worth it. */
  async #mayAuthorizeAgain(
    ask: Ask,
    { answer, turn, round }: { readonly answer: Answer; readonly turn: Turn; readonly round: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    const { authorizer } = this.#options;
    if (ask.need === null) return false;
    // what answers behind a redirect says nothing about our credentials, but the registry has let us through
    if (answer.status !== 401 || !this.#isOwn(answer.url)) {
      authorizer.accepted(turn.authorization);
      return false;
    }
    turn.slot.release(); // what follows may need places itself
    const lines = await this.#challengeLines(answer, signal);
    const again = authorizer.refused(turn.authorization, lines, ask.need);
    if (!again || round >= MOST_AUTHORIZATIONS || !isReplayable(ask)) return false;
    const next = await authorizer.authorize(ask.need, signal);
    if (next.header === null || (next.token === null && next.header === turn.authorization.header))
      return false;
    await answer.discard();
    return true;
  }

  /** Some registries challenge only at `/v2/`. */
  async #challengeLines(answer: Answer, signal: AbortSignal): Promise<readonly string[]> {
    const lines = answer.lines('www-authenticate');
    if (lines.length > 0 || this.#options.authorizer.knowsChallenge) return lines;
    const url = new URL('/v2/', this.#options.registry);
    const errand = { task: 'ask for the way to log in', where: url.host, host: url.host, writes: false };
    const ping = await this.attempt(
      { method: 'GET', url, need: null, load: 'small', expect: [200, 401], errand },
      signal,
    );
    await ping.discard();
    return ping.lines('www-authenticate');
  }

  /** The answer if it is one, with the place at the gate bound to it; else throws what is wrong. */
  async #judge(ask: Ask, answer: Answer, turn: Turn): Promise<Answer> {
    const { gate, onAnswer } = this.#options;
    if (this.#isExpected(ask, answer)) {
      onAnswer();
      gate.answered();
      answer.whenDone(() => turn.slot.release());
      return answer;
    }
    const body = withoutQueryOf(answer.url, await answer.errorText());
    const overload = answer.status === 429 || answer.status === 503;
    if (overload && this.#isOwn(answer.url)) this.#slowDown(answer, turn);
    const anonymous = turn.authorization.credential === null;
    throw answerError({ status: answer.status, body, answeredBy: answer.url.host, anonymous }, ask.errand);
  }

  #isExpected({ expect, expectElsewhere }: Ask, { status, url }: Answer): boolean {
    return expect.includes(status) || (!this.#isOwn(url) && expectElsewhere?.includes(status) === true);
  }

  #slowDown(answer: Answer, turn: Turn): void {
    const { gate, patience } = this.#options;
    gate.overloaded(turn.enteredAt);
    const delayMs = retryAfterMs(answer.header('retry-after') ?? answer.header('x-retry-after'), Date.now());
    if (delayMs === null) return;
    if (delayMs > patience.maxRetryAfterMs) throw gate.giveUpFor(delayMs);
    gate.closeFor(delayMs);
  }
}

/** Reads are followed anywhere (`nextHop` and the transport refuse what is unsafe), writes only within the registry. */
function mayFollow(ask: Ask, answer: Answer): boolean {
  if (ask.method === 'GET' || ask.method === 'HEAD') return true;
  const location = answer.header('location') ?? '';
  const keepsMethod = answer.status === 307 || answer.status === 308;
  const own =
    URL.canParse(location, answer.url.href) && new URL(location, answer.url).origin === answer.url.origin;
  return keepsMethod && own && isReplayable(ask);
}
