import { samplesIn } from '../audio/sample-rate.ts';
import { filterInPlace } from '../effects/state-variable-filter.ts';
import type { Random } from '../random/random.ts';
import { noiseBurst } from './noise-burst.ts';

/** Three short bursts and a longer one, as several hands never clap at once. */
const BURSTS = [
  { at: 0, t60: 0.03 },
  { at: 0.011, t60: 0.03 },
  { at: 0.022, t60: 0.03 },
  { at: 0.032, t60: 0.28 },
];

/** The clap of a drum machine. */
export function handClap(random: Random): Float32Array {
  const out = new Float32Array(samplesIn(0.32));
  for (const { at, t60 } of BURSTS) noiseBurst(random, t60).forEach((sample, i) => (out[samplesIn(at) + i]! += sample));
  return filterInPlace(out, 'band', 1300, 1.6);
}
