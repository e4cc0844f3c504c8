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
