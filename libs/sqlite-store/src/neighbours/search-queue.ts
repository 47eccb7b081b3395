import type { NeighbourRequest } from './neighbour-search.ts';
import type { NumberedNeighbour } from './top-k.ts';

/** A request that waits for its answer. */
interface Waiting extends PromiseWithResolvers<NumberedNeighbour[]> {
  readonly request: NeighbourRequest;
}

/** Gathers the requests that come in one turn of the event loop, so that they are answered with one scan. */
export class SearchQueue {
  readonly #search: (requests: readonly NeighbourRequest[]) => NumberedNeighbour[][];
  readonly #mostAtOnce: number;
  readonly #waiting: Waiting[] = [];

  /**
   * @param search answers requests, in their order
   * @param mostAtOnce most requests of one scan: an upper bound for each track and request is in memory
   */
  constructor(search: (requests: readonly NeighbourRequest[]) => NumberedNeighbour[][], mostAtOnce: number) {
    this.#search = search;
    this.#mostAtOnce = mostAtOnce;
  }

  /** Return the answer to a request. @throws what the search throws */
  nearest(request: NeighbourRequest): Promise<NumberedNeighbour[]> {
    const waiting = { request, ...Promise.withResolvers<NumberedNeighbour[]>() };
    this.#waiting.push(waiting);
    // What else is asked by then is answered with the same scan.
    if (this.#waiting.length === 1) setImmediate(() => this.#answerNext());
    return waiting.promise;
  }

  /** Answer at once what waits. */
  flush(): void {
    while (this.#waiting.length > 0) this.#answer();
  }

  #answerNext(): void {
    // After `flush` nothing waits.
    if (this.#waiting.length > 0) this.#answer();
    if (this.#waiting.length > 0) setImmediate(() => this.#answerNext());
  }

  #answer(): void {
    const answered = this.#waiting.splice(0, this.#mostAtOnce);
    try {
      const found = this.#search(answered.map(({ request }) => request));
      for (const [index, { resolve }] of answered.entries()) resolve(found[index]!);
    } catch (error) {
      for (const { reject } of answered) reject(error);
    }
  }
}
