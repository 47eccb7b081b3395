import { decayPerSample, shapeEnds } from '../audio/envelope.ts';
import { samplesIn } from '../audio/sample-rate.ts';
import { filterInPlace } from '../effects/state-variable-filter.ts';
import type { Random } from '../random/random.ts';
import { addPartial } from './decaying-partial.ts';
import { noiseBurst } from './noise-burst.ts';

/** A snare drum: the two lowest modes of the skin, and the wires' rattle. @param hz of the lower mode */
export function snareDrum(random: Random, hz: number): Float32Array {
  const out = new Float32Array(samplesIn(0.32));
  addPartial(out, { frequency: hz, amplitude: 0.5, decay: decayPerSample(0.22) });
  addPartial(out, { frequency: hz * 1.78, amplitude: 0.28, decay: decayPerSample(0.14) });
  const wires = filterInPlace(noiseBurst(random, 0.32), 'high', 1400);
  for (let i = 0; i < out.length; i++) out[i]! += 0.5 * wires[i]!;
  return shapeEnds(out, 0.0005, 0.03);
}
