import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { printable } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';

const AUDIO = '**/*.{mp3,flac,ogg,oga,opus,m4a,aac,wav,MP3,FLAC,OGG,M4A,WAV}';

/**
 * Audio files of a folder and those in it, evenly spread over the sorted list where there are more than `most`.
 * @throws `DATASET_MISSING` when there are fewer than `least`
 */
export async function audioFiles(
  folder: string,
  { least, most }: { readonly least: number; readonly most: number },
): Promise<string[]> {
  const names = (await Array.fromAsync(glob(AUDIO, { cwd: folder }))).sort();
  if (names.length < least) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${folder}: expected at least ${least} audio files, got ${names.length}. \`npm start\` writes a demonstration library there`,
    );
  }
  const step = Math.max(1, names.length / most);
  return Array.from({ length: Math.min(most, names.length) }, (_, n) => join(folder, names[Math.floor(n * step)]!));
}

/** Tells why files were not used; on stderr, once nothing else is shown there. */
export function sayPassedOver(reasons: readonly string[]): void {
  for (const reason of reasons) process.stderr.write(`passed over: ${printable(reason)}\n`);
}
