import { samplesIn } from '../audio/signal.ts';
import type { Stereo } from '../audio/stereo.ts';

/** Delays in samples at 44.1 kHz, and the spread of the right channel. Source: Jezar at Dreampoint, Freeverb, 2000. */
const COMB_DELAYS = [1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617];
const ALLPASS_DELAYS = [556, 441, 341, 225];
const RIGHT_SPREAD = 23;
const INPUT_GAIN = 0.015;

/** Parameters of a simulated room. */
export interface Room {
  /** Feedback of the comb filters, from 0 to below 1: about 0.7 for a chamber, 0.93 for a church. */
  readonly size: number;
  /** Absorption of treble, 0 to 1. */
  readonly damping: number;
  /** Level of the reverberation, added to the dry sound. */
  readonly wet: number;
  /** Delay of the reverberation; default 0.01. */
  readonly preDelaySeconds?: number;
}

/** Add reverberation to a mix, in place. */
export function addReverb(mix: Stereo, room: Room): void {
  const input = new Float32Array(mix.left.length);
  const delay = samplesIn(room.preDelaySeconds ?? 0.01);
  for (let i = delay; i < input.length; i++) input[i] = (mix.left[i - delay]! + mix.right[i - delay]!) * INPUT_GAIN;
  const left = reverberate(input, room, 0);
  const right = reverberate(input, room, RIGHT_SPREAD);
  for (let i = 0; i < input.length; i++) {
    mix.left[i]! += room.wet * left[i]!;
    mix.right[i]! += room.wet * right[i]!;
  }
}

function reverberate(input: Float32Array, room: Room, spread: number): Float32Array {
  const out = new Float32Array(input.length);
  for (const delay of COMB_DELAYS) addComb(out, input, delay + spread, room);
  for (const delay of ALLPASS_DELAYS) passAll(out, delay + spread);
  return out;
}

function addComb(out: Float32Array, input: Float32Array, length: number, { size, damping }: Room): void {
  const line = new Float64Array(length);
  let at = 0;
  let damped = 0;
  for (let i = 0; i < input.length; i++) {
    const delayed = line[at]!;
    out[i]! += delayed;
    damped = delayed * (1 - damping) + damped * damping;
    line[at] = input[i]! + damped * size;
    if (++at === length) at = 0;
  }
}

function passAll(signal: Float32Array, length: number): void {
  const line = new Float64Array(length);
  let at = 0;
  for (let i = 0; i < signal.length; i++) {
    const delayed = line[at]!;
    const input = signal[i]!;
    line[at] = input + delayed * 0.5;
    signal[i] = delayed - input;
    if (++at === length) at = 0;
  }
}
