import { open } from 'node:fs/promises';
import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders';

/** Sample rate of everything that is encoded, in Hz. */
export const ENCODED_SAMPLE_RATE = 44_100;

/** Format of an encoded copy, in mono. */
export type Encoding =
  | { readonly extension: 'mp3'; readonly kilobitsPerSecond: 64 | 32 }
  /** @param quality from −1 to 10 */
  | { readonly extension: 'ogg'; readonly quality: number };

/** Encode samples at 44,100 Hz (LAME or libvorbis) and write the file, piece by piece. */
export async function writeEncoded(
  path: string,
  encoding: Encoding,
  samples: AsyncIterable<Float32Array>,
): Promise<void> {
  const encoder = await openEncoder(encoding);
  await using file = await open(path, 'w');
  // Each result is in the encoder's own memory, so it is written before the next call.
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
