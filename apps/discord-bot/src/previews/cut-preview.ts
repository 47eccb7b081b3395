import { setImmediate } from 'node:timers/promises';
import { createMp3Encoder } from 'wasm-media-encoders';
import { decodeAudio } from '@soundalike/audio-core/decode';
import type { Decoder } from '@soundalike/audio-core/decode';
import { FEATURES, meanSpectra, typicalWindow } from './typical-window.ts';

/** Length of a preview. */
const PREVIEW_SECONDS = 30;

/** Longest part of a track that is searched for its typical window. */
const MAX_SECONDS_SEARCHED = 1200;

/** Sample rate of the preview, Hz. */
const MP3_SAMPLE_RATE = 44_100;

/** Bit rate of the preview, kbit/s: 30 s are half a megabyte. */
const BITRATE = 128;

const LIMITS = { stallSeconds: 10, totalSeconds: 60 };

/**
 * Cut a preview of a music file: its most typical 30 seconds, as MP3.
 * @throws the errors of `decodeAudio`
 */
export async function cutPreview(path: string, decoder: Decoder, signal: AbortSignal): Promise<Buffer> {
  const seconds = await meanSpectra(decodeSeconds(path, FEATURES.sampleRate, decoder, signal), MAX_SECONDS_SEARCHED);
  const start = typicalWindow(seconds, PREVIEW_SECONDS);
  const pieces = decodeSeconds(path, MP3_SAMPLE_RATE, decoder, signal);
  return encodeMp3(secondsOf(pieces, start, PREVIEW_SECONDS));
}

/** Decode a file to pieces of one second. @throws the errors of `decodeAudio` */
function decodeSeconds(
  path: string,
  sampleRate: number,
  decoder: Decoder,
  signal: AbortSignal,
): AsyncIterable<Float32Array> {
  return decodeAudio(path, { sampleRate, decoder, limits: LIMITS, signal });
}

/** Select some of the pieces, which are one second each. */
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

/** Encode mono samples with LAME. @param pieces about a second each, so that other work is not blocked for long */
async function encodeMp3(pieces: AsyncIterable<Float32Array>): Promise<Buffer> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: MP3_SAMPLE_RATE, channels: 1, bitrate: BITRATE });
  const chunks: Buffer[] = [];
  // The encoder returns a view of its own memory, which the next call overwrites.
  for await (const piece of pieces) {
    chunks.push(Buffer.from(encoder.encode([piece])));
    await setImmediate();
  }
  chunks.push(Buffer.from(encoder.finalize()));
  return Buffer.concat(chunks);
}
