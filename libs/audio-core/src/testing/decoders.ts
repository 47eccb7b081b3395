import { decodeAudio } from '../decode/decode-audio.ts';
import type { DecodeOptions } from '../decode/decode-audio.ts';
import { decoderCandidates, nodeAvDecoder } from '../decode/find-decoder.ts';
import type { Decoder } from '../decode/decoder.ts';
import { tryDecoder } from '../decode/try-decoder.ts';
import { joinSamples } from '../features/join-samples.ts';

/**
 * Return all decoders of this machine: node-av, which must work everywhere, and the ffmpeg programs that work. Install
 * ffmpeg to compare them.
 */
export async function decodersHere(): Promise<Decoder[]> {
  const candidates = decoderCandidates();
  const works = await Promise.all(
    candidates.map(async (decoder) => {
      if (decoder === nodeAvDecoder) return true;
      return tryDecoder(decoder).then(
        () => true,
        () => false,
      );
    }),
  );
  return candidates.filter((_, index) => works[index]);
}

/** Decode all samples of a file into one array. */
export async function decodeAll(path: string, options: DecodeOptions): Promise<Float32Array<ArrayBuffer>> {
  const pieces: Float32Array[] = [];
  for await (const piece of decodeAudio(path, options)) pieces.push(piece);
  return joinSamples(pieces);
}
