import { shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';
import { StateVariableFilter } from '../effects/state-variable-filter.ts';
import { polyBlep } from './poly-blep.ts';

/** The filter of the note. */
export interface AcidFilter {
  /** Hz at the start of the note and where it falls to. */
  readonly from: number;
  readonly to: number;
  readonly resonance: number;
}

/** A saw through a resonant low-pass filter that snaps shut: the squelch of a bass line machine. */
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
