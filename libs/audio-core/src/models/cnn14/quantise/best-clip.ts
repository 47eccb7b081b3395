/** Shares of the peak that are tried, from 1 down to a quarter. */
const SHARES = Array.from({ length: 25 }, (_, step) => 1 - step / 32);

/**
 * The magnitude at which to clip so that rounding to `levels` even steps from 0 costs the least squared error: a lower one makes the steps
 * finer, but cuts more off.
 * @param levels steps from 0 to the magnitude
 * @returns 0 where all values are
 */
export function bestClip(values: Float32Array, levels: number): number {
  let peak = 0;
  for (const value of values) peak = Math.max(peak, Math.abs(value));
  let best = { clip: 0, error: Infinity };
  for (const share of SHARES) {
    const clip = peak * share;
    const error = squaredError(values, clip, levels);
    if (error < best.error) best = { clip, error };
  }
  return best.clip;
}

function squaredError(values: Float32Array, clip: number, levels: number): number {
  const perStep = levels / clip;
  const step = clip / levels;
  let sum = 0;
  for (let n = 0; n < values.length; n++) {
    const magnitude = Math.abs(values[n]!);
    const error = magnitude < clip ? magnitude - Math.floor(magnitude * perStep + 0.5) * step : magnitude - clip;
    sum += error * error;
  }
  return sum;
}
