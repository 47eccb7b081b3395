import type { Command } from 'commander';
import type { Limits } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { realNumber, wholeNumber } from '@soundalike/command-line';
import { datasetFolder } from './dataset-folder.ts';

/** Values of the options that `addLimitOptions` adds. */
export interface LimitFlags {
  readonly allowVersions?: boolean;
  readonly maxPerArtist?: number;
  readonly otherArtists?: boolean;
  readonly minDuration?: number;
  readonly maxDuration?: number;
  readonly withoutChapters?: boolean;
  readonly genre?: readonly string[];
  readonly excludeGenre?: readonly string[];
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Add the options that limit the tracks of an answer, which all commands share. */
export function addLimitOptions(command: Command): Command {
  return command
    .option('--allow-versions', 'keep other versions and copies of the same recording')
    .option('--max-per-artist <n>', 'at most this many tracks by one artist', wholeNumber(1))
    .option('--other-artists', 'leave out the artists of the given songs')
    .option('--min-duration <seconds>', 'leave out shorter tracks', realNumber(0))
    .option('--max-duration <seconds>', 'leave out longer tracks', realNumber(0))
    .option('--without-chapters', 'leave out files with chapters, such as audiobooks and some mixes')
    .option('--genre <name...>', 'only tracks of one of these genres')
    .option('--exclude-genre <name...>', 'leave out tracks of these genres')
    .option('--only <folder...>', 'only tracks below these folders of DATASET_DIR')
    .option('--exclude <folder...>', 'leave out tracks below these folders of DATASET_DIR');
}

/**
 * Return the limits that the options name.
 * @throws `USAGE` for a folder outside the dataset, or if the entire dataset is excluded
 */
export function limitsOf(flags: LimitFlags, datasetDir: string): Limits {
  const { allowVersions, maxPerArtist, otherArtists, minDuration, maxDuration, withoutChapters } = flags;
  const { genre, excludeGenre, only = [], exclude = [] } = flags;
  const folders = (named: readonly string[]) => named.map((folder) => datasetFolder(folder, datasetDir));
  const [wanted, unwanted] = [folders(only), folders(exclude)];
  if (unwanted.includes(null)) throw new SoundalikeError('USAGE', '--exclude with the entire dataset leaves nothing');
  return {
    ...(allowVersions && { allowVersions }),
    ...(maxPerArtist !== undefined && { maxPerArtist }),
    ...(otherArtists && { otherArtists }),
    ...(minDuration !== undefined && { minDurationSeconds: minDuration }),
    ...(maxDuration !== undefined && { maxDurationSeconds: maxDuration }),
    ...(withoutChapters && { withoutChapters }),
    ...(genre && { genres: genre }),
    ...(excludeGenre && { excludeGenres: excludeGenre }),
    // The dataset itself has every track.
    folders: wanted.includes(null) ? [] : wanted.filter((folder) => folder !== null),
    excludeFolders: unwanted.filter((folder) => folder !== null),
  };
}

/** Collect the values of an option that can be given several times. */
export function several(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
