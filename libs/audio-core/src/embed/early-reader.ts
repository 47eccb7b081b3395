/**
 * Reads an iterable that can be begun before it is wanted, by one element: what takes its time to start does so while something else goes on.
 * Whoever is done with it calls `return`, also where it was read to its end or not begun.
 */
export class EarlyReader<T> implements AsyncIterableIterator<T> {
  readonly #iterator: AsyncIterator<T>;
  #first: Promise<IteratorResult<T>> | null = null;

  constructor(iterable: AsyncIterable<T>) {
    this.#iterator = iterable[Symbol.asyncIterator]();
  }

  /** Reads the first element ahead. May be called again, but not once it is being read. */
  begin(): void {
    if (this.#first !== null) return;
    this.#first = this.#iterator.next();
    // Whoever reads it learns of it.
    this.#first.catch(() => undefined);
  }

  next(): Promise<IteratorResult<T>> {
    const next = this.#first ?? this.#iterator.next();
    this.#first = null;
    return next;
  }

  async return(): Promise<IteratorResult<T>> {
    return (await this.#iterator.return?.()) ?? { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
