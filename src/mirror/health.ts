/** Which mirrors answer. A mirror that fails a few times in a row is left alone until it is tried once more at the end. */
import { isMirrorError, type MirrorError } from '../errors.ts';

/** Failures in a row after which a mirror counts as down. */
const FAILURES_UNTIL_DOWN = 3;

interface MirrorHealth {
  failuresInARow: number;
  down: MirrorError | null;
  readonly wentDown: AbortController;
  /** What ends work that is given this signal: the signal, or that the mirror has gone down. */
  readonly guarded: WeakMap<AbortSignal, AbortSignal>;
}

export class Health {
  readonly #byMirror = new Map<string, MirrorHealth>();

  /** Runs `work` on a mirror and learns from how it ends. While the mirror is down `work` is not run, and what is under way when it goes
   *  down is broken off: the error that took it down is thrown. */
  async guard<T>(mirror: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const health = this.#of(mirror);
    if (health.down !== null) throw health.down;
    try {
      const result = await work(guardedBy(health, signal));
      this.succeed(mirror);
      return result;
    } catch (error) {
      if (health.down !== null && !signal.aborted) throw health.down;
      this.fail(mirror, error);
      throw error;
    }
  }

  succeed(mirror: string): void {
    this.#of(mirror).failuresInARow = 0;
  }

  /** Learns from a failure; only those that say the mirror does not answer count. */
  fail(mirror: string, error: unknown): void {
    if (!isUnreachable(error)) return;
    const health = this.#of(mirror);
    health.failuresInARow += 1;
    if (health.failuresInARow < FAILURES_UNTIL_DOWN && error.code !== 'tls') return;
    health.down ??= error;
    health.wentDown.abort(health.down);
  }

  /** Why a mirror is down, or null while it answers. */
  whyDown(mirror: string): MirrorError | null {
    return this.#of(mirror).down;
  }

  /** Gives a mirror that is down another chance. */
  revive(mirror: string): void {
    this.#byMirror.delete(mirror);
  }

  #of(mirror: string): MirrorHealth {
    let health = this.#byMirror.get(mirror);
    if (health === undefined) {
      health = { failuresInARow: 0, down: null, wentDown: new AbortController(), guarded: new WeakMap() };
      this.#byMirror.set(mirror, health);
    }
    return health;
  }
}

/** One signal for all work under the same one: Node keeps what `any` makes beyond its use, until it collects the whole heap. */
function guardedBy({ wentDown, guarded }: MirrorHealth, signal: AbortSignal): AbortSignal {
  const known = guarded.get(signal) ?? AbortSignal.any([signal, wentDown.signal]);
  guarded.set(signal, known);
  return known;
}

/** Whether an error says that a place does not answer, rather than that it said no. */
export function isUnreachable(error: unknown): error is MirrorError {
  // A 500 is about what was asked: registries answer it for a single damaged manifest.
  if (isMirrorError(error, 'unavailable')) return error.status !== 500;
  return isMirrorError(error, 'stalled', 'tls', 'rate-limited');
}
