import { decayPerSample, SAMPLE_RATE, samplesIn } from '../audio/signal.ts';
import type { Random } from '../random/random.ts';

/**
 * Return the correction to subtract from a step of height 2 so that it does not alias. Source: Välimäki and
 * Huovilainen, "Antialiasing oscillators in subtractive synthesis", 2007.
 * @param phase 0 to 1; the step is at 0
 * @param step advance of the phase per sample
 */
export function polyBlep(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step;
    return t + t - t * t - 1;
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step;
    return t * t + t + t + 1;
  }
  return 0;
}

/** One partial of a sound. */
export interface Partial {
  readonly frequency: number;
  readonly amplitude: number;
  /** Factor per sample; 1 for a partial that does not decay. */
  readonly decay: number;
  /** Radians; default 0. */
  readonly phase?: number;
}

/** A partial ends when it falls to this level. */
const INAUDIBLE = 2e-5;

/**
 * Add a sine that decays exponentially, by rotating a phasor: one complex multiplication per sample. Partials above
 * 0.45 times the sample rate are left out.
 */
export function addPartial(out: Float32Array, { frequency, amplitude, decay, phase = 0 }: Partial): void {
  if (frequency > 0.45 * SAMPLE_RATE) return;
  const angle = (2 * Math.PI * frequency) / SAMPLE_RATE;
  const turnReal = decay * Math.cos(angle);
  const turnImaginary = decay * Math.sin(angle);
  let real = amplitude * Math.cos(phase);
  let imaginary = amplitude * Math.sin(phase);
  const end = decay < 1 ? Math.min(out.length, Math.log(INAUDIBLE / amplitude) / Math.log(decay)) : out.length;
  for (let i = 0; i < end; i++) {
    out[i]! += imaginary;
    const next = real * turnReal - imaginary * turnImaginary;
    imaginary = real * turnImaginary + imaginary * turnReal;
    real = next;
  }
}

/** Synthesise white noise that decays by 60 dB in the given time. */
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
