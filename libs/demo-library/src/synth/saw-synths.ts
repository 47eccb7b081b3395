import { decayPerSample, SAMPLE_RATE, samplesIn, shapeEnds } from '../audio/signal.ts';
import { filterInPlace, StateVariableFilter } from '../effects/filters.ts';
import type { Random } from '../random/random.ts';
import { polyBlep } from './sources.ts';

/** Low-pass filter of an acid bass note. */
export interface AcidFilter {
  /** Cutoff in Hz at the start of the note. */
  readonly from: number;
  /** Cutoff in Hz that it falls to. */
  readonly to: number;
  readonly resonance: number;
}

/** Synthesise a note of a bass line machine: a saw through a resonant low-pass filter that closes quickly. */
export function acidBass(frequency: number, seconds: number, filter: AcidFilter): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  const step = frequency / SAMPLE_RATE;
  const lowPass = new StateVariableFilter(filter.from, filter.resonance);
  let phase = 0;
  for (let i = 0; i < out.length; i++) {
    if (i % 32 === 0)
      lowPass.tune(filter.to + (filter.from - filter.to) * Math.exp(-i / (0.07 * SAMPLE_RATE)), filter.resonance);
    lowPass.push(2 * phase - 1 - polyBlep(phase, step));
    out[i] = Math.tanh(1.4 * lowPass.low);
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  return shapeEnds(out, 0.002, 0.015);
}

/** Synthesise a short chord of detuned saws: the stab of dance music. */
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
