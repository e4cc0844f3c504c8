/** The one helper that fans out. */
import pLimit from 'p-limit';

/** Runs `work` for every item, at most `concurrency` at once, and waits for every child even when one throws; then the
 *  first error (in item order) is thrown. Results are in item order. */
export async function mapEach<T, R>(
  items: Iterable<T>,
  concurrency: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const limit = pLimit(concurrency);
  const settled = await Promise.allSettled(
    Array.from(items, (item, index) => limit(() => work(item, index))),
  );
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
