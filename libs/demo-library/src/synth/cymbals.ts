import { decayPerSample, SAMPLE_RATE, samplesIn, shapeEnds } from '../audio/signal.ts';
import { filterInPlace } from '../effects/filters.ts';
import type { Random } from '../random/random.ts';
import { noiseBurst } from './sources.ts';

/** Frequencies of the six square waves of a drum machine's cymbals, in Hz. */
const SQUARES_HZ = [205.3, 304.4, 369.6, 522.7, 540, 800];

/** Parameters of a cymbal. */
export interface Cymbal {
  readonly t60Seconds: number;
  /** Cutoff of the high-pass filter. */
  readonly lowestHz: number;
  /** Share of tone; the rest is noise. 0 to 1. */
  readonly tone: number;
}

export const CLOSED_HI_HAT: Cymbal = { t60Seconds: 0.09, lowestHz: 7000, tone: 0.5 };
export const OPEN_HI_HAT: Cymbal = { t60Seconds: 0.5, lowestHz: 6500, tone: 0.5 };
export const RIDE: Cymbal = { t60Seconds: 1.4, lowestHz: 4200, tone: 0.75 };
export const CRASH: Cymbal = { t60Seconds: 2.4, lowestHz: 2600, tone: 0.35 };

/** Synthesise a cymbal: decaying square waves and noise through a high-pass filter. */
export function cymbal(random: Random, { t60Seconds, lowestHz, tone }: Cymbal): Float32Array {
  const out = new Float32Array(samplesIn(t60Seconds));
  const phases = SQUARES_HZ.map(() => random.between(0, 1));
  const steps = SQUARES_HZ.map((hz) => (hz * 1.6) / SAMPLE_RATE);
  const decay = decayPerSample(t60Seconds);
  let level = 1;
  for (let i = 0; i < out.length; i++) {
    let squares = 0;
    for (let k = 0; k < steps.length; k++) {
      const phase = (phases[k]! + steps[k]!) % 1;
      phases[k] = phase;
      squares += phase < 0.5 ? 1 : -1;
    }
    out[i] = level * ((tone * squares) / 3 + (1 - tone) * random.noise());
    level *= decay;
  }
  filterInPlace(out, 'high', lowestHz);
  filterInPlace(out, 'high', lowestHz * 0.8);
  return shapeEnds(out, 0.0005, 0.02);
}

/** Synthesise a wire brush stirred on the snare: noise that swells and fades. */
export function brushSwish(random: Random, seconds: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  for (let i = 0; i < out.length; i++) out[i] = random.noise() * Math.sin((Math.PI * i) / out.length) ** 2;
  return filterInPlace(filterInPlace(out, 'high', 1500), 'low', 5500);
}

/** Synthesise a wire brush tapped on the snare. */
export function brushTap(random: Random): Float32Array {
  return filterInPlace(filterInPlace(noiseBurst(random, 0.16), 'high', 500), 'low', 6000);
}
