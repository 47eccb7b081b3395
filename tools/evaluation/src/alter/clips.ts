import { drawsOf } from '../metrics/draw.ts';
import type { Alteration, SampleStream } from './alterations.ts';

const SEED = 20_261_202;

/** Lengths of clips in seconds. */
export const CLIP_SECONDS = [5, 10, 30] as const;

/** Kinds of clips: as they are, encoded at a low rate, and with white noise at ratios of signal to noise. */
export const CLIP_KINDS = ['clean', '64 kbit/s', 'noise at 20 dB', 'noise at 10 dB'] as const;

/** Kind of a clip. */
export type ClipKind = (typeof CLIP_KINDS)[number];

/** Return the alteration that leaves the middle of a track. */
export function clipOf(kind: ClipKind, seconds: number): Alteration {
  const clip = { name: `clip, ${seconds} s, ${kind}`, middleSeconds: seconds };
  switch (kind) {
    case 'clean':
      return { ...clip, change: (samples) => samples };
    case '64 kbit/s':
      return { ...clip, encoding: { extension: 'mp3', kilobitsPerSecond: 64 } };
    case 'noise at 20 dB':
      return { ...clip, change: (samples) => withNoise(samples, 20) };
    case 'noise at 10 dB':
      return { ...clip, change: (samples) => withNoise(samples, 10) };
  }
}

/** Add white Gaussian noise. @param ratio of the mean squares of signal and noise, dB */
async function* withNoise(samples: SampleStream, ratio: number): SampleStream {
  const pieces = await Array.fromAsync(samples);
  const count = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const squares = pieces.reduce((sum, piece) => piece.reduce((all, value) => all + value * value, sum), 0);
  const deviation = Math.sqrt(squares / Math.max(1, count) / 10 ** (ratio / 10));
  const draws = drawsOf(SEED);
  for (const piece of pieces) yield piece.map((value) => value + deviation * draws.normal());
}
