import { fileURLToPath } from 'node:url';
import type { Logger } from '@soundalike/command-line';
import type { Settings } from '@soundalike/settings';
import { runClient } from '../gateway/run-client.ts';
import { runShards } from '../gateway/run-shards.ts';
import { openRest, gatewayAdvice, tokenOf } from './discord-access.ts';
import { openServices } from './open-services.ts';

/** The program that this is, for a process of each shard. */
const PROGRAM = fileURLToPath(new URL('../cli/bot.ts', import.meta.url));

/**
 * Runs the bot until the signal is aborted: in this process, or in one for each shard where Discord wants more than one.
 * @throws `CONFIG_INVALID`, `DISCORD_REFUSED`, `DISCORD_UNAVAILABLE`, `DECODER_MISSING`
 */
export async function runBot(settings: Settings, logger: Logger, signal: AbortSignal): Promise<void> {
  const token = tokenOf(settings);
  if (process.env['SHARDING_MANAGER']) return runShard(settings, logger, signal);
  const { shards, session_start_limit: limit } = await gatewayAdvice(openRest(settings));
  if (shards > 1)
    return runShards(
      { token, file: PROGRAM, shards, maxConcurrency: limit.max_concurrency, healthPort: settings.botHttpPort },
      logger,
      signal,
    );
  await runHere(settings, logger, signal, settings.botHttpPort);
}

/** One shard of several; the process that started it answers for its health, and does not outlive it. */
async function runShard(settings: Settings, logger: Logger, signal: AbortSignal): Promise<void> {
  const orphaned = new AbortController();
  process.once('disconnect', () => orphaned.abort());
  try {
    await runHere(settings, logger, AbortSignal.any([signal, orphaned.signal]), null);
  } finally {
    if (process.connected) process.disconnect();
  }
}

async function runHere(
  settings: Settings,
  logger: Logger,
  signal: AbortSignal,
  healthPort: number | null,
): Promise<void> {
  const services = await openServices(settings, logger);
  try {
    await runClient({ token: tokenOf(settings), api: settings.discordApiUrl, healthPort }, services, signal);
  } finally {
    await services.close();
  }
}
