/** Bodies that are taken from the socket as they arrive, instead of being handed over chunk by chunk. */
import type { Dispatcher } from 'undici';

/** What is known of an answer before its body comes. */
export interface Head {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
}

export interface TapOptions {
  /** Whether the body after this head is what is waited for; asked of every answer on the way. */
  readonly wants: (head: Head) => boolean;
  /** The next bytes, in memory that is used again as soon as it returns. Must not throw. */
  readonly take: (chunk: Uint8Array) => void;
  /** The chunk that goes beyond this is not taken any more, nor what comes after it. */
  readonly limitBytes: number;
}

/**
 * Takes the body of the answer that `wants` says yes to. That answer's own chunks are true in number and length alone:
 * their memory may hold other bytes by the time they are looked at. Chunks of all other answers are safe.
 */
export class Tap {
  readonly #options: TapOptions;
  #leftBytes: number;
  #isOpen = true;

  constructor(options: TapOptions) {
    this.#options = options;
    this.#leftBytes = options.limitBytes;
  }

  wants(head: Head): boolean {
    return this.#isOpen && this.#options.wants(head);
  }

  take(chunk: Uint8Array): void {
    this.#leftBytes -= chunk.byteLength;
    if (this.#leftBytes < 0) this.close();
    if (this.#isOpen) this.#options.take(chunk);
  }

  /** Nothing is taken from now on. */
  close(): void {
    this.#isOpen = false;
  }
}

/** `dispatcher`, with `tap` on what it answers. Its sockets may read into memory that they use again. */
export function tapped(dispatcher: Dispatcher, tap: Tap): Dispatcher {
  return dispatcher.compose(
    (dispatch) => (options, handler) => dispatch(options, tappedHandler(handler, tap)),
  );
}

function tappedHandler(handler: Dispatcher.DispatchHandler, tap: Tap): Dispatcher.DispatchHandler {
  let isTapped = false;
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
    onResponseStart(controller, status, headers, statusText) {
      isTapped = tap.wants({ status, header: (name) => [headers[name]].flat()[0] });
      handler.onResponseStart?.(controller, status, headers, statusText);
    },
    onResponseData(controller, chunk) {
      if (isTapped) tap.take(chunk);
      handler.onResponseData?.(controller, isTapped ? chunk : Buffer.from(chunk));
    },
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  };
}
