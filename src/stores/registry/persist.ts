/** Requests that are sent again until they succeed or trying is no use. */
import { type MirrorError, toMirrorError } from '../../errors.ts';
import type { Ask } from './ask.ts';
import type { Meter } from './meter.ts';
import { located } from './network-errors.ts';
import { createRequester, type Requester, type RequesterOptions } from './request.ts';
import { attemptsFor, backoffMs, patienceWith } from './retry.ts';
import type { PatienceOptions } from './settings.ts';
import { Silence } from './silence.ts';
import { sleep } from './waiting.ts';
import type { Answer } from './wire.ts';

export interface Persistent {
  /** Attempts until `use` has succeeded with an answer, or trying again is no use. For requests that may be repeated. */
  perform<T>(ask: Ask, use: (answer: Answer) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** The wait before trying again after `failures` in a row; rethrows `error` when it is no use. */
  pause(error: MirrorError, failures: number, signal: AbortSignal): Promise<void>;
}

export interface PersistentRequesterOptions extends Omit<RequesterOptions, 'onAnswer'> {
  readonly random: () => number;
}

/** The functions can be called without their object. */
export function createPersistentRequester(options: PersistentRequesterOptions): Requester & Persistent {
  const { gate, patience, random, meter } = options;
  const silence = new Silence();
  const now = () => gate.now();
  const requester = createRequester({ ...options, onAnswer: () => silence.answered(now()) });
  const attempt: Requester['attempt'] = (ask, signal) => requester.attempt(ask, signal);
  const persistence = new Persistence({ attempt, patience, silence, random, meter, now });
  return {
    attempt,
    perform: (ask, use, signal) => persistence.perform(ask, use, signal),
    pause: (error, failures, signal) => persistence.pause(error, failures, signal),
  };
}

interface PersistenceOptions {
  readonly attempt: Requester['attempt'];
  readonly patience: PatienceOptions;
  readonly silence: Silence;
  readonly random: () => number;
  readonly meter: Meter;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

interface Pause {
  readonly failures: number;
  readonly patience: PatienceOptions;
  readonly signal: AbortSignal;
}

class Persistence implements Persistent {
  readonly #options: PersistenceOptions;

  constructor(options: PersistenceOptions) {
    this.#options = options;
  }

  async perform<T>(ask: Ask, use: (answer: Answer) => Promise<T>, signal: AbortSignal): Promise<T> {
    const { attempt, silence, now } = this.#options;
    for (let failures = 1; ; failures += 1) {
      const askedAtMs = now();
      try {
        const answer = await attempt(ask, signal);
        try {
          return await use(answer);
        } finally {
          await answer.discard();
        }
      } catch (error) {
        const failure = located(toMirrorError(error), ask.errand);
        if (silence.isFinal({ method: ask.method, failure, askedAtMs, nowMs: now() })) throw failure;
        const patience = patienceWith(failure, ask.onServerError, this.#options.patience);
        await this.#pause(failure, { failures, patience, signal });
      }
    }
  }

  pause(error: MirrorError, failures: number, signal: AbortSignal): Promise<void> {
    return this.#pause(error, { failures, patience: this.#options.patience, signal });
  }

  async #pause(error: MirrorError, { failures, patience, signal }: Pause): Promise<void> {
    const { random, meter } = this.#options;
    if (failures >= attemptsFor(error, patience)) throw error;
    meter.add('retries', 1);
    await sleep(backoffMs(failures, error, { patience, random }), signal);
  }
}
