/** Generate a sine with `amplitude` as its peak. @param hz its frequency */
export function tone(hz: number, seconds: number, sampleRate: number, amplitude = 0.5): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hz * index) / sampleRate),
  );
}

/** Generate the sum of several sines, at most `amplitude`. */
export function chord(
  frequencies: readonly number[],
  seconds: number,
  sampleRate: number,
  amplitude = 0.5,
): Float32Array<ArrayBuffer> {
  const tones = frequencies.map((hz) => tone(hz, seconds, sampleRate, amplitude / frequencies.length));
  return tones[0]!.map((_, index) => tones.reduce((sum, samples) => sum + samples[index]!, 0));
}

/** Generate white noise between ±`amplitude`, equal for equal seeds (a 32-bit linear congruential generator). */
export function noise(seconds: number, sampleRate: number, seed = 1, amplitude = 0.5): Float32Array<ArrayBuffer> {
  let state = seed >>> 0;
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
}

/**
 * Generate a deterministic substitute for music at any sample rate: each second a decaying note of three harmonics,
 * with some noise. The golden values of the reference implementations use the same formula, so both process the same
 * samples.
 * @param length in samples
 * @param sampleRate Hz
 * @returns values within ±1
 */
export function testSignal(length: number, sampleRate: number, seed = 0): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(length);
  for (let n = 0; n < length; n++) {
    const second = Math.floor(n / sampleRate);
    const t = (n % sampleRate) / sampleRate;
    const note = hash32(seed * 65_536 + second);
    const frequency = 110 * 2 ** ((note % 48) / 12);
    const noiseLevel = ((note >>> 8) % 100) / 500;
    let tone = 0;
    for (let harmonic = 1; harmonic <= 3; harmonic++) {
      const cycles = harmonic * frequency * t;
      tone += Math.sin(2 * Math.PI * (cycles - Math.floor(cycles))) / 2 ** (harmonic - 1);
    }
    const noise = hash32(n + 0x9e3779b9 * (seed + 1)) / 2 ** 31 - 1;
    samples[n] = 0.4 * (1 - t) * tone + noiseLevel * noise;
  }
  return samples;
}

/** Hash a 32-bit number so that every bit spreads (C. Wellons, "Prospecting for hash functions", 2018: lowbias32). */
function hash32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Return the decibels by which `reference` is louder than the difference from it, over the length of the shorter. */
export function signalToNoise(samples: Float32Array, reference: Float32Array): number {
  const length = Math.min(samples.length, reference.length);
  let signal = 0;
  let noise = 0;
  for (let index = 0; index < length; index++) {
    signal += reference[index]! ** 2;
    noise += (samples[index]! - reference[index]!) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}
