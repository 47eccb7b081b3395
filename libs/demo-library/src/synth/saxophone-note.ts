import { SAMPLE_RATE, samplesIn, shapeEnds } from '../audio/signal.ts';
import { StateVariableFilter } from '../effects/filters.ts';
import type { Random } from '../random/random.ts';
import { polyBlep } from './sources.ts';

/** Resonances of the horn in Hz, independent of the note. */
const FORMANTS = [
  { hz: 620, q: 3, gain: 0.9 },
  { hz: 1250, q: 4, gain: 0.8 },
  { hz: 2600, q: 4, gain: 0.35 },
];
const BREATH = 0.06;
const CONTROL_INTERVAL = 32;

/**
 * Synthesise a tenor saxophone: the buzz of a reed and breath through the formants of the horn. The pitch starts low,
 * and held notes have vibrato.
 * @param velocity 0 to 1: louder is brighter
 */
export function saxophoneNote(random: Random, frequency: number, seconds: number, velocity: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  const formants = FORMANTS.map(({ hz, q, gain }) => ({ filter: new StateVariableFilter(hz, q), gain: gain / q }));
  const mouth = new StateVariableFilter(900 + 3500 * velocity);
  const vibratoHz = random.between(4.8, 5.6);
  let phase = random.between(0, 1);
  let step = 0;
  for (let i = 0; i < out.length; i++) {
    if (i % CONTROL_INTERVAL === 0) {
      const time = i / SAMPLE_RATE;
      const scoop = -60 * Math.exp(-time / 0.035);
      const vibrato = 22 * Math.min(1, Math.max(0, time - 0.25) * 4) * Math.sin(2 * Math.PI * vibratoHz * time);
      step = (frequency * 2 ** ((scoop + vibrato) / 1200)) / SAMPLE_RATE;
    }
    mouth.push(2 * phase - 1 - polyBlep(phase, step) + BREATH * random.noise());
    let sum = 0.25 * mouth.low;
    for (const { filter, gain } of formants) {
      filter.push(mouth.low);
      sum += gain * filter.band;
    }
    out[i] = 0.5 * velocity * sum;
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  return shapeEnds(out, 0.03, 0.06);
}
