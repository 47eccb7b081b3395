/**
 * Return a function that writes the first `count` coefficients of the orthonormal DCT-II of `length` values:
 * √(2/N) · Σₙ xₙ·cos(π·k·(n + ½)/N), the one for k = 0 also divided by √2.
 * Equal to `scipy.fft.dct(x, type=2, norm='ortho')`, which librosa's MFCCs use. The cosines are symmetric (k even) or
 * antisymmetric (k odd), so sums and differences of opposite values need half of the products.
 * @throws RangeError if the length is odd
 */
export function createDct(
  length: number,
  count: number,
): (values: ArrayLike<number>, coefficients: Float64Array) => void {
  if (length % 2 !== 0) throw new RangeError(`the length of the DCT must be even, not ${length}`);
  const half = length / 2;
  const basis = Float64Array.from({ length: count * half }, (_, index) => {
    const k = Math.floor(index / half);
    return Math.sqrt((k === 0 ? 1 : 2) / length) * Math.cos((Math.PI * k * ((index % half) + 0.5)) / length);
  });
  const sums = new Float64Array(half);
  const differences = new Float64Array(half);
  return (values, coefficients) => {
    for (let n = 0; n < half; n++) {
      const a = values[n]!;
      const b = values[length - 1 - n]!;
      sums[n] = a + b;
      differences[n] = a - b;
    }
    for (let k = 0; k < count; k++) {
      const folded = k % 2 === 0 ? sums : differences;
      const row = k * half;
      let sum = 0;
      for (let n = 0; n < half; n++) sum += basis[row + n]! * folded[n]!;
      coefficients[k] = sum;
    }
  };
}
