import { DotKernel, KERNEL_INTERLEAVE, KERNEL_QUERIES, KERNEL_ROWS, KERNEL_STEP } from './dot-kernel.ts';
import { encodeQuery } from './vector-encoding.ts';
import type { QueryCode, VectorCode } from './vector-encoding.ts';

/** Bytes of codes per call of the kernel: they stay in the cache while they are compared with further queries. */
const BLOCK_BYTES = 256 * 1024;
/** Most queries of one scan. */
const MOST_QUERIES = 16;
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
  /** Rows per call of the kernel, a multiple of `KERNEL_ROWS`. */
  readonly #blockRows: number;
  readonly #kernel: DotKernel;
  readonly #outAt: number;
  readonly #codesAt: number;
  #numbers = new Float64Array(0);
  #norms = new Float64Array(0);
  /** Sum of each code's values. */
  #sums = new Float64Array(0);
  /** Cosine and sine of each vector's angle to its code. */
  #cosines = new Float64Array(0);
  #sines = new Float64Array(0);
  #size = 0;
  /** The memory of the kernel, as far as it is known. */
  #bytes = new Uint8Array(0);
  /** Number of codes whose sum is known. */
  #summed = 0;

  constructor(dims: number) {
    this.#dims = dims;
    this.#stride = Math.ceil(dims / KERNEL_STEP) * KERNEL_STEP;
    this.#blockRows = KERNEL_ROWS * Math.max(1, Math.floor(BLOCK_BYTES / this.#stride / KERNEL_ROWS));
    this.#outAt = this.#stride * MOST_QUERIES;
    this.#codesAt = this.#outAt + this.#blockRows * KERNEL_QUERIES * Int32Array.BYTES_PER_ELEMENT;
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

  /** Make room for so many more vectors, so that adding them does not copy what is there. */
  reserve(count: number): void {
    const size = this.#size + count;
    // The kernel reads whole groups of rows.
    this.#kernel.reserve(this.#codesAt + (size + KERNEL_ROWS) * this.#stride);
    if (size > this.#numbers.length) this.#growTo(Math.max(size, this.#numbers.length * 2));
  }

  add(number: number, { code, norm, angle }: VectorCode<Uint8Array>): void {
    this.reserve(1);
    if (this.#bytes.buffer !== this.#kernel.memory) this.#bytes = new Uint8Array(this.#kernel.memory);
    this.#bytes.set(code, this.#codesAt + this.#size * this.#stride);
    this.#numbers[this.#size] = number;
    this.#norms[this.#size] = norm;
    this.#cosines[this.#size] = Math.cos(angle + SLACK);
    this.#sines[this.#size] = Math.sin(angle + SLACK);
    this.#size++;
    // While the codes are in the cache.
    if (this.#size - this.#summed >= this.#blockRows) this.#sumCodes();
  }

  /** Exclude a vector from every later search. */
  forget(index: number): void {
    this.#numbers[index] = Number.NaN;
  }

  /**
   * Return an upper bound of each vector's cosine to each query; −2 for forgotten vectors. Up to 16 queries share one
   * reading of the codes, which takes much longer than comparing them.
   */
  upperBounds(queries: readonly Float32Array[]): Float64Array[] {
    this.#sumCodes();
    const codes = queries.map(encodeQuery);
    const bounds = codes.map(() => new Float64Array(this.#size));
    for (let from = 0; from < codes.length; from += MOST_QUERIES)
      this.#scan(codes.slice(from, from + MOST_QUERIES), bounds.slice(from, from + MOST_QUERIES));
    return bounds;
  }

  #scan(queries: readonly QueryCode[], bounds: readonly Float64Array[]): void {
    const width = queries.length === 1 ? 1 : KERNEL_QUERIES;
    this.#place(queries, width);
    const dot = width === 1 ? this.#kernel.dot : this.#kernel.dot4;
    const dots = new Int32Array(this.#kernel.memory, this.#outAt, this.#blockRows * width);
    for (let first = 0; first < this.#size; first += this.#blockRows) {
      const rows = Math.min(this.#blockRows, this.#size - first);
      const kernelRows = Math.ceil(rows / KERNEL_ROWS) * KERNEL_ROWS;
      for (let group = 0; group < queries.length; group += width) {
        dot(group * this.#stride, this.#codesAt + first * this.#stride, kernelRows, this.#stride, this.#outAt);
        for (let query = 0; query < width && group + query < queries.length; query++)
          this.#bound(queries[group + query]!, { dots, query, width, first, rows }, bounds[group + query]!);
      }
    }
  }

  /** Compute the sums of codes that were added, which are their dot products with ones. */
  #sumCodes(): void {
    if (this.#summed === this.#size) return;
    new Uint8Array(this.#kernel.memory, 0, this.#stride).fill(1);
    const sums = new Int32Array(this.#kernel.memory, this.#outAt, this.#blockRows);
    for (let first = this.#summed - (this.#summed % KERNEL_ROWS); first < this.#size; first += this.#blockRows) {
      const rows = Math.min(this.#blockRows, this.#size - first);
      const kernelRows = Math.ceil(rows / KERNEL_ROWS) * KERNEL_ROWS;
      this.#kernel.dot(0, this.#codesAt + first * this.#stride, kernelRows, this.#stride, this.#outAt);
      this.#sums.set(sums.subarray(0, rows), first);
    }
    this.#summed = this.#size;
  }

  /** Write the values of queries to the memory of the kernel, in groups of `width`, as it reads them. */
  #place(queries: readonly QueryCode[], width: number): void {
    const groups = Math.ceil(queries.length / width);
    const values = new Uint8Array(this.#kernel.memory, 0, groups * width * this.#stride).fill(0);
    for (const [index, { code }] of queries.entries()) {
      const group = (index - (index % width)) * this.#stride;
      for (let from = 0; from < this.#dims; from += KERNEL_INTERLEAVE) {
        const at = group + from * width + (index % width) * KERNEL_INTERLEAVE;
        values.set(code.subarray(from, from + KERNEL_INTERLEAVE), at);
      }
    }
  }

  #bound({ norm, angle, offset }: QueryCode, { dots, query, width, first, rows }: Block, bounds: Float64Array): void {
    const [queryCosine, querySine] = [Math.cos(angle), Math.sin(angle)];
    for (let row = 0; row < rows; row++) {
      const index = first + row;
      const cosine = (dots[row * width + query]! + offset * this.#sums[index]!) / (norm * this.#norms[index]!);
      const slackCosine = queryCosine * this.#cosines[index]! - querySine * this.#sines[index]!;
      const slackSine = querySine * this.#cosines[index]! + queryCosine * this.#sines[index]!;
      bounds[index] =
        cosine >= slackCosine ? 1 : cosine * slackCosine + Math.sqrt(Math.max(0, 1 - cosine * cosine)) * slackSine;
      if (Number.isNaN(this.#numbers[index])) bounds[index] = EXCLUDED;
    }
  }

  #growTo(capacity: number): void {
    const grown = (values: Float64Array): Float64Array<ArrayBuffer> => {
      const copy = new Float64Array(capacity);
      copy.set(values);
      return copy;
    };
    this.#numbers = grown(this.#numbers);
    this.#norms = grown(this.#norms);
    this.#sums = grown(this.#sums);
    this.#cosines = grown(this.#cosines);
    this.#sines = grown(this.#sines);
  }
}

/** The results of one call of the kernel. */
interface Block {
  readonly dots: Int32Array;
  /** Place of the query among those of the call, and their number. */
  readonly query: number;
  readonly width: number;
  readonly first: number;
  readonly rows: number;
}
