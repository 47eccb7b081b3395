/**
 * Return the power of a windowed frame: the mean of its squared samples, by Parseval's theorem.
 * Reference: the square of `librosa.feature.rms` of a magnitude spectrogram.
 * @param power |X|² of the bins 0 to fftSize / 2
 */
export function framePower(power: Float64Array): number {
  const last = power.length - 1;
  let sum = (power[0]! + power[last]!) / 2;
  for (let bin = 1; bin < last; bin++) sum += power[bin]!;
  return (2 * sum) / (2 * last) ** 2;
}
