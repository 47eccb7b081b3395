import { Command } from 'commander';
import { recommend } from '@soundalike/catalog';
import { runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import { makeCard } from '../card/card.ts';
import { renderCardForTerminal } from '../card/terminal/render-card.ts';

interface PreviewOptions {
  readonly song?: string;
  readonly count: number;
  readonly otherArtists: boolean;
  readonly randomSeed?: number;
}

const program = new Command('bot:preview')
  .description('Show the answer to /recommend in the terminal.')
  .option('--song <words>', 'the song to start from; default: a random one')
  .option('--count <n>', 'number of similar songs, 1 to 10', wholeNumber(1, 10), 3)
  .option('--other-artists', 'only songs by other artists', false)
  .option('--random-seed <n>', 'seed of the random choice, to repeat it', wholeNumber(0));

await runCommand(program, async () => {
  const settings = loadSettings();
  const { song, count, otherArtists, randomSeed } = program.opts<PreviewOptions>();
  await using store = await openStore(settings);
  const recommendation = await recommend(store, {
    count,
    otherArtists,
    ...(song !== undefined && { seed: { text: song } }),
    ...(randomSeed !== undefined && { randomSeed }),
  });
  const card = makeCard(recommendation, { count, otherArtists }, settings.previews);
  process.stdout.write(`${renderCardForTerminal(card, process.stdout.isTTY && !process.env['NO_COLOR'])}\n`);
  return undefined;
});
