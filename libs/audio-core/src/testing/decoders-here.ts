import { decoderCandidates } from '../decode/find-decoder.ts';
import type { Decoder } from '../decode/decoder.ts';
import { tryDecoder } from '../decode/try-decoder.ts';

/** Every decoder that works on this machine; node-av at least. A suite that wants them all runs with more where an ffmpeg program is installed. */
export async function decodersHere(): Promise<Decoder[]> {
  const candidates = decoderCandidates();
  const works = await Promise.all(candidates.map((decoder) => tryDecoder(decoder).then(() => true, () => false)));
  return candidates.filter((_, index) => works[index]);
}
