import { eachChannel } from '../audio/stereo.ts';
import type { Stereo } from '../audio/stereo.ts';
import { shapeEnds } from '../audio/envelope.ts';
import { rootMeanSquare } from './levels.ts';
import { filterInPlace } from './state-variable-filter.ts';
import { softLimit } from './soft-limit.ts';

/** RMS over the whole piece, about -18 dBFS: a level at which neither the piano nor the drums need much limiting. */
const TARGET_RMS = 0.126;
const FADE_IN_SECONDS = 0.005;
const FADE_OUT_SECONDS = 1.5;

/** Makes a mix ready for release, in place: nothing below hearing, one loudness for all pieces, no clipping, and silence at both ends. */
export function master(mix: Stereo): Stereo {
  eachChannel(mix, (channel) => filterInPlace(channel, 'high', 25));
  const gain = TARGET_RMS / rootMeanSquare([mix.left, mix.right]);
  eachChannel(mix, (channel) => {
    for (let i = 0; i < channel.length; i++) channel[i] = softLimit(gain * channel[i]!);
    shapeEnds(channel, FADE_IN_SECONDS, FADE_OUT_SECONDS);
  });
  return mix;
}
