/** Notes of the signal, in Hz, one a second. */
const NOTES = [110, 1568, 262, 4186, 55, 740];
const HARMONICS = 6;

/**
 * Return a signal that excites all bands and changes all the time: each second a decaying note with harmonics over a
 * rising tone and noise. It is the same on all machines.
 * @param length in samples
 * @returns values within ±1
 */
export function selfTestSignal(length: number, sampleRate: number): Float32Array {
  let state = 1;
  let phase = 0;
  return Float32Array.from({ length }, (_, n) => {
    const second = Math.floor(n / sampleRate);
    const time = n / sampleRate - second;
    const note = NOTES[second % NOTES.length]!;
    let sample = 0;
    for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      if (harmonic * note < sampleRate / 2) sample += Math.sin(2 * Math.PI * harmonic * note * time) / harmonic;
    }
    phase += (40 * 2 ** (8 * time)) / sampleRate;
    // A linear congruential generator (Numerical Recipes).
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = state / 2 ** 31 - 1;
    return 0.25 * Math.exp(-3 * time) * sample + 0.15 * Math.sin(2 * Math.PI * phase) + 0.1 * noise * (1 - time);
  });
}
