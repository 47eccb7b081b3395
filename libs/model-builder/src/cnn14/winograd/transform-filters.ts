import type { Matrix } from './minimal-filter.ts';

/**
 * Brings the filters of a 3×3 convolution into the domain in which `winogradConvolution` multiplies; computed in double precision.
 * @param weights row-major [outputs, inputs, 9]
 * @param matrix [products, 9]
 * @returns row-major [products, inputs, outputs]
 */
export function transformFilters(weights: Float32Array, outputs: number, matrix: Matrix): Float32Array<ArrayBuffer> {
  const [taps, inputs] = [matrix[0]!.length, weights.length / outputs / matrix[0]!.length];
  const filters = new Float32Array(matrix.length * inputs * outputs);
  matrix.forEach((row, product) => {
    for (let input = 0; input < inputs; input++) {
      const start = (product * inputs + input) * outputs;
      for (let output = 0; output < outputs; output++) {
        const at = (output * inputs + input) * taps;
        let sum = 0;
        for (let tap = 0; tap < taps; tap++) sum += row[tap]! * weights[at + tap]!;
        filters[start + output] = sum;
      }
    }
  });
  return filters;
}
