import { Command, Option } from 'commander';
import { recommend, recommendByArtist } from '@soundalike/catalog';
import { runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import { makeCard } from '../card/card.ts';
import { renderCardForTerminal } from '../card/terminal/render-card.ts';
import { LANGUAGES } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';
import { findSong } from '../library/suggest-songs.ts';

interface PreviewOptions {
  readonly song?: string;
  readonly artist?: string;
  readonly language: Language;
  readonly count: number;
  readonly otherArtists: boolean;
  readonly randomSeed?: number;
}

const program = new Command('bot:preview')
  .description('Show the answer to /recommend in the terminal.')
  .option('--song <words>', 'the song to start from; default: a random one')
  .addOption(new Option('--artist <words>', 'start from all songs of this artist instead').conflicts('song'))
  .addOption(
    new Option('--language <language>', 'language of the texts')
      .choices(Object.keys(LANGUAGES))
      .default('en' satisfies Language),
  )
  .option('--count <n>', 'number of similar songs, 1 to 10', wholeNumber(1, 10), 3)
  .option('--other-artists', 'only songs by other artists', false)
  .option('--random-seed <n>', 'seed of the random choice, to repeat it', wholeNumber(0));

await runCommand(program, async () => {
  const settings = loadSettings();
  const { song, artist, language, count, otherArtists, randomSeed } = program.opts<PreviewOptions>();
  await using store = await openStore(settings);
  const recommendation =
    artist === undefined
      ? await recommend(store, {
          count,
          otherArtists,
          ...(song !== undefined && { seed: { id: (await findSong(store, song)).id } }),
          ...(randomSeed !== undefined && { randomSeed }),
        })
      : await recommendByArtist(store, artist, { count });
  const card = makeCard(recommendation, { request: { count, otherArtists }, canListen: settings.previews, language });
  process.stdout.write(`${renderCardForTerminal(card, process.stdout.isTTY && !process.env['NO_COLOR'])}\n`);
  return undefined;
});
