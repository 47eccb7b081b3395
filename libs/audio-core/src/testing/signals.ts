/** A sine, `amplitude` at its peak. @param hz its frequency */
export function tone(hz: number, seconds: number, sampleRate: number, amplitude = 0.5): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hz * index) / sampleRate),
  );
}

/** Several sines at once, `amplitude` at most. */
export function chord(
  frequencies: readonly number[],
  seconds: number,
  sampleRate: number,
  amplitude = 0.5,
): Float32Array<ArrayBuffer> {
  const tones = frequencies.map((hz) => tone(hz, seconds, sampleRate, amplitude / frequencies.length));
  return tones[0]!.map((_, index) => tones.reduce((sum, samples) => sum + samples[index]!, 0));
}

/** White noise between ±`amplitude`, the same for the same seed (a 32-bit linear congruential generator). */
export function noise(seconds: number, sampleRate: number, seed = 1, amplitude = 0.5): Float32Array<ArrayBuffer> {
  let state = seed >>> 0;
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
}
