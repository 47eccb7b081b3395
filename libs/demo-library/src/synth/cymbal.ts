import { decayPerSample, shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';
import { filterInPlace } from '../effects/state-variable-filter.ts';
import type { Random } from '../random/random.ts';

/** Hz of the six square waves that clash in a drum machine's cymbals. */
const CLASHING_HZ = [205.3, 304.4, 369.6, 522.7, 540, 800];

/** A cymbal. */
export interface Cymbal {
  readonly t60Seconds: number;
  /** Nothing below this frequency. */
  readonly lowestHz: number;
  /** Share of tone beside hiss, 0 to 1. */
  readonly tone: number;
}

export const CLOSED_HI_HAT: Cymbal = { t60Seconds: 0.09, lowestHz: 7000, tone: 0.5 };
export const OPEN_HI_HAT: Cymbal = { t60Seconds: 0.5, lowestHz: 6500, tone: 0.5 };
export const RIDE: Cymbal = { t60Seconds: 1.4, lowestHz: 4200, tone: 0.75 };
export const CRASH: Cymbal = { t60Seconds: 2.4, lowestHz: 2600, tone: 0.35 };

/** Clashing squares and hiss, thinned and dying away. */
export function cymbal(random: Random, { t60Seconds, lowestHz, tone }: Cymbal): Float32Array {
  const out = new Float32Array(samplesIn(t60Seconds));
  const phases = CLASHING_HZ.map(() => random.between(0, 1));
  const steps = CLASHING_HZ.map((hz) => (hz * 1.6) / SAMPLE_RATE);
  const decay = decayPerSample(t60Seconds);
  let level = 1;
  for (let i = 0; i < out.length; i++) {
    let clash = 0;
    for (let k = 0; k < steps.length; k++) {
      const phase = (phases[k]! + steps[k]!) % 1;
      phases[k] = phase;
      clash += phase < 0.5 ? 1 : -1;
    }
    out[i] = level * ((tone * clash) / 3 + (1 - tone) * random.noise());
    level *= decay;
  }
  filterInPlace(out, 'high', lowestHz);
  filterInPlace(out, 'high', lowestHz * 0.8);
  return shapeEnds(out, 0.0005, 0.02);
}
