import { decayPerSample, SAMPLE_RATE, samplesIn, shapeEnds } from '../audio/signal.ts';
import { filterInPlace } from '../effects/filters.ts';
import type { Random } from '../random/random.ts';
import { addPartial, noiseBurst } from './sources.ts';

/** Parameters of a drum with a falling pitch. */
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

/** Return the parameters of a tom of the given pitch. */
export function tom(hz: number): SweptDrum {
  return { fromHz: hz * 1.7, toHz: hz, sweepSeconds: 0.05, t60Seconds: 0.7, drive: 1.1 };
}

/** Synthesise a kick drum or tom: a decaying sine with a falling pitch. */
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

/**
 * Synthesise a snare drum: the two lowest modes of the skin, and the noise of the wires.
 * @param hz frequency of the lower mode
 */
export function snareDrum(random: Random, hz: number): Float32Array {
  const out = new Float32Array(samplesIn(0.32));
  addPartial(out, { frequency: hz, amplitude: 0.5, decay: decayPerSample(0.22) });
  addPartial(out, { frequency: hz * 1.78, amplitude: 0.28, decay: decayPerSample(0.14) });
  const wires = filterInPlace(noiseBurst(random, 0.32), 'high', 1400);
  for (let i = 0; i < out.length; i++) out[i]! += 0.5 * wires[i]!;
  return shapeEnds(out, 0.0005, 0.03);
}

/** Three short bursts and a longer one, since several hands never clap at the same instant. */
const BURSTS = [
  { at: 0, t60: 0.03 },
  { at: 0.011, t60: 0.03 },
  { at: 0.022, t60: 0.03 },
  { at: 0.032, t60: 0.28 },
];

/** Synthesise the clap of a drum machine. */
export function handClap(random: Random): Float32Array {
  const out = new Float32Array(samplesIn(0.32));
  for (const { at, t60 } of BURSTS) noiseBurst(random, t60).forEach((sample, i) => (out[samplesIn(at) + i]! += sample));
  return filterInPlace(out, 'band', 1300, 1.6);
}
