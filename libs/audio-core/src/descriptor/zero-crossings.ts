/** Samples nearer to 0 count as 0: librosa's default. */
const THRESHOLD = 1e-10;

/**
 * Return the share of samples that have another sign than the one before: 0 to 1.
 * Reference: the mean of `librosa.zero_crossings` without padding; 0 is positive.
 */
export function zeroCrossingRate(samples: Float32Array): number {
  let crossings = 0;
  let sign = samples[0]! < -THRESHOLD ? 1 : 0;
  for (let n = 1; n < samples.length; n++) {
    const next = samples[n]! < -THRESHOLD ? 1 : 0;
    crossings += next ^ sign;
    sign = next;
  }
  return crossings / samples.length;
}
