/**
 * Return the indices of the `count` highest values (all if there are fewer), highest first. Uses a bounded heap with
 * the lowest kept value at the root.
 */
export function indicesOfHighest(values: Float64Array, count: number): number[] {
  const heap: number[] = [];
  const sink = (from: number): void => {
    for (let at = from; ;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && values[heap[right]!]! < values[heap[left]!]! ? right : left;
      if (values[heap[at]!]! <= values[heap[child]!]!) return;
      [heap[at], heap[child]] = [heap[child]!, heap[at]!];
      at = child;
    }
  };
  const filled = Math.min(count, values.length);
  for (let index = 0; index < filled; index++) heap.push(index);
  for (let at = (filled >> 1) - 1; at >= 0; at--) sink(at);
  for (let index = filled; index < values.length; index++) {
    if (values[index]! <= values[heap[0]!]!) continue;
    heap[0] = index;
    sink(0);
  }
  return heap.sort((a, b) => values[b]! - values[a]!);
}

/** A track by its number and id, and its cosine to the query. */
export interface NumberedNeighbour {
  readonly number: number;
  readonly id: string;
  readonly similarity: number;
}

/** The `k` most similar of all neighbours that were offered, most similar first, ties by id. */
export class NearestList {
  readonly neighbours: NumberedNeighbour[] = [];
  readonly #k: number;

  constructor(k: number) {
    this.#k = k;
  }

  /** Similarity below which a track can no longer enter the list. */
  get threshold(): number {
    return this.neighbours.length < this.#k ? Number.NEGATIVE_INFINITY : this.neighbours.at(-1)!.similarity;
  }

  /** @returns the place of the neighbour; `k` if it does not enter the list */
  offer(neighbour: NumberedNeighbour): number {
    // From the end: they are offered nearly in order.
    const place = this.neighbours.findLastIndex((other) => comesBefore(other, neighbour)) + 1;
    this.neighbours.splice(place, 0, neighbour);
    if (this.neighbours.length > this.#k) this.neighbours.pop();
    return place;
  }
}

function comesBefore(a: NumberedNeighbour, b: NumberedNeighbour): boolean {
  return a.similarity > b.similarity || (a.similarity === b.similarity && a.id < b.id);
}
