import { SAMPLE_RATE } from '../audio/sample-rate.ts';

/** One partial of a sound. */
export interface Partial {
  readonly frequency: number;
  readonly amplitude: number;
  /** Factor a sample, 1 for a partial that stays. */
  readonly decay: number;
  /** Radians; default 0. */
  readonly phase?: number;
}

/** A partial is left off once it has fallen to this level. */
const INAUDIBLE = 2e-5;

/** Adds a sine that dies away exponentially, by turning a phasor: one multiplication of complex numbers a sample. Silent above half the sample rate. */
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
