/** How many requests one origin gets at a time, and from when: learnt from its answers. */
import { MirrorError } from '../../errors.ts';
import { oneLine } from './outside-text.ts';
import { throwIfAborted, untilAborted } from './waiting.ts';

/** `read` and `write` stream blobs and may take long; everything else is `small`. */
export type Load = 'small' | 'read' | 'write';

export interface Slot {
  /** Gives the place back; calling it again does nothing. */
  release(): void;
}

export interface Gate {
  /** Waits for a place, first come first served within the room there is. Throws `aborted`, or `rate-limited` (without status) while the origin is given up. */
  enter(load: Load, signal: AbortSignal): Promise<Slot>;
  /** An answer that shows no overload: a little more may be asked at once. */
  answered(): void;
  /** 429 or 503 to a request that entered at `enteredAt` (from `now`): half as many at once, once per burst. */
  overloaded(enteredAt: number): void;
  /** Nobody enters for `delayMs`. */
  closeFor(delayMs: number): void;
  /** For `delayMs` everybody is turned away at once with the error returned: waiting so long is not worth it. */
  giveUpFor(delayMs: number): MirrorError;
  /** Monotonic milliseconds. */
  now(): number;
  /** How many requests may be in flight now. */
  readonly limit: number;
}

interface Waiter {
  /** Place in the queue of all loads. */
  readonly number: number;
  readonly load: Load;
  readonly admit: (slot: Slot) => void;
  readonly refuse: (error: MirrorError) => void;
}

/** Where the climb starts: enough to be fast at once, little enough to be polite. */
const FIRST_LIMIT = 8;

/**
 * A gate for `origin` with at most `bound` places. Blob streams never take the last eighth (at least one place), so
 * that small requests are not starved; reading and writing always get one place each, because a copy within one
 * registry needs both at once.
 */
export function createGate(origin: string, bound: number): Gate {
  return new AdaptiveGate(origin, Math.max(1, Math.floor(bound)));
}

class AdaptiveGate implements Gate {
  readonly #origin: string;
  readonly #bound: number;
  readonly #running = { small: 0, read: 0, write: 0 };
  readonly #waiting: Readonly<Record<Load, Waiter[]>> = { small: [], read: [], write: [] };
  #arrivals = 0;
  #limit: number;
  /** Doubling per round until the first overload, one more per round after it. */
  #climbing = true;
  #halvedAt = Number.NEGATIVE_INFINITY;
  #closedUntil = 0;
  #givenUpUntil = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(origin: string, bound: number) {
    this.#origin = origin;
    this.#bound = bound;
    this.#limit = Math.min(bound, FIRST_LIMIT);
  }

  get limit(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  now(): number {
    return performance.now();
  }

  async enter(load: Load, signal: AbortSignal): Promise<Slot> {
    throwIfAborted(signal);
    if (this.now() < this.#givenUpUntil) throw this.#refusal();
    return untilAborted<Slot>(signal, (admit, refuse) => {
      const waiter: Waiter = { number: this.#arrivals++, load, admit, refuse };
      this.#waiting[load].push(waiter);
      this.#letIn();
      return () => this.#forget(waiter);
    });
  }

  answered(): void {
    this.#limit = Math.min(this.#bound, this.#limit + (this.#climbing ? 1 : 1 / this.#limit));
    this.#letIn();
  }

  overloaded(enteredAt: number): void {
    this.#climbing = false;
    if (enteredAt < this.#halvedAt) return;
    this.#halvedAt = this.now();
    this.#limit = Math.max(1, this.#limit / 2);
  }

  closeFor(delayMs: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.now() + delayMs);
  }

  giveUpFor(delayMs: number): MirrorError {
    this.#givenUpUntil = Math.max(this.#givenUpUntil, this.now() + delayMs);
    const refusal = this.#refusal();
    for (const queue of Object.values(this.#waiting)) {
      for (const waiter of queue.splice(0)) waiter.refuse(refusal);
    }
    return refusal;
  }

  #refusal(): MirrorError {
    const resetAt = new Date(Date.now() + this.#givenUpUntil - this.now());
    const until = Number.isNaN(resetAt.getTime()) ? 'further notice' : resetAt.toISOString();
    return new MirrorError('rate-limited', `${oneLine(this.#origin)} takes no more requests until ${until}`, {
      where: this.#origin,
      fix: `run again after ${until}, or log in to get a higher limit`,
    });
  }

  #forget(waiter: Waiter): void {
    const queue = this.#waiting[waiter.load];
    const at = queue.indexOf(waiter);
    if (at >= 0) queue.splice(at, 1);
    if (!this.#isAwaited()) this.#stopTimer();
  }

  #isAwaited(): boolean {
    return Object.values(this.#waiting).some((queue) => queue.length > 0);
  }

  #letIn(): void {
    const closedMs = this.#closedUntil - this.now();
    if (closedMs > 0) {
      this.#wakeIn(closedMs);
      return;
    }
    for (let next = this.#first(); next !== null; next = this.#first()) {
      this.#waiting[next.load].shift();
      this.#running[next.load] += 1;
      next.admit(this.#slot(next.load));
    }
  }

  /** Who has waited longest among those for whom there is room. */
  #first(): Waiter | null {
    let first: Waiter | null = null;
    for (const [waiter] of Object.values(this.#waiting)) {
      if (waiter === undefined || !this.#hasRoom(waiter.load)) continue;
      if (first === null || waiter.number < first.number) first = waiter;
    }
    return first;
  }

  #hasRoom(load: Load): boolean {
    const { small, read, write } = this.#running;
    const { limit } = this;
    if (load !== 'small' && this.#running[load] === 0) return true;
    if (small + read + write >= limit) return false;
    if (load === 'small') return true;
    const forStreams = limit - Math.max(1, Math.floor(limit / 8));
    return read + write < forStreams && this.#running[load] < Math.max(1, forStreams - 1);
  }

  #slot(load: Load): Slot {
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.#running[load] -= 1;
        this.#letIn();
      },
    };
  }

  #wakeIn(delayMs: number): void {
    if (!this.#isAwaited()) return;
    this.#stopTimer();
    this.#timer = setTimeout(() => this.#letIn(), Math.min(delayMs + 1, 2 ** 31 - 1));
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
