import { open } from 'node:fs/promises';
import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders';
import type { SampleStream } from './sample-stream.ts';

/** Hz, of the samples that are encoded. */
export const ENCODED_SAMPLE_RATE = 44_100;

/** How a track is encoded anew, in mono. */
export type Encoding =
  | { readonly extension: 'mp3'; readonly kilobitsPerSecond: 64 | 32 }
  /** @param quality from −1 to 10 */
  | { readonly extension: 'ogg'; readonly quality: number };

/** Encodes samples at 44,100 Hz (LAME or libvorbis) and writes the file, piece by piece. */
export async function writeEncoded(path: string, encoding: Encoding, samples: SampleStream): Promise<void> {
  const encoder = await openEncoder(encoding);
  await using file = await open(path, 'w');
  // Each result lies in the encoder's own memory, and is written before the next call.
  for await (const piece of samples) await file.write(encoder.encode([piece]));
  await file.write(encoder.finalize());
}

async function openEncoder(encoding: Encoding) {
  const format = { sampleRate: ENCODED_SAMPLE_RATE, channels: 1 } as const;
  if (encoding.extension === 'ogg') {
    const encoder = await createOggEncoder();
    encoder.configure({ ...format, vbrQuality: encoding.quality, oggSerialNo: 1 });
    return encoder;
  }
  const encoder = await createMp3Encoder();
  encoder.configure({ ...format, bitrate: encoding.kilobitsPerSecond });
  return encoder;
}
