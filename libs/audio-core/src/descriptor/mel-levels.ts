/**
 * Lowest level of a mel band relative to the loudest band of its frame, in dB. Where an encoder or a filter has left
 * nothing, the level would otherwise depend on its rounding.
 */
export const DYNAMIC_RANGE = 60;

/** Lowest level of a mel band, in dB: about that of noise at −80 dBFS, so that silence has no spectrum. */
export const LOWEST_LEVEL = -60;

const DECIBELS = 10 / Math.LN10;

/** Write the level of mel bands in dB, not lower than 60 dB below the loudest, and than −60 dB. @param mel their power */
export function writeMelLevels(mel: Float64Array, levels: Float64Array): void {
  let most = 0;
  for (let band = 0; band < mel.length; band++) if (mel[band]! > most) most = mel[band]!;
  const floor = Math.max(most * 10 ** (-DYNAMIC_RANGE / 10), 10 ** (LOWEST_LEVEL / 10));
  for (let band = 0; band < mel.length; band++) levels[band] = DECIBELS * Math.log(Math.max(mel[band]!, floor));
}
