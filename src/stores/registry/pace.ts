/** Notices a peer that stops moving bytes, or moves next to none, while it is the peer who must act. */
import { MirrorError } from '../../errors.ts';
import type { PatienceOptions } from './settings.ts';

export class PeerWatch {
  readonly #stallTimeoutMs: number;
  readonly #minimumBytesPerSecond: number;
  readonly #onStall: (error: MirrorError) => void;
  readonly #peer: string;
  #timer: NodeJS.Timeout | null = null;
  #waitingSince: number | null = null;
  #windowMs = 0;
  #windowBytes = 0;

  /** `onStall` is called at most once per wait, with the error to throw; `peer` names who is watched. */
  constructor(
    patience: Pick<PatienceOptions, 'stallTimeoutMs' | 'minimumBytesPerSecond'>,
    peer: string,
    onStall: (error: MirrorError) => void,
  ) {
    this.#stallTimeoutMs = patience.stallTimeoutMs;
    this.#minimumBytesPerSecond = patience.minimumBytesPerSecond;
    this.#peer = peer;
    this.#onStall = onStall;
  }

  /** From now on it is the peer's turn. */
  waiting(): void {
    this.#waitingSince = performance.now();
    if (this.#timer === null) this.#timer = setTimeout(() => this.#expired(), this.#stallTimeoutMs).unref();
    else this.#timer.refresh();
  }

  /** The peer has moved `bytes`; the time until the next `waiting` is not its fault. */
  moved(bytes: number): void {
    if (this.#waitingSince === null) return;
    this.#windowMs += performance.now() - this.#waitingSince;
    this.#waitingSince = null;
    this.#windowBytes += bytes;
    if (this.#windowMs < this.#stallTimeoutMs) return;
    const wanted = (this.#minimumBytesPerSecond * this.#windowMs) / 1000;
    const tooSlow = this.#windowBytes < wanted;
    const rate = Math.round((this.#windowBytes * 1000) / this.#windowMs);
    this.#windowMs = 0;
    this.#windowBytes = 0;
    if (tooSlow) this.#onStall(this.#error(`moves only ${rate} bytes per second`));
  }

  stop(): void {
    this.#waitingSince = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #expired(): void {
    if (this.#waitingSince === null) return;
    this.#onStall(this.#error(`has not moved a byte for ${Math.round(this.#stallTimeoutMs / 100) / 10} s`));
  }

  #error(what: string): MirrorError {
    return new MirrorError('stalled', `${this.#peer} ${what}`, {
      fix: 'check the network, and whether the registry is overloaded',
    });
  }
}
