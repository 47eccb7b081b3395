import { samplesIn, shapeEnds } from '../audio/signal.ts';
import { filterInPlace } from '../effects/filters.ts';
import type { Random } from '../random/random.ts';
import { addPartial } from './sources.ts';

/** A stop: its pitch relative to the key's, and its level. */
export interface Stop {
  readonly ratio: number;
  readonly level: number;
}

/** Foundations with an octave, a twelfth, a fifteenth and a mixture. */
export const PLENUM: readonly Stop[] = [
  { ratio: 1, level: 1 },
  { ratio: 2, level: 0.7 },
  { ratio: 3, level: 0.35 },
  { ratio: 4, level: 0.45 },
  { ratio: 6, level: 0.28 },
  { ratio: 8, level: 0.28 },
  { ratio: 12, level: 0.18 },
  { ratio: 16, level: 0.14 },
];

/** Flutes at the unison, octave, twelfth, fifteenth and seventeenth: one voice, hollow and pungent. */
export const CORNET: readonly Stop[] = [
  { ratio: 1, level: 1 },
  { ratio: 2, level: 0.5 },
  { ratio: 3, level: 0.4 },
  { ratio: 4, level: 0.3 },
  { ratio: 5, level: 0.3 },
];

/** Principals with the mixture and without the twelfth: thinner and glassier than the full chorus. */
export const PRINCIPALS: readonly Stop[] = [
  { ratio: 1, level: 1 },
  { ratio: 2, level: 0.9 },
  { ratio: 4, level: 0.6 },
  { ratio: 8, level: 0.4 },
  { ratio: 16, level: 0.15 },
];

/** Sixteen-foot pedal. */
export const PEDAL: readonly Stop[] = [
  { ratio: 0.5, level: 1 },
  { ratio: 1, level: 0.8 },
  { ratio: 2, level: 0.3 },
];

const ATTACK_SECONDS = 0.06;
const RELEASE_SECONDS = 0.12;
const HARMONICS_PER_PIPE = 4;

/** Synthesise one key of an organ: one slightly detuned pipe for each stop, and the noise of the wind. */
export function organPipes(random: Random, frequency: number, seconds: number, stops: readonly Stop[]): Float32Array {
  const out = new Float32Array(samplesIn(seconds + RELEASE_SECONDS));
  for (const { ratio, level } of stops) {
    const pitch = frequency * ratio * (1 + random.between(-0.0012, 0.0012));
    for (let n = 1; n <= HARMONICS_PER_PIPE; n++) {
      addPartial(out, {
        frequency: n * pitch,
        amplitude: (0.12 * level) / n ** 1.9,
        decay: 1,
        phase: random.between(0, 2 * Math.PI),
      });
    }
  }
  const wind = Float32Array.from(out, () => random.noise());
  filterInPlace(wind, 'band', Math.min(6000, 3 * frequency), 2);
  for (let i = 0; i < out.length; i++) out[i]! += 0.004 * wind[i]!;
  return shapeEnds(out, ATTACK_SECONDS, RELEASE_SECONDS);
}
