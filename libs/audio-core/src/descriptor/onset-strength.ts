/**
 * Largest onset strength of a frame, in dB. Measured on music, strong beats have 5 to 15; the first sound after silence
 * would have 60, and a few of those would decide the mean and the tempo of a track.
 */
const MOST_DECIBELS = 20;

/**
 * Onset strength: by how much the mel bands of a frame are louder than those of the frame before, in dB; decreases
 * count 0. Mean over the bands.
 * Böck & Widmer, "Maximum filter vibrato suppression for onset detection", 2013, without its filter. Reference:
 * `librosa.onset.onset_strength` (lag 1, `center=False`), limited to 20 dB.
 */
export class OnsetStrength {
  #previous: Float64Array | null = null;

  /** @param decibels level of each mel band @returns 0 for the first frame */
  next(decibels: Float64Array): number {
    const previous = this.#previous;
    if (previous === null) {
      this.#previous = decibels.slice();
      return 0;
    }
    let sum = 0;
    for (let band = 0; band < decibels.length; band++) {
      const difference = decibels[band]! - previous[band]!;
      if (difference > 0) sum += difference;
      previous[band] = decibels[band]!;
    }
    return Math.min(MOST_DECIBELS, sum / decibels.length);
  }
}
