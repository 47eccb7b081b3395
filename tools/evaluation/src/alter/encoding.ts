import { open } from 'node:fs/promises';
import { secondPieces } from '@soundalike/audio-core';
import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders';

/** Sample rate of everything that is encoded, in Hz. */
export const ENCODED_SAMPLE_RATE = 44_100;

/** Format of an encoded copy, in mono. */
export type Encoding =
  | { readonly extension: 'mp3'; readonly kilobitsPerSecond: 64 | 32 }
  /** @param quality from −1 to 10 */
  | { readonly extension: 'ogg'; readonly quality: number };

/**
 * Encode samples at 44,100 Hz (LAME or libvorbis) and write the file, piece by piece. The file does not depend on how
 * the samples are cut.
 */
export async function writeEncoded(
  path: string,
  encoding: Encoding,
  samples: AsyncIterable<Float32Array>,
): Promise<void> {
  const encoder = await openEncoder(encoding);
  await using file = await open(path, 'w');
  // Libvorbis extrapolates the start from the first samples that it is given, however many these are. Each result is in
  // the encoder's own memory, so it is written before the next call.
  for await (const second of secondPieces(samples, ENCODED_SAMPLE_RATE)) await file.write(encoder.encode([second]));
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
