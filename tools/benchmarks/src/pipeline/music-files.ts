import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';

/** MP3 files of a folder and those in it, `most` of them evenly spread. @throws `DATASET_MISSING` when there is none */
export async function musicFiles(folder: string, most: number): Promise<string[]> {
  const names = (await Array.fromAsync(glob('**/*.{mp3,MP3}', { cwd: folder }))).sort();
  if (names.length === 0)
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${folder}: expected MP3 files to measure with, got none. \`npm start\` writes a demonstration library there`,
    );
  const step = Math.max(1, names.length / most);
  return Array.from({ length: Math.min(most, names.length) }, (_, n) => join(folder, names[Math.floor(n * step)]!));
}
