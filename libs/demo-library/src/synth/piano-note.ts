import { decayPerSample, samplesIn, shapeEnds } from '../audio/signal.ts';
import { filterInPlace } from '../effects/filters.ts';
import type { Random } from '../random/random.ts';
import { addPartial, noiseBurst } from './sources.ts';

const MAX_PARTIALS = 24;
const DAMPER_SECONDS = 0.12;
/** The hammer strikes at an eighth of the string, which mutes every eighth partial. */
const STRIKE_POINT = 1 / 8;

/**
 * Synthesise a piano note: stretched partials (f·n·√(1+B·n²), Fletcher 1964) on two slightly detuned strings, which
 * beat and give an early and a late decay; treble decays first; the noise of the hammer.
 * @param seconds until the damper falls
 * @param velocity 0 to 1: louder is brighter
 */
export function pianoNote(random: Random, frequency: number, seconds: number, velocity: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds + DAMPER_SECONDS));
  const inharmonicity = 0.00035 * (frequency / 261.6) ** 1.3;
  const t60 = Math.min(14, 9 * (261.6 / frequency) ** 0.7);
  const slope = 1.75 - 0.75 * velocity;
  for (let n = 1; n <= MAX_PARTIALS; n++) {
    const partial = n * frequency * Math.sqrt(1 + inharmonicity * n * n);
    const amplitude = (velocity * 0.3 * Math.abs(Math.sin(Math.PI * n * STRIKE_POINT))) / n ** slope;
    const life = t60 / (1 + 0.35 * (n - 1));
    const apart = 1 + random.between(0.0001, 0.0004);
    const phase = random.between(0, 2 * Math.PI);
    addPartial(out, { frequency: partial, amplitude, decay: decayPerSample(life * 0.45), phase });
    addPartial(out, { frequency: partial * apart, amplitude: amplitude * 0.4, decay: decayPerSample(life), phase });
  }
  const hammer = filterInPlace(noiseBurst(random, 0.06), 'low', 400 + 1600 * velocity);
  for (let i = 0; i < hammer.length && i < out.length; i++) out[i]! += 0.1 * velocity * hammer[i]!;
  return shapeEnds(out, 0.0015, DAMPER_SECONDS);
}
