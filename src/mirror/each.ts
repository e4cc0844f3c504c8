/** The one helper that fans out. */

interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/** Runs `work` for every item, at most `concurrency` at once, and waits for every child even when one throws; then the
 *  first error (in item order) is thrown. Results are in item order. */
export async function mapEach<T, R>(
  items: Iterable<T>,
  concurrency: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const all = Array.from(items);
  const results = new Array<R>(all.length);
  const failures: Failure[] = [];
  // Shared by the workers, who take one item after the other: what waits costs nothing, and what is done leaves nothing
  // behind but its result. A promise for each item would be old before its turn comes, and would make old all that it meets.
  const queue = all.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.push({ index, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, all.length) }, worker));
  const [first, ...others] = failures;
  if (first === undefined) return results;
  throw others.reduce((earliest, one) => (one.index < earliest.index ? one : earliest), first).error;
}
