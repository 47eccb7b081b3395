import { audioDigest, decodeAudio, joinSamples, LogMelStream, modelOf } from '@soundalike/audio-core';
import type { Decoder } from '@soundalike/audio-core';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import type { CalibrationClip } from '@soundalike/model-builder';

const CLIP_FRAMES = 512;

/** Options of `calibrationClips`. */
export interface CalibrationOptions {
  readonly decoder: Decoder;
  readonly signal: AbortSignal;
  /** Called after each file. */
  readonly progress: (done: number, total: number) => void;
  /** Called with the reason why a file is skipped. */
  readonly skipped: (reason: string) => void;
}

/**
 * Read three clips of five seconds of each file as log-mel frames of Cnn14: start, middle and end, because fades and
 * silence are part of music. A file is skipped if it cannot be decoded or is too short for Cnn14.
 */
export async function* calibrationClips(
  paths: readonly string[],
  { progress, skipped, ...reading }: CalibrationOptions,
): AsyncGenerator<CalibrationClip> {
  const { melBands } = modelOf('cnn14').spec.features;
  const clipLength = CLIP_FRAMES * melBands;
  for (const [index, path] of paths.entries()) {
    const frames = await logMelOf(path, reading).catch((error: unknown) => {
      if (!isSoundalikeError(error) || error.code === 'ABORTED') throw error;
      skipped(`${path}: ${error.message}`);
      return null;
    });
    if (frames !== null) {
      const digest = await audioDigest(path);
      const middle = Math.floor((frames.length - clipLength) / 2 / melBands) * melBands;
      for (const start of [0, middle, frames.length - clipLength])
        if (start >= 0) yield { frames: frames.slice(start, start + clipLength), audioDigest: digest };
    }
    progress(index + 1, paths.length);
  }
}

/**
 * Read the entire file.
 * @throws `TOO_SHORT`, and as `decodeAudio`
 */
async function logMelOf(
  path: string,
  { decoder, signal }: Pick<CalibrationOptions, 'decoder' | 'signal'>,
): Promise<Float32Array> {
  const { features, minSamples, name } = modelOf('cnn14').spec;
  const stream = new LogMelStream(features);
  const pieces: Float32Array[] = [];
  let count = 0;
  for await (const samples of decodeAudio(path, { sampleRate: features.sampleRate, decoder, signal })) {
    count += samples.length;
    pieces.push(stream.push(samples));
  }
  if (count < minSamples)
    throw new SoundalikeError('TOO_SHORT', `audio: ${name} needs at least ${minSamples} samples, got ${count}`);
  return joinSamples(pieces);
}
