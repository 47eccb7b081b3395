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
  add(rows: Float32Array): void {
    const width = this.#means.length;
    for (let start = 0; start < rows.length; start += width) {
      this.#rows++;
      for (let n = 0; n < width; n++) {
        const delta = rows[start + n]! - this.#means[n]!;
        this.#means[n]! += delta / this.#rows;
        this.#squares[n]! += delta * (rows[start + n]! - this.#means[n]!);
      }
    }
  }

  /** Return the mean of each column. */
  mean(): Float32Array {
    return Float32Array.from(this.#means);
  }

  /** Return the means, then the standard deviations. */
  meanAndDeviation(): Float32Array {
    return Float32Array.of(...this.#means, ...this.#squares.map((sum) => Math.sqrt(sum / this.#rows)));
  }
}
