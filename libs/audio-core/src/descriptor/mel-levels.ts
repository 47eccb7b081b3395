/**
 * Lowest level of a mel band relative to the loudest band of its frame, in dB. Where an encoder or a filter has left
 * nothing, the level would otherwise depend on its rounding.
 */
export const DYNAMIC_RANGE = 60;

/** Lowest level of a mel band, in dB: that of silence. librosa's default. */
const LOWEST_LEVEL = -100;

const DECIBELS = 10 / Math.LN10;

/** Write the level of mel bands in dB, not lower than 60 dB below the loudest, or than −100 dB. @param mel their power */
export function writeMelLevels(mel: Float64Array, levels: Float64Array): void {
  let most = 0;
  for (let band = 0; band < mel.length; band++) if (mel[band]! > most) most = mel[band]!;
  const floor = Math.max(most * 10 ** (-DYNAMIC_RANGE / 10), 10 ** (LOWEST_LEVEL / 10));
  for (let band = 0; band < mel.length; band++) levels[band] = DECIBELS * Math.log(Math.max(mel[band]!, floor));
}
