import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeAudio, testSignal } from '@soundalike/audio-core/testing';

const SAMPLE_RATE = 44_100;

/** Bit rate of both channels together. */
const KILOBITS_PER_SECOND = 192;

/** Write a library of synthetic stereo MP3 files, if it is not there yet. @returns its folder */
export async function synthesiseLibrary(workFolder: string, tracks: number, seconds: number): Promise<string> {
  const folder = join(workFolder, `synthetic-${seconds}s`);
  await mkdir(folder, { recursive: true });
  for (let track = 0; track < tracks; track++) {
    const path = join(folder, `${String(track).padStart(3, '0')}.mp3`);
    if (existsSync(path)) continue;
    process.stderr.write(`synthesising track ${track + 1} of ${tracks}\n`);
    const channels = [0, 1].map((channel) => testSignal(seconds * SAMPLE_RATE, SAMPLE_RATE, 2 * track + channel));
    const unfinished = join(folder, `unfinished-${track}.mp3`);
    await encodeAudio(unfinished, channels, SAMPLE_RATE, {}, KILOBITS_PER_SECOND);
    await rename(unfinished, path);
  }
  return folder;
}
