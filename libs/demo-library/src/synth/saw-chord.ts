import { decayPerSample, shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';
import { filterInPlace } from '../effects/state-variable-filter.ts';
import type { Random } from '../random/random.ts';
import { polyBlep } from './poly-blep.ts';

/** A short chord of detuned saws: the stab of dance music. */
export function sawChord(
  random: Random,
  frequencies: readonly number[],
  t60Seconds: number,
  cutoffHz: number,
): Float32Array {
  const out = new Float32Array(samplesIn(t60Seconds));
  const decay = decayPerSample(t60Seconds);
  for (const frequency of frequencies) {
    for (const detune of [0.995, 1, 1.005]) {
      const step = (frequency * detune) / SAMPLE_RATE;
      let phase = random.between(0, 1);
      let level = 0.12;
      for (let i = 0; i < out.length; i++) {
        out[i]! += level * (2 * phase - 1 - polyBlep(phase, step));
        level *= decay;
        phase += step;
        if (phase >= 1) phase -= 1;
      }
    }
  }
  return shapeEnds(filterInPlace(out, 'low', cutoffHz, 1.4), 0.003, 0.02);
}
