import { shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';

/** A console's triangle channel: a triangle of sixteen levels, at full volume or off. */
export function steppedTriangle(frequency: number, seconds: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  const step = frequency / SAMPLE_RATE;
  let phase = 0.25;
  for (let i = 0; i < out.length; i++) {
    const triangle = 1 - 4 * Math.abs(phase - 0.5);
    out[i] = Math.floor((triangle * 0.5 + 0.5) * 15.999) / 7.5 - 1;
    phase = (phase + step) % 1;
  }
  return shapeEnds(out, 0.001, 0.004);
}
