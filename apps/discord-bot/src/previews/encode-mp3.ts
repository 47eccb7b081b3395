import { setImmediate } from 'node:timers/promises';
import { createMp3Encoder } from 'wasm-media-encoders';

/** Rate of the samples and of the file, Hz. */
export const MP3_SAMPLE_RATE = 44_100;

/** kbit/s: 30 s are half a megabyte. */
const BITRATE = 128;

/** Encodes mono samples as an MP3 file (LAME). @param pieces at 44.1 kHz, about a second each, so that the process is not kept long */
export async function encodeMp3(pieces: AsyncIterable<Float32Array>): Promise<Buffer> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: MP3_SAMPLE_RATE, channels: 1, bitrate: BITRATE });
  const chunks: Buffer[] = [];
  // What the encoder returns lies in its own memory and is overwritten by the next call.
  for await (const piece of pieces) {
    chunks.push(Buffer.from(encoder.encode([piece])));
    await setImmediate();
  }
  chunks.push(Buffer.from(encoder.finalize()));
  return Buffer.concat(chunks);
}
