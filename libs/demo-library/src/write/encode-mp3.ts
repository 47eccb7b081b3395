import { createMp3Encoder } from 'wasm-media-encoders';
import { SAMPLE_RATE } from '../audio/sample-rate.ts';
import type { Stereo } from '../audio/stereo.ts';

const KILOBITS_PER_SECOND = 128;

/** Encodes a piece as MP3 (LAME), without tags. */
export async function encodeMp3(piece: Stereo): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 2, bitrate: KILOBITS_PER_SECOND });
  // The encoder hands out its own buffer, which the next call overwrites.
  const frames = Uint8Array.from(encoder.encode([piece.left, piece.right]));
  return Buffer.concat([frames, encoder.finalize()]);
}
