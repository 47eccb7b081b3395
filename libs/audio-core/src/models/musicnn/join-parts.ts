import { NETWORK_DIMS } from './musicnn-spec.ts';

/**
 * Return the parts of a track from those of windows of the same length, as if all their patches were pooled together:
 * the deviation of the network's features is that within the windows and between them. The descriptor is the mean of
 * those that there are.
 * @param windows one or more, as `MusicnnParts` without a projection returns them
 */
export function joinParts(windows: readonly Float32Array[]): Float32Array {
  const [first] = windows;
  if (first === undefined) throw new RangeError('a track needs at least one window');
  if (windows.length === 1) return first;
  return first.map((_, n) => {
    if (n < NETWORK_DIMS || n >= 2 * NETWORK_DIMS) return meanOf(windows.map((values) => values[n]!));
    const means = windows.map((values) => values[n - NETWORK_DIMS]!);
    const mean = meanOf(means);
    // A window of one patch has no deviation of its own.
    const within = windows.map((values) => (Number.isNaN(values[n]!) ? 0 : values[n]! ** 2));
    return Math.sqrt(meanOf(within.map((variance, window) => variance + (means[window]! - mean) ** 2)));
  });
}

/** Return the mean of the values that are numbers; NaN if there are none. */
function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
