import { samplesIn } from '../audio/sample-rate.ts';
import { decayPerSample } from '../audio/envelope.ts';
import type { Random } from '../random/random.ts';

/** White noise that dies away by 60 dB in the given time. */
export function noiseBurst(random: Random, t60Seconds: number): Float32Array {
  const out = new Float32Array(samplesIn(t60Seconds));
  const decay = decayPerSample(t60Seconds);
  let level = 1;
  for (let i = 0; i < out.length; i++) {
    out[i] = level * random.noise();
    level *= decay;
  }
  return out;
}
