/** Waiting with an end. */

/** Resolves when `done` does, or after `ms`; leaves no timer behind. Rejects where `done` does before that. */
export async function orAfter(ms: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, over]);
  clearTimeout(timer);
}

/** Resolves after `ms`, or as soon as the signal fires. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const stopped = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: stopped.signal });
  });
  await orAfter(signal.aborted ? 0 : ms, aborted);
  stopped.abort();
}
