import { Command } from 'commander';
import { recommend } from '@soundalike/catalog';
import type { RecommendOptions } from '@soundalike/catalog';
import { realNumber, runCommand, wholeNumber } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import { datasetFolder } from '../recommend/dataset-folder.ts';
import { recommendationJson, recommendationTable, weaknessNote } from '../report/format-recommendation.ts';

const program = new Command('recommend')
  .description('Print a seed song and the tracks that sound most like it.')
  .option('--seed <text-or-id>', 'seed song: its id, or words of its title, artist or album (default: a random one)')
  .option('--count <n>', 'number of matches', wholeNumber(1), 3)
  .option('--random-seed <n>', 'makes the random choice reproducible', wholeNumber(0))
  .option('--allow-versions', 'keep other versions and copies of the same recording')
  .option('--max-per-artist <n>', 'at most this many matches by one artist', wholeNumber(1))
  .option('--other-artists', 'leave out the artist of the seed')
  .option('--min-duration <seconds>', 'leave out shorter tracks', realNumber(0))
  .option('--max-duration <seconds>', 'leave out longer tracks', realNumber(0))
  .option('--without-chapters', 'leave out files with chapters, such as audiobooks and some mixes')
  .option('--genre <name...>', 'only tracks of one of these genres')
  .option('--exclude-genre <name...>', 'leave out tracks of these genres')
  .option('--only <folder...>', 'only tracks below these folders of DATASET_DIR')
  .option('--exclude <folder...>', 'leave out tracks below these folders of DATASET_DIR')
  .option('--min-similarity <cosine>', 'leave out matches below this cosine', realNumber(-1))
  .option('--json', 'print JSON on stdout');

interface Flags {
  seed?: string;
  count: number;
  randomSeed?: number;
  allowVersions?: boolean;
  maxPerArtist?: number;
  otherArtists?: boolean;
  minDuration?: number;
  maxDuration?: number;
  withoutChapters?: boolean;
  genre?: string[];
  excludeGenre?: string[];
  only?: string[];
  exclude?: string[];
  minSimilarity?: number;
  json?: boolean;
}

await runCommand(program, async () => {
  const startedAt = performance.now();
  const settings = loadSettings();
  const { seed, json, minDuration, maxDuration, genre, excludeGenre, only, exclude, ...flags } = program.opts<Flags>();
  const folders = (named: readonly string[] = []) => named.map((folder) => datasetFolder(folder, settings.datasetDir));
  const [wanted, unwanted] = [folders(only), folders(exclude)];
  if (unwanted.includes(null)) throw new SoundalikeError('USAGE', '--exclude with the entire dataset leaves nothing');
  const options: RecommendOptions = {
    ...flags,
    // The dataset itself has every track.
    folders: wanted.includes(null) ? [] : wanted.filter((folder) => folder !== null),
    excludeFolders: unwanted.filter((folder) => folder !== null),
    ...(genre && { genres: genre }),
    ...(excludeGenre && { excludeGenres: excludeGenre }),
    ...(seed !== undefined && { seed: { text: seed } }),
    ...(minDuration !== undefined && { minDurationSeconds: minDuration }),
    ...(maxDuration !== undefined && { maxDurationSeconds: maxDuration }),
  };
  await using store = await openStore(settings);
  const recommendation = await recommend(store, options);
  if (json) {
    process.stdout.write(`${JSON.stringify(recommendationJson(recommendation))}\n`);
    return undefined;
  }
  process.stdout.write(`${recommendationTable(recommendation, process.stdout.columns)}\n`);
  const note = weaknessNote(recommendation);
  if (note !== null) process.stdout.write(`${note}\n`);
  if (recommendation.matches.length < flags.count) {
    process.stdout.write(
      `Only ${recommendation.matches.length} of ${flags.count}: no other track in this library matches the options.\n`,
    );
  }
  process.stdout.write(`Found in ${Math.round(performance.now() - startedAt)} ms, space ${recommendation.space.id}.\n`);
});
