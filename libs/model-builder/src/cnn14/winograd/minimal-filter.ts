/** A matrix as a list of rows. */
export type Matrix = readonly (readonly number[])[];

/**
 * An algorithm that computes several neighbouring outputs of a three-tap filter with fewer than three multiplications
 * per output: y = output · ((filter · taps) ⊙ (input · x)). Winograd, "Arithmetic Complexity of Computations" (1980);
 * Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016), section 4.
 */
export interface MinimalFilter {
  /** Offset of the first value of x from the first output. */
  readonly offset: number;
  /** [products, inputs] */
  readonly input: Matrix;
  /** [products, 3] */
  readonly filter: Matrix;
  /** [outputs, products] */
  readonly output: Matrix;
}

/** F(4, 3): six multiplications for four outputs; the points 0, ±1, ±2 and infinity. */
export const FOUR_OUTPUTS: MinimalFilter = {
  offset: -1,
  input: [
    [4, 0, -5, 0, 1, 0],
    [0, -4, -4, 1, 1, 0],
    [0, 4, -4, -1, 1, 0],
    [0, -2, -1, 2, 1, 0],
    [0, 2, -1, -2, 1, 0],
    [0, 4, 0, -5, 0, 1],
  ],
  filter: [
    [1 / 4, 0, 0],
    [-1 / 6, -1 / 6, -1 / 6],
    [-1 / 6, 1 / 6, -1 / 6],
    [1 / 24, 1 / 12, 1 / 6],
    [1 / 24, -1 / 12, 1 / 6],
    [0, 0, 1],
  ],
  output: [
    [1, 1, 1, 1, 1, 0],
    [0, 1, -1, 2, -2, 0],
    [0, 1, 1, 4, 4, 0],
    [0, 1, -1, 8, -8, 1],
  ],
};

/** F(2, 3): four multiplications for two outputs; the points 0, ±1 and infinity. */
export const TWO_OUTPUTS: MinimalFilter = {
  offset: -1,
  input: [
    [1, 0, -1, 0],
    [0, 1, 1, 0],
    [0, -1, 1, 0],
    [0, 1, 0, -1],
  ],
  filter: [
    [1, 0, 0],
    [1 / 2, 1 / 2, 1 / 2],
    [1 / 2, -1 / 2, 1 / 2],
    [0, 0, 1],
  ],
  output: [
    [1, 1, 1, 0],
    [0, 1, -1, -1],
  ],
};

/**
 * Both outputs of a signal of two values with zeros around it, in three multiplications: the middle tap times both
 * values, and the rest for each.
 */
export const WHOLE_PAIR: MinimalFilter = {
  offset: 0,
  input: [
    [1, 1],
    [0, 1],
    [1, 0],
  ],
  filter: [
    [0, 1, 0],
    [0, -1, 1],
    [1, -1, 0],
  ],
  output: [
    [1, 1, 0],
    [1, 0, 1],
  ],
};

/** Return the Kronecker product, which applies `a` along one dimension and `b` along the other. */
export function kronecker(a: Matrix, b: Matrix): number[][] {
  return a.flatMap((rowA) => b.map((rowB) => rowA.flatMap((x) => rowB.map((y) => x * y))));
}

/**
 * Transform the filters of a 3×3 convolution to the domain in which `winogradConvolution` multiplies, in double
 * precision.
 * @param weights row-major [outputs, inputs, 9]
 * @param matrix [products, 9]
 * @param groups number of groups of neighbouring outputs
 * @returns row-major [products, groups, inputs, outputs / groups]
 */
export function transformFilters(
  weights: Float32Array,
  outputs: number,
  matrix: Matrix,
  groups = 1,
): Float32Array<ArrayBuffer> {
  const [taps, inputs] = [matrix[0]!.length, weights.length / outputs / matrix[0]!.length];
  const filters = new Float32Array(matrix.length * inputs * outputs);
  const size = outputs / groups;
  let next = 0;
  matrix.forEach((row) => {
    for (let group = 0; group < groups; group++) {
      for (let input = 0; input < inputs; input++) {
        for (let output = group * size; output < (group + 1) * size; output++) {
          const at = (output * inputs + input) * taps;
          let sum = 0;
          for (let tap = 0; tap < taps; tap++) sum += row[tap]! * weights[at + tap]!;
          filters[next++] = sum;
        }
      }
    }
  });
  return filters;
}
