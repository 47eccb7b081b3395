import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { runCommand } from '@soundalike/command-line';
import { Locale } from 'discord.js';
import { DiscordSimulator, simulatedUser } from '@soundalike/discord-simulator';
import { loadSettings } from '@soundalike/settings';
import { runningBot } from '../testing/running-bot.ts';
import { messageHtml } from './message-html.ts';

const IMAGES = fileURLToPath(new URL('../../../../docs/images/', import.meta.url));

/** The cards of the documentation. */
const CARDS = [
  { image: 'discord-card.png', size: '592,526', count: 3, user: simulatedUser('listener', Locale.EnglishUS) },
  { image: 'discord-card-german.png', size: '592,794', count: 5, user: simulatedUser('listener', Locale.German) },
] as const;

const program = new Command('take-screenshot')
  .description(
    'Take the screenshots of the cards for the documentation with chromium, from the running bot and the configured ' +
      'library.',
  )
  .option('--song <words>', 'the song to start from');

await runCommand(program, async () => {
  const { song } = program.opts<{ song?: string }>();
  await using simulator = await DiscordSimulator.start();
  await using _bot = await runningBot(simulator, loadSettings());
  const folder = await mkdtemp(join(tmpdir(), 'card-'));
  try {
    for (const { image, size, count, user } of CARDS) {
      const options = { count, ...(song !== undefined && { song }) };
      const { message } = await simulator.command('recommend', { options, user });
      const page = join(folder, 'card.html');
      await writeFile(page, messageHtml(message));
      const flags = ['--headless', '--no-sandbox', '--hide-scrollbars', `--window-size=${size}`];
      await promisify(execFile)('chromium', [...flags, `--screenshot=${join(IMAGES, image)}`, `file://${page}`]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return undefined;
});
