import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { printable, printError } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';

const AUDIO = '**/*.{mp3,flac,ogg,oga,opus,m4a,aac,wav,MP3,FLAC,OGG,M4A,WAV}';

/**
 * Find the audio files of a folder and its subfolders. If there are more than `most`, pick them evenly from the sorted
 * list.
 * @throws `DATASET_MISSING` if there are fewer than `least`
 */
export async function audioFiles(
  folder: string,
  { least, most }: { readonly least: number; readonly most: number },
): Promise<string[]> {
  const names = (await Array.fromAsync(glob(AUDIO, { cwd: folder }))).sort();
  if (names.length < least) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${folder}: needs at least ${least} audio files, but has ${names.length}. ` +
        '`npm start` writes a demonstration library there',
    );
  }
  const step = Math.max(1, names.length / most);
  return Array.from({ length: Math.min(most, names.length) }, (_, n) => join(folder, names[Math.floor(n * step)]!));
}

/** Print on stderr why files were skipped. Call it after the progress display has stopped. */
export function reportSkipped(reasons: readonly string[]): void {
  for (const reason of reasons) printError(`skipped: ${printable(reason)}`);
}
