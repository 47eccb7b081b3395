import { rootMeanSquare, shapeEnds } from '../audio/signal.ts';
import { eachChannel } from '../audio/stereo.ts';
import type { Stereo } from '../audio/stereo.ts';
import { filterInPlace } from './filters.ts';

/** RMS over the entire piece, about -18 dBFS: at this level neither piano nor drums need much limiting. */
const TARGET_RMS = 0.126;
const FADE_IN_SECONDS = 0.005;
const FADE_OUT_SECONDS = 1.5;

/**
 * Master a mix in place: no inaudible bass, the same loudness for all pieces, no clipping, and silence at both ends.
 */
export function master(mix: Stereo): Stereo {
  eachChannel(mix, (channel) => filterInPlace(channel, 'high', 25));
  const gain = TARGET_RMS / rootMeanSquare([mix.left, mix.right]);
  eachChannel(mix, (channel) => {
    for (let i = 0; i < channel.length; i++) channel[i] = softLimit(gain * channel[i]!);
    shapeEnds(channel, FADE_IN_SECONDS, FADE_OUT_SECONDS);
  });
  return mix;
}

/** Levels below are unchanged. */
const KNEE = 0.5;
/** Upper limit, which leaves MP3 decoders room to overshoot. */
const CEILING = 0.89;

/** Compress a sample above the knee so that it stays below the ceiling. */
export function softLimit(sample: number): number {
  const level = Math.abs(sample);
  if (level <= KNEE) return sample;
  const room = CEILING - KNEE;
  return Math.sign(sample) * (KNEE + room * Math.tanh((level - KNEE) / room));
}
