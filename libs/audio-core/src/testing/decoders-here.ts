import { decoderCandidates, nodeAvDecoder } from '../decode/find-decoder.ts';
import type { Decoder } from '../decode/decoder.ts';
import { tryDecoder } from '../decode/try-decoder.ts';

/** Every decoder of this machine: node-av, which must work everywhere, and the ffmpeg programs that do. Install ffmpeg to compare them. */
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
