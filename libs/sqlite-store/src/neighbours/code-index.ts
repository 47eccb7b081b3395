import { DotKernel, KERNEL_STEP } from './dot-kernel.ts';
import { encodeQuery } from './vector-encoding.ts';
import type { VectorCode } from './vector-encoding.ts';

/** Rows per call of the kernel; their results stay in the cache. */
const BLOCK_ROWS = 8192;
/** Larger than any rounding error of the double arithmetic on angles, radians. */
const SLACK = 1e-7;
/** Below every cosine. */
const EXCLUDED = -2;

/**
 * The int8 codes of many vectors, in memory, to compute an upper bound of the cosine between a query and each of them.
 * The angle between two directions is a distance on the sphere, so the triangle inequality bounds the angle between the
 * vectors by the angle between their codes and the angle of each vector to its code:
 * θ(q, x) ≥ θ(q̂, x̂) − θ(q, q̂) − θ(x, x̂).
 */
export class CodeIndex {
  readonly #dims: number;
  readonly #stride: number;
  readonly #kernel: DotKernel;
  readonly #outAt: number;
  readonly #codesAt: number;
  #numbers = new Float64Array(0);
  #norms = new Float64Array(0);
  /** Cosine and sine of each vector's angle to its code. */
  #cosines = new Float64Array(0);
  #sines = new Float64Array(0);
  #size = 0;

  constructor(dims: number) {
    this.#dims = dims;
    this.#stride = Math.ceil(dims / KERNEL_STEP) * KERNEL_STEP;
    this.#outAt = this.#stride * Int16Array.BYTES_PER_ELEMENT;
    this.#codesAt = this.#outAt + BLOCK_ROWS * Int32Array.BYTES_PER_ELEMENT;
    this.#kernel = new DotKernel(this.#codesAt);
  }

  /** Number of vectors. */
  get size(): number {
    return this.#size;
  }

  /** Return the number with which the vector at an index was added. */
  numberAt(index: number): number {
    return this.#numbers[index]!;
  }

  add(number: number, { code, norm, angle }: VectorCode<Uint8Array>): void {
    const at = this.#codesAt + this.#size * this.#stride;
    if (this.#size === this.#numbers.length) this.#reserve(Math.max(64, this.#size * 2));
    this.#kernel.reserve(at + this.#stride);
    new Uint8Array(this.#kernel.memory, at, this.#dims).set(code);
    this.#numbers[this.#size] = number;
    this.#norms[this.#size] = norm;
    this.#cosines[this.#size] = Math.cos(angle + SLACK);
    this.#sines[this.#size] = Math.sin(angle + SLACK);
    this.#size++;
  }

  /** Exclude a vector from every later search. */
  forget(index: number): void {
    this.#numbers[index] = Number.NaN;
  }

  /** Return an upper bound of each vector's cosine to the query; −2 for forgotten vectors. */
  upperBounds(query: Float32Array): Float64Array {
    const { code, norm, angle } = encodeQuery(query);
    new Int16Array(this.#kernel.memory, 0, this.#stride).fill(0).set(code);
    const dots = new Int32Array(this.#kernel.memory, this.#outAt, BLOCK_ROWS);
    const bounds = new Float64Array(this.#size);
    const [queryCosine, querySine] = [Math.cos(angle), Math.sin(angle)];
    for (let first = 0; first < this.#size; first += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, this.#size - first);
      this.#kernel.dot(0, this.#codesAt + first * this.#stride, rows, this.#stride, this.#outAt);
      for (let row = 0; row < rows; row++) {
        const index = first + row;
        const cosine = dots[row]! / (norm * this.#norms[index]!);
        const slackCosine = queryCosine * this.#cosines[index]! - querySine * this.#sines[index]!;
        const slackSine = querySine * this.#cosines[index]! + queryCosine * this.#sines[index]!;
        bounds[index] =
          cosine >= slackCosine ? 1 : cosine * slackCosine + Math.sqrt(Math.max(0, 1 - cosine * cosine)) * slackSine;
        if (Number.isNaN(this.#numbers[index])) bounds[index] = EXCLUDED;
      }
    }
    return bounds;
  }

  #reserve(capacity: number): void {
    const grown = (values: Float64Array): Float64Array<ArrayBuffer> => {
      const copy = new Float64Array(capacity);
      copy.set(values);
      return copy;
    };
    this.#numbers = grown(this.#numbers);
    this.#norms = grown(this.#norms);
    this.#cosines = grown(this.#cosines);
    this.#sines = grown(this.#sines);
  }
}
