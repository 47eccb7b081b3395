import { decayPerSample, SAMPLE_RATE, samplesIn, shapeEnds } from '../audio/signal.ts';
import type { Random } from '../random/random.ts';

/** Properties of a string and of the way it is plucked. */
export interface Pluck {
  /** Position along the string, 0 to 0.5: near the bridge is thin, near the middle round. */
  readonly position: number;
  /** 0 (thumb) to 1 (hard plectrum). */
  readonly brightness: number;
  /** Time to fall by 60 dB, at the fundamental. */
  readonly t60Seconds: number;
  /** Treble that each pass along the string loses, 0 (steel) to 0.5 (gut). */
  readonly damping: number;
}

const RELEASE_SECONDS = 0.06;

/**
 * Synthesise a plucked string: a burst of noise in a tuned delay line. Source: Jaffe and Smith, "Extensions of the
 * Karplus-Strong algorithm", 1983.
 */
export function pluckedString(random: Random, frequency: number, seconds: number, pluck: Pluck): Float32Array {
  const { damping } = pluck;
  // The two-point average delays by `damping` samples at low frequencies; the allpass adds the remaining fraction.
  const period = SAMPLE_RATE / frequency - damping;
  const length = Math.floor(period - 0.2);
  const fraction = period - length;
  const allpass = (1 - fraction) / (1 + fraction);
  const loss = decayPerSample(pluck.t60Seconds) ** (SAMPLE_RATE / frequency);
  const line = excitation(random, length, pluck);
  const out = new Float32Array(samplesIn(seconds + RELEASE_SECONDS));
  let at = 0;
  let previous = 0;
  let allpassIn = 0;
  let allpassOut = 0;
  for (let i = 0; i < out.length; i++) {
    const sample = line[at]!;
    out[i] = sample;
    const damped = loss * ((1 - damping) * sample + damping * previous);
    previous = sample;
    allpassOut = allpass * (damped - allpassOut) + allpassIn;
    allpassIn = damped;
    line[at] = allpassOut;
    if (++at === length) at = 0;
  }
  return shapeEnds(out, 0.001, RELEASE_SECONDS);
}

/** Return one period of noise with normalised loudness, without the partials that have a node at the plucked point. */
function excitation(random: Random, length: number, { position, brightness }: Pluck): Float64Array {
  const noise = new Float64Array(length);
  const keep = 1 - brightness;
  let smooth = 0;
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < length; i++) {
      smooth += (1 - keep * 0.9) * ((pass === 0 ? random.noise() : noise[i]!) - smooth);
      noise[i] = smooth;
    }
  }
  const offset = Math.max(1, Math.round(position * length));
  const combed = noise.map((value, i) => value - noise[(i + length - offset) % length]!);
  const mean = combed.reduce((sum, value) => sum + value, 0) / length;
  const rms = Math.sqrt(combed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length);
  return combed.map((value) => (0.25 * (value - mean)) / rms);
}
