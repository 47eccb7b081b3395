import { shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';

/** A console's noise channel: a 15-bit shift register, clocked at a chosen rate, with a falling volume. */
export function chipNoise(clockHz: number, seconds: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  let register = 1;
  let clock = 0;
  for (let i = 0; i < out.length; i++) {
    for (clock += clockHz / SAMPLE_RATE; clock >= 1; clock--) {
      const bit = (register ^ (register >> 1)) & 1;
      register = (register >> 1) | (bit << 14);
    }
    const volume = Math.ceil(15 * (1 - i / out.length)) / 15;
    out[i] = volume * ((register & 1) === 1 ? 0.5 : -0.5);
  }
  return shapeEnds(out, 0.001, 0.003);
}
