import { decayPerSample, shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';
import type { Random } from '../random/random.ts';
import { addPartial } from './decaying-partial.ts';

/** A bar tuned so that its second mode is two octaves up; the discs over the tubes turn and make the tremolo. */
const MODES = [
  { ratio: 1, level: 1, t60: 5 },
  { ratio: 4, level: 0.22, t60: 1.6 },
  { ratio: 9.9, level: 0.06, t60: 0.4 },
];
const TREMOLO_HZ = 5.2;
const TREMOLO_DEPTH = 0.35;

/** @param velocity 0 to 1 */
export function vibraphoneNote(random: Random, frequency: number, seconds: number, velocity: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  for (const { ratio, level, t60 } of MODES) {
    addPartial(out, { frequency: frequency * ratio, amplitude: 0.4 * velocity * level, decay: decayPerSample(t60) });
  }
  const start = random.between(0, 2 * Math.PI);
  for (let i = 0; i < out.length; i++) {
    out[i]! *= 1 - TREMOLO_DEPTH * (0.5 + 0.5 * Math.sin(start + (2 * Math.PI * TREMOLO_HZ * i) / SAMPLE_RATE));
  }
  return shapeEnds(out, 0.002, 0.08);
}
