import { writeFile } from 'node:fs/promises';
import { wavBytes } from '../decode/wav-bytes.ts';
import type { WavFormat } from '../decode/wav-bytes.ts';

/** Writes a WAV file. @param channels as many samples each, -1 to 1 */
export async function writeWav(
  path: string,
  channels: readonly Float32Array[],
  sampleRate: number,
  format?: WavFormat,
): Promise<void> {
  await writeFile(path, wavBytes(channels, sampleRate, format));
}
