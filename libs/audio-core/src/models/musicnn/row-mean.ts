/** The mean of rows that come in batches, summed in double precision. */
export class RowMean {
  readonly #sum: Float64Array;
  #rows = 0;

  /** @param width values in a row */
  constructor(width: number) {
    this.#sum = new Float64Array(width);
  }

  /** Rows added so far. */
  get rows(): number {
    return this.#rows;
  }

  /** @param batch row-major [n, width]. @throws RangeError when the batch is no whole number of rows. */
  add(batch: Float32Array): void {
    const width = this.#sum.length;
    if (batch.length % width !== 0)
      throw new RangeError(`rows: expected a multiple of ${width} values, got ${batch.length}`);
    batch.forEach((value, index) => {
      this.#sum[index % width]! += value;
    });
    this.#rows += batch.length / width;
  }

  mean(): Float32Array {
    return Float32Array.from(this.#sum, (value) => value / this.#rows);
  }
}
