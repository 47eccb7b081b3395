/**
 * Begins to read an iterable at once, by one element, and gives all of it later: what takes its time to start does so while something else goes on.
 * Whoever gets the result reads it to its end or calls `return`, as any iterable that was begun.
 */
export function startedEarly<T>(iterable: AsyncIterable<T>): AsyncIterableIterator<T> {
  const iterator = iterable[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<T>> | null = iterator.next();
  // Whoever reads it learns of it.
  first.catch(() => undefined);
  return {
    next: () => {
      const next = first ?? iterator.next();
      first = null;
      return next;
    },
    return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
