/** A cosine as an integer, which threads can write and read at once. */
const SCALE = 2 ** 30;
/** Below every cosine. */
const EMPTY = -(2 ** 31);

/** Memory for the floor of one search by several threads. */
export interface FloorMemory {
  readonly buffer: SharedArrayBuffer;
  readonly parts: number;
}

/** Return memory for a search of the `k` nearest by so many threads. */
export function floorMemory(k: number, parts: number): FloorMemory {
  const buffer = new SharedArrayBuffer(k * parts * Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(buffer).fill(EMPTY);
  return { buffer, parts };
}

/**
 * The `k` best cosines that each of several threads has found so far. What is below the k-th best of all cannot be in the
 * answer, so a thread need not find the `k` best of its own part.
 */
export class SharedFloor {
  readonly #values: Int32Array;
  readonly #parts: number;
  readonly #k: number;
  readonly #own: number;

  /** @param own index of the part that this thread searches */
  constructor({ buffer, parts }: FloorMemory, own: number) {
    this.#values = new Int32Array(buffer);
    this.#parts = parts;
    this.#k = this.#values.length / parts;
    this.#own = own;
  }

  /**
   * Publish the best of this thread, highest first. Others may read while it writes: they then miss one of the cosines.
   * @param from index of the first that changed
   */
  publish(best: readonly { readonly similarity: number }[], from: number): void {
    for (let index = from; index < best.length; index++)
      Atomics.store(this.#values, this.#own * this.#k + index, Math.floor(best[index]!.similarity * SCALE));
  }

  /** Return a cosine that at least `k` tracks reach; −2 if fewer have been found. */
  get value(): number {
    const next = Array.from({ length: this.#parts }, (_, part) => part * this.#k);
    let lowest = EMPTY;
    for (let taken = 0; taken < this.#k; taken++) {
      let highest = EMPTY;
      let from = 0;
      for (const [part, at] of next.entries()) {
        const value = at < (part + 1) * this.#k ? Atomics.load(this.#values, at) : EMPTY;
        if (value > highest) [highest, from] = [value, part];
      }
      if (highest === EMPTY) return EMPTY / SCALE;
      next[from]!++;
      lowest = highest;
    }
    return lowest / SCALE;
  }
}
