import type { CovarianceFactor } from '../cnn14/quantise/input-covariances.ts';
import { KERNEL_TAPS } from '../cnn14/quantise/weight-pairs.ts';

const MOST_CHANNELS = 8;

/** Return the factors of inputs of 3×3 kernels that all vary by 1, without relation to each other. */
export function independentInputs(channels: number): CovarianceFactor[] {
  const perBlock = Math.min(channels, MOST_CHANNELS);
  const size = perBlock * KERNEL_TAPS;
  const values = Float64Array.from({ length: size * size }, (_, n) => (n % (size + 1) === 0 ? 1 : 0));
  return new Array<CovarianceFactor>(channels / perBlock).fill({ values, size });
}
