import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { runCommand } from '@soundalike/command-line';
import { DiscordSimulator } from '@soundalike/discord-simulator';
import { loadSettings } from '@soundalike/settings';
import { runningBot } from '../testing/running-bot.ts';
import { messageHtml } from './message-html.ts';

const IMAGE = fileURLToPath(new URL('../../../../docs/images/discord-card.png', import.meta.url));
const SIZE = '592,640';

const program = new Command('take-screenshot')
  .description(
    'Take the screenshot of the card for the README with chromium, from the running bot and the configured library.',
  )
  .option('--song <words>', 'the song to start from');

await runCommand(program, async () => {
  const { song } = program.opts<{ song?: string }>();
  await using simulator = await DiscordSimulator.start();
  await using _bot = await runningBot(simulator, loadSettings());
  const { message } = await simulator.command('recommend', { options: song === undefined ? {} : { song } });
  const folder = await mkdtemp(join(tmpdir(), 'card-'));
  try {
    const page = join(folder, 'card.html');
    await writeFile(page, messageHtml(message));
    const flags = ['--headless', '--no-sandbox', '--hide-scrollbars', `--window-size=${SIZE}`, `--screenshot=${IMAGE}`];
    await promisify(execFile)('chromium', [...flags, `file://${page}`]);
  } finally {
    await rm(folder, { recursive: true });
  }
  return undefined;
});
