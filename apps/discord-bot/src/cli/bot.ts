import { Command } from 'commander';
import { createLogger, EXIT_CODE, runCommand } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { runBot } from '../bot/run-bot.ts';

/** Longest time from a signal to the end of the process; Docker and others kill it after ten seconds. */
const GRACE_MS = 9500;

const program = new Command('bot').description('Run the Discord bot until it is stopped (SIGINT or SIGTERM).');

await runCommand(program, async (signal) => {
  const log = createLogger('bot');
  signal.addEventListener('abort', () => setTimeout(() => process.exit(EXIT_CODE.ok), GRACE_MS).unref());
  await runBot(
    loadSettings((finding, cure) => log.warn(`${finding}; ${cure}`)),
    log,
    signal,
  );
  return undefined;
});

// A connection or a pause of discord.js that nobody waits for any more must not keep the process alive.
process.exit();
