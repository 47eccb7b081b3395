/** A track by its number and id, and its cosine to what was asked for. */
export interface NumberedNeighbour {
  readonly number: number;
  readonly id: string;
  readonly similarity: number;
}

/** The `k` most similar of all that are offered, most similar first, ties by id. */
export class NearestList {
  readonly neighbours: NumberedNeighbour[] = [];
  readonly #k: number;

  constructor(k: number) {
    this.#k = k;
  }

  /** A track less similar than this has no place any more. */
  get threshold(): number {
    return this.neighbours.length < this.#k ? Number.NEGATIVE_INFINITY : this.neighbours.at(-1)!.similarity;
  }

  offer(neighbour: NumberedNeighbour): void {
    // From the end: they are offered nearly in order.
    const place = this.neighbours.findLastIndex((other) => comesBefore(other, neighbour)) + 1;
    this.neighbours.splice(place, 0, neighbour);
    if (this.neighbours.length > this.#k) this.neighbours.pop();
  }
}

function comesBefore(a: NumberedNeighbour, b: NumberedNeighbour): boolean {
  return a.similarity > b.similarity || (a.similarity === b.similarity && a.id < b.id);
}
