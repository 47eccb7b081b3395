/** Mean and standard deviation of rows that are added one after the other (Welford's algorithm, 1962). */
export class RunningMoments {
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  #rows = 0;

  /** @param width values in a row */
  constructor(width: number) {
    this.#means = new Float64Array(width);
    this.#squares = new Float64Array(width);
  }

  /** Rows added so far. */
  get rows(): number {
    return this.#rows;
  }

  /** @param rows row-major [n, width] */
  add(rows: Float32Array | Float64Array): void {
    const means = this.#means;
    const squares = this.#squares;
    const width = means.length;
    for (let start = 0; start < rows.length; start += width) {
      const share = 1 / ++this.#rows;
      for (let n = 0; n < width; n++) {
        const value = rows[start + n]!;
        const delta = value - means[n]!;
        means[n]! += delta * share;
        squares[n]! += delta * (value - means[n]!);
      }
    }
  }

  /** Return the mean of each column. */
  mean(): Float32Array {
    return Float32Array.from(this.#means);
  }

  /** Return the standard deviation of each column, of the population: divided by the number of rows. */
  deviation(): Float32Array {
    return Float32Array.from(this.#squares, (sum) => Math.sqrt(sum / this.#rows));
  }

  /** Return the means, then the standard deviations. */
  meanAndDeviation(): Float32Array {
    return Float32Array.of(...this.mean(), ...this.deviation());
  }
}
