/**
 * Answers before the answer (1xx). Each of them starts the HTTP library's own timer anew, so that a registry could keep
 * us for ever with them.
 */
import { MirrorError } from '../../errors.ts';

export class InterimWatch {
  readonly #peer: string;
  readonly #limitMs: number | null;
  readonly #giveUp: (error: MirrorError) => void;
  #timer: NodeJS.Timeout | null = null;

  /** `giveUp` is called when the answer has not come `limitMs` after the first interim one; null: never. */
  constructor(peer: string, limitMs: number | null, giveUp: (error: MirrorError) => void) {
    this.#peer = peer;
    this.#limitMs = limitMs;
    this.#giveUp = giveUp;
  }

  came(): void {
    if (this.#limitMs === null) return;
    this.#timer ??= setTimeout(() => this.#giveUp(this.#endless()), this.#limitMs).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #endless(): MirrorError {
    return new MirrorError('stalled', `${this.#peer} sends interim answers (1xx) but no answer`, {
      fix: 'check the registry and the proxies before it',
    });
  }
}
