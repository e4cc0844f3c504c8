/** The monotonic clock moved on, for what is kept for minutes. */
export async function later<T>(byMs: number, run: () => Promise<T> | T): Promise<T> {
  const { now } = performance;
  performance.now = () => now.call(performance) + byMs;
  try {
    return await run();
  } finally {
    performance.now = now;
  }
}
