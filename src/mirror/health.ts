/** Which mirrors answer. A mirror that fails a few times in a row is left alone until it is tried once more at the end. */
import { isMirrorError, type MirrorError } from '../errors.ts';

/** Failures in a row after which a mirror counts as down. */
const FAILURES_UNTIL_DOWN = 3;

interface MirrorHealth {
  failuresInARow: number;
  down: MirrorError | null;
}

export class Health {
  readonly #byMirror = new Map<string, MirrorHealth>();

  /** Runs `work` on a mirror and learns from how it ends. While the mirror is down `work` is not run: the error that
   *  took it down is thrown at once. */
  async guard<T>(mirror: string, work: () => Promise<T>): Promise<T> {
    const { down } = this.#of(mirror);
    if (down !== null) throw down;
    try {
      const result = await work();
      this.succeed(mirror);
      return result;
    } catch (error) {
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
    if (health.failuresInARow >= FAILURES_UNTIL_DOWN || error.code === 'tls') health.down = error;
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
      health = { failuresInARow: 0, down: null };
      this.#byMirror.set(mirror, health);
    }
    return health;
  }
}

/** Whether an error says that a place does not answer, rather than that it said no. */
export function isUnreachable(error: unknown): error is MirrorError {
  // A 500 is about what was asked: registries answer it for a single damaged manifest.
  if (isMirrorError(error, 'unavailable')) return error.status !== 500;
  return isMirrorError(error, 'stalled', 'tls', 'rate-limited');
}
