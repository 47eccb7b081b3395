/** Share of the magnitude below the rolloff: librosa's default. */
const ROLLOFF_SHARE = 0.85;

/**
 * Write the centroid, bandwidth and rolloff (85 %) of a magnitude spectrum, in Hz: where its middle is, how far it
 * spreads, and below which frequency most of it is.
 * Reference: `librosa.feature.spectral_centroid`, `spectral_bandwidth` (p = 2) and `spectral_rolloff`.
 * @param magnitudes of the bins from 0 Hz on; not all 0
 * @param hzPerBin distance of the bins
 * @param at index of the first of the three results
 */
export function writeSpectralShape(
  magnitudes: Float64Array,
  hzPerBin: number,
  results: Float64Array,
  at: number,
): void {
  let total = 0;
  let first = 0;
  let second = 0;
  for (let bin = 0; bin < magnitudes.length; bin++) {
    const magnitude = magnitudes[bin]!;
    total += magnitude;
    first += magnitude * bin;
    second += magnitude * bin * bin;
  }
  const centroid = first / total;
  let below = 0;
  let rolloff = 0;
  for (; rolloff < magnitudes.length; rolloff++) {
    below += magnitudes[rolloff]!;
    if (below >= ROLLOFF_SHARE * total) break;
  }
  results[at] = centroid * hzPerBin;
  results[at + 1] = Math.sqrt(Math.max(0, second / total - centroid * centroid)) * hzPerBin;
  results[at + 2] = rolloff * hzPerBin;
}
