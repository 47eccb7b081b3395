import FFT from 'fft.js';

/**
 * Return the summed power spectrum of Hann windows that do not overlap.
 * @param size FFT size; bin n is at n · sample rate / size
 */
export function powerSpectrum(signal: Float32Array, size: number): Float64Array {
  const fft = new FFT(size);
  const spectrum = fft.createComplexArray();
  const power = new Float64Array(size / 2 + 1);
  for (let start = 0; start + size <= signal.length; start += size) {
    const frame = Array.from(
      { length: size },
      (_, n) => signal[start + n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)),
    );
    fft.realTransform(spectrum, frame);
    for (let bin = 0; bin < power.length; bin++) power[bin]! += spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2;
  }
  return power;
}

/** Return the levels of third-octave bands from 50 Hz to 12.5 kHz, in decibels relative to the loudest band. */
export function thirdOctaves(power: Float64Array, sampleRate: number): number[] {
  const binHz = sampleRate / (2 * (power.length - 1));
  const bands = Array.from({ length: 25 }, (_, band) => {
    const centre = 50 * 2 ** (band / 3);
    const from = Math.round((centre * 2 ** (-1 / 6)) / binHz);
    const to = Math.max(from + 1, Math.round((centre * 2 ** (1 / 6)) / binHz));
    return 10 * Math.log10(power.slice(from, to).reduce((sum, value) => sum + value, 1e-12));
  });
  const loudest = Math.max(...bands);
  return bands.map((level) => level - loudest);
}
