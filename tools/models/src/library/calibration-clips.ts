import { decodeAudio, LogMelStream, modelOf } from '@soundalike/audio-core';
import type { Decoder } from '@soundalike/audio-core';
import { isCatalogError } from '@soundalike/catalog';

const CLIP_FRAMES = 512;

/**
 * Three clips of five seconds of each file as log-mel frames of Cnn14: its start, its middle and its end, for fades and silence are music, too.
 * A file that cannot be decoded is passed over.
 */
export async function* calibrationClips(paths: readonly string[], decoder: Decoder, signal: AbortSignal): AsyncGenerator<Float32Array> {
  const { features } = modelOf('cnn14').spec;
  const clipLength = CLIP_FRAMES * features.melBands;
  for (const path of paths) {
    const stream = new LogMelStream(features);
    const pieces: Float32Array[] = [];
    try {
      for await (const samples of decodeAudio(path, { sampleRate: features.sampleRate, decoder, signal })) pieces.push(stream.push(samples));
    } catch (error) {
      if (!isCatalogError(error) || error.code === 'ABORTED') throw error;
      process.stderr.write(`passed over: ${error.message}\n`);
      continue;
    }
    const frames = joined(pieces);
    const middle = Math.floor((frames.length - clipLength) / 2 / features.melBands) * features.melBands;
    for (const start of [0, middle, frames.length - clipLength]) if (start >= 0) yield frames.slice(start, start + clipLength);
  }
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}
