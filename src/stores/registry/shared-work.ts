/** One piece of work that several callers wait for. */
import { orAborted } from './waiting.ts';

export interface SharedWork<T> {
  /** Waits for the result. A caller that gives up leaves alone; when the last one has left, the work is stopped. */
  join(signal: AbortSignal): Promise<T>;
  /** True once the last caller has left: nobody may join any more. */
  readonly abandoned: boolean;
  /** Settles with the work, for cleaning up. */
  readonly done: Promise<unknown>;
}

export function shareWork<T>(start: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
  const controller = new AbortController();
  const work = start(controller.signal);
  let waiting = 0;
  let settled = false;
  const settle = () => {
    settled = true;
  };
  work.then(settle, settle); // also: every caller may have left before it fails
  return {
    done: work,
    get abandoned() {
      return controller.signal.aborted;
    },
    async join(signal) {
      waiting += 1;
      try {
        return await orAborted(work, signal);
      } finally {
        waiting -= 1;
        if (waiting === 0 && !settled) controller.abort();
      }
    },
  };
}
