import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';

/**
 * Return the paths of at most `most` MP3 files of a folder and its subfolders, evenly spread.
 * @throws `DATASET_MISSING` if there are none
 */
export async function musicFiles(folder: string, most: number): Promise<string[]> {
  const names = (await Array.fromAsync(glob('**/*.{mp3,MP3}', { cwd: folder }))).sort();
  if (names.length === 0)
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${folder}: has no MP3 files. Name another folder; \`npm start\` writes a demonstration library to DATASET_DIR`,
    );
  const step = Math.max(1, names.length / most);
  return Array.from({ length: Math.min(most, names.length) }, (_, n) => join(folder, names[Math.floor(n * step)]!));
}
