/**
 * The first `count` coefficients of the orthonormal DCT-II: √(2/N) · Σₙ xₙ·cos(π·k·(n + ½)/N), the one for k = 0 divided by √2 besides.
 * As `scipy.fft.dct(x, type=2, norm='ortho')`, which librosa's MFCCs use.
 */
export function createDct(length: number, count: number): (values: Float32Array) => Float32Array {
  const basis = Array.from({ length: count }, (_, k) =>
    Float64Array.from(
      { length },
      (__, n) => Math.sqrt((k === 0 ? 1 : 2) / length) * Math.cos((Math.PI * k * (n + 0.5)) / length),
    ),
  );
  return (values) => Float32Array.from(basis, (row) => row.reduce((sum, weight, n) => sum + weight * values[n]!, 0));
}
