import type { Encoding } from './encoding.ts';

/** Mono samples, piece by piece. */
export type SampleStream = AsyncIterable<Float32Array>;

/** A change to a track that should keep it its own nearest neighbour: of its samples, or by encoding it again. */
export type Alteration = {
  readonly name: string;
  /** Length of the part in the middle of the track that is altered, seconds; default: the entire track. */
  readonly middleSeconds?: number;
} & (
  | { readonly change: (samples: SampleStream, track: { sampleRate: number; seconds: number }) => SampleStream }
  | { readonly encoding: Encoding }
);

const CROPPED_SECONDS = 5;

const decibels = (gain: number): number => 10 ** (gain / 20);

/** All alterations. The encodings are of the mono mix, so their bit rates are for one channel. */
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

/** Multiply every sample by a factor; nothing is clipped. */
export async function* scaled(samples: SampleStream, factor: number): SampleStream {
  for await (const piece of samples) yield piece.map((sample) => sample * factor);
}

/** Skip the first `count` samples. */
export async function* withoutFirst(samples: SampleStream, count: number): SampleStream {
  let left = count;
  for await (const piece of samples) {
    if (left < piece.length) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

/** Yield the first `count` samples, or all if there are fewer. */
export async function* first(samples: SampleStream, count: number): SampleStream {
  let left = count;
  for await (const piece of samples) {
    if (left <= 0) return;
    yield piece.subarray(0, left);
    left -= piece.length;
  }
}
