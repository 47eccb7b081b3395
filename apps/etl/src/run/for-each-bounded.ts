import pLimit from 'p-limit';

/**
 * Run a task over the items, at most `concurrency` at a time, taking the next item only when a task has ended.
 * After a task rejects or the signal aborts, no more items are taken. The running tasks are awaited, then the first
 * error is thrown.
 */
export async function forEachBounded<T>(
  items: AsyncIterable<T> | Iterable<T>,
  concurrency: number,
  task: (item: T) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const limit = pLimit(concurrency);
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const item of items) {
    if (signal.aborted || failures.length > 0) break;
    const running: Promise<void> = limit(() => task(item))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => inFlight.delete(running));
    inFlight.add(running);
    if (inFlight.size >= concurrency) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (failures.length > 0) throw failures[0];
}
