import { decayPerSample, shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';

/** A drum whose pitch falls as its skin slackens. */
export interface SweptDrum {
  readonly fromHz: number;
  readonly toHz: number;
  /** Time constant of the fall in pitch. */
  readonly sweepSeconds: number;
  readonly t60Seconds: number;
  /** 1 is clean; more is driven into saturation. */
  readonly drive: number;
}

export const TECHNO_KICK: SweptDrum = { fromHz: 320, toHz: 47, sweepSeconds: 0.028, t60Seconds: 0.55, drive: 2.4 };
export const ACOUSTIC_KICK: SweptDrum = { fromHz: 150, toHz: 58, sweepSeconds: 0.018, t60Seconds: 0.32, drive: 1.2 };

/** A tom of the given pitch. */
export function tom(hz: number): SweptDrum {
  return { fromHz: hz * 1.7, toHz: hz, sweepSeconds: 0.05, t60Seconds: 0.7, drive: 1.1 };
}

/** A sine that sweeps down and dies away: kick drums and toms. */
export function sweptDrum({ fromHz, toHz, sweepSeconds, t60Seconds, drive }: SweptDrum): Float32Array {
  const out = new Float32Array(samplesIn(t60Seconds));
  const sweep = Math.exp(-1 / (sweepSeconds * SAMPLE_RATE));
  const decay = decayPerSample(t60Seconds);
  let phase = 0;
  let above = fromHz - toHz;
  let level = 1;
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.tanh(drive * level * Math.sin(phase)) / Math.tanh(drive);
    phase += (2 * Math.PI * (toHz + above)) / SAMPLE_RATE;
    above *= sweep;
    level *= decay;
  }
  return shapeEnds(out, 0.0008, 0.02);
}
