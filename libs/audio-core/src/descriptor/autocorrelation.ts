/**
 * Autocorrelation of a stream of values about their mean: for each lag the sum of (xₙ − m)(xₙ₋ₗ − m), divided by the
 * number of its terms and by the variance. 1 at lag 0. Memory does not grow with the stream.
 * Reference: `librosa.autocorrelate` of the values without their mean.
 */
export class Autocorrelation {
  readonly #lags: number;
  readonly #products: Float64Array;
  /** The last values twice, so that they are always in one piece: a ring of 2 × `lags`. */
  readonly #recent: Float64Array;
  readonly #first: Float64Array;
  #count = 0;
  #sum = 0;

  /** @param lags number of lags, from 0 on */
  constructor(lags: number) {
    this.#lags = lags;
    this.#products = new Float64Array(lags);
    this.#recent = new Float64Array(2 * lags);
    this.#first = new Float64Array(lags);
  }

  push(value: number): void {
    const lags = this.#lags;
    const recent = this.#recent;
    const products = this.#products;
    // Newest first: lag l is at place + l.
    const place = lags - 1 - (this.#count % lags);
    recent[place] = value;
    recent[place + lags] = value;
    for (let lag = 0; lag < lags; lag++) products[lag]! += value * recent[place + lag]!;
    if (this.#count < lags) this.#first[this.#count] = value;
    this.#count++;
    this.#sum += value;
  }

  /** Return the autocorrelation at each lag: −1 to about 1; 0 for constant values, and at lags that no pair has. */
  finish(): Float64Array {
    const { mean, variance } = this.#moments();
    const result = new Float64Array(this.#lags);
    // Sums of the first and of the last `lag` values, which have no partner.
    let head = 0;
    let tail = 0;
    for (let lag = 0; lag < Math.min(this.#lags, this.#count); lag++) {
      const pairs = this.#count - lag;
      const products = this.#products[lag]! - mean * (2 * this.#sum - head - tail) + pairs * mean * mean;
      if (variance > 1e-9) result[lag] = products / pairs / variance;
      head += this.#first[lag]!;
      tail += this.#recent[((this.#lags - (this.#count % this.#lags)) % this.#lags) + lag]!;
    }
    return result;
  }

  #moments(): { mean: number; variance: number } {
    const mean = this.#sum / this.#count;
    return { mean, variance: this.#products[0]! / this.#count - mean * mean };
  }
}
