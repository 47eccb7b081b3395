import { Command } from 'commander';
import { createLogger, runCommand } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { runBot } from '../bot/run-bot.ts';

const program = new Command('bot').description('Run the Discord bot until it is stopped (SIGINT or SIGTERM).');

await runCommand(program, async (signal) => {
  const log = createLogger('bot');
  await runBot(
    loadSettings((finding, cure) => log.warn(`${finding}; ${cure}`)),
    log,
    signal,
  );
  return undefined;
});
