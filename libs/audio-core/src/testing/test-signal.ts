/** A hash of a 32-bit number that spreads every bit (C. Wellons, "Prospecting for hash functions", 2018: lowbias32). */
function hash32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * A deterministic stand-in for music at any sample rate: each second a decaying note of three harmonics, with some noise.
 * The golden values of the reference implementations are made of the same formula, so both see the same samples.
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
