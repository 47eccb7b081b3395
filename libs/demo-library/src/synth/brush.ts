import { samplesIn } from '../audio/sample-rate.ts';
import { filterInPlace } from '../effects/state-variable-filter.ts';
import type { Random } from '../random/random.ts';
import { noiseBurst } from './noise-burst.ts';

/** A wire brush drawn in a circle over the snare: hiss that swells and goes. */
export function brushSwish(random: Random, seconds: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  for (let i = 0; i < out.length; i++) out[i] = random.noise() * Math.sin((Math.PI * i) / out.length) ** 2;
  return filterInPlace(filterInPlace(out, 'high', 1500), 'low', 5500);
}

/** A wire brush tapped on the snare. */
export function brushTap(random: Random): Float32Array {
  return filterInPlace(filterInPlace(noiseBurst(random, 0.16), 'high', 500), 'low', 6000);
}
