import { decodeAudio } from '@soundalike/audio-core/decode';
import type { Decoder } from '@soundalike/audio-core/decode';
import { encodeMp3, MP3_SAMPLE_RATE } from './encode-mp3.ts';
import { FEATURES, meanSpectra } from './mean-spectra.ts';
import { typicalWindow } from './typical-window.ts';

/** Length of a preview. */
const PREVIEW_SECONDS = 30;

/** Of a longer track, the typical part is looked for in its first 20 minutes. */
const MAX_SECONDS_HEARD = 1200;

const LIMITS = { stallSeconds: 10, totalSeconds: 60 };

/**
 * A preview of a music file: its most typical 30 seconds, as MP3.
 * @throws `decodeAudio`'s errors
 */
export async function cutPreview(path: string, decoder: Decoder, signal: AbortSignal): Promise<Buffer> {
  const seconds = await meanSpectra(
    decodeAudio(path, { sampleRate: FEATURES.sampleRate, decoder, limits: LIMITS, signal }),
    MAX_SECONDS_HEARD,
  );
  const start = typicalWindow(seconds, PREVIEW_SECONDS);
  const pieces = decodeAudio(path, { sampleRate: MP3_SAMPLE_RATE, decoder, limits: LIMITS, signal });
  return encodeMp3(secondsOf(pieces, start, PREVIEW_SECONDS));
}

/** Some of the pieces, which are one second each. */
async function* secondsOf(
  pieces: AsyncIterable<Float32Array>,
  start: number,
  length: number,
): AsyncGenerator<Float32Array> {
  let second = 0;
  for await (const piece of pieces) {
    if (second >= start) yield piece;
    second++;
    if (second === start + length) return;
  }
}
