import { Command } from 'commander';
import { recommend } from '@soundalike/catalog';
import type { RecommendOptions } from '@soundalike/catalog';
import { realNumber, runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
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
  minSimilarity?: number;
  json?: boolean;
}

await runCommand(program, async () => {
  const startedAt = performance.now();
  const { seed, json, minDuration, maxDuration, ...flags } = program.opts<Flags>();
  const options: RecommendOptions = {
    ...flags,
    ...(seed !== undefined && { seed: { text: seed } }),
    ...(minDuration !== undefined && { minDurationSeconds: minDuration }),
    ...(maxDuration !== undefined && { maxDurationSeconds: maxDuration }),
  };
  await using store = await openStore(loadSettings());
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
