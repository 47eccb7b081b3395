import { decodeAudio } from '../decode/decode-audio.ts';
import type { DecodeOptions } from '../decode/decode-audio.ts';

/** A whole file's samples at once. */
export async function decodeAll(path: string, options: DecodeOptions): Promise<Float32Array<ArrayBuffer>> {
  const pieces: Float32Array[] = [];
  for await (const piece of decodeAudio(path, options)) pieces.push(piece);
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    samples.set(piece, position);
    position += piece.length;
  }
  return samples;
}
