/** Waiting that an AbortSignal can end. */
import { MirrorError } from '../../errors.ts';
import { whenAborted } from '../../when-aborted.ts';

export function abortedError(signal: AbortSignal): MirrorError {
  const { reason } = signal;
  if (reason instanceof MirrorError) return reason;
  return new MirrorError('aborted', 'stopped before it was done', { cause: reason });
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortedError(signal);
}

/** Resolves after `delayMs`; rejects with `aborted` as soon as the signal fires. The timer is cleared either way. */
export function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return untilAborted(signal, (resolve) => {
    const timer = setTimeout(resolve, delayMs);
    return () => clearTimeout(timer);
  });
}

/** `work`, or a rejection with `aborted` as soon as the signal fires; what `work` does later is ignored. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return settledOrAborted<T>(signal, listenOnce, (resolve, reject) => {
    work.then(resolve, reject);
    return () => {};
  });
}

/**
 * A promise that `start` settles, or that is rejected with `aborted` when the signal fires first. What `start`
 * returns is called once it is settled, to free timers and queue places.
 */
export function untilAborted<T>(signal: AbortSignal, start: Start<T>): Promise<T> {
  return settledOrAborted(signal, whenAborted, start);
}

type Start<T> = (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void;
/** Has `action` called when a signal fires; what it returns takes that back. */
type Listen = (signal: AbortSignal, action: () => void) => () => void;

function settledOrAborted<T>(signal: AbortSignal, listen: Listen, start: Start<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) {
      start(
        () => {},
        () => {},
      )();
      reject(abortedError(signal));
      return;
    }
    let cleanUp: (() => void) | null = null;
    let settled = false;
    const settle = (finish: () => void) => {
      settled = true;
      forget();
      cleanUp?.();
      finish();
    };
    const onAbort = () => settle(() => reject(abortedError(signal)));
    const forget = listen(signal, onAbort);
    cleanUp = start(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    );
    if (settled) cleanUp(); // it was settled while it was being started
  });
}

function listenOnce(signal: AbortSignal, action: () => void): () => void {
  signal.addEventListener('abort', action, { once: true });
  return () => signal.removeEventListener('abort', action);
}

/** A controller that fires with `signal`; call `unlink` when the work is done, so that long-lived signals keep nothing. */
export function linkedController(signal: AbortSignal): {
  readonly controller: AbortController;
  unlink(): void;
} {
  const controller = new AbortController();
  return { controller, unlink: whenAborted(signal, () => controller.abort(abortedError(signal))) };
}
