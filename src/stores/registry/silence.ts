/** Tells one lost answer from a registry that hangs. All times are monotonic milliseconds. */
import type { MirrorError } from '../../errors.ts';
import { causeCode } from './retry.ts';
import type { Method } from './wire.ts';

export interface Unanswered {
  readonly method: Method;
  readonly failure: MirrorError;
  readonly askedAtMs: number;
  readonly nowMs: number;
}

export class Silence {
  #answeredAtMs = Number.NEGATIVE_INFINITY;

  /** The registry has answered something. */
  answered(nowMs: number): void {
    this.#answeredAtMs = nowMs;
  }

  /**
   * Whether a look-up stayed unanswered by a registry that says nothing to others either: asking it again would only keep
   * others waiting. Who has answered others meanwhile, or not longer before than the wait was, has lost one answer.
   */
  isFinal({ method, failure, askedAtMs, nowMs }: Unanswered): boolean {
    if (method !== 'HEAD' || causeCode(failure) !== 'UND_ERR_HEADERS_TIMEOUT') return false;
    return this.#answeredAtMs < askedAtMs - (nowMs - askedAtMs);
  }
}
