import type { Encoding } from './encoding.ts';
import { first, scaled, withoutFirst } from './sample-stream.ts';
import type { SampleStream } from './sample-stream.ts';

/** A change to a track after which it should still be its own nearest neighbour: to its samples, or by way of another file. */
export type Alteration =
  | {
      readonly name: string;
      readonly change: (samples: SampleStream, track: { sampleRate: number; seconds: number }) => SampleStream;
    }
  | { readonly name: string; readonly encoding: Encoding };

const CROPPED_SECONDS = 5;

const decibels = (gain: number): number => 10 ** (gain / 20);

/** All that are tried. The encodings are of the mono mix, so their bit rates are for one channel. */
export const ALTERATIONS: readonly Alteration[] = [
  { name: 'MP3, 64 kbit/s mono (128 stereo)', encoding: { extension: 'mp3', kilobitsPerSecond: 64 } },
  { name: 'MP3, 32 kbit/s mono', encoding: { extension: 'mp3', kilobitsPerSecond: 32 } },
  { name: 'Ogg Vorbis, quality 3', encoding: { extension: 'ogg', quality: 3 } },
  { name: '6 dB quieter', change: (samples) => scaled(samples, decibels(-6)) },
  { name: '3 dB louder, not clipped', change: (samples) => scaled(samples, decibels(3)) },
  {
    name: 'without the first 5 s',
    change: (samples, { sampleRate }) => withoutFirst(samples, CROPPED_SECONDS * sampleRate),
  },
  {
    name: 'first half only',
    change: (samples, { sampleRate, seconds }) => first(samples, Math.floor((seconds * sampleRate) / 2)),
  },
];
