import { fileURLToPath } from 'node:url';
import type { Logger } from '@soundalike/command-line';
import type { Settings } from '@soundalike/settings';
import { gatewayInfo, openRest, tokenOf } from '../discord/discord-access.ts';
import type { DiscordSettings } from '../discord/discord-access.ts';
import { runClient } from '../gateway/run-client.ts';
import { runShards } from '../gateway/run-shards.ts';
import { openServices } from './open-services.ts';
import type { ServiceSettings } from './open-services.ts';

/** Path of the bot's program, which runs once per shard. */
const PROGRAM = fileURLToPath(new URL('../cli/bot.ts', import.meta.url));

/** Settings of the bot. */
export type BotSettings = DiscordSettings & ServiceSettings & Pick<Settings, 'botHttpPort'>;

/**
 * Run the bot until the signal is aborted: in this process, or in one process per shard if Discord requires several.
 * @throws `CONFIG_INVALID`, `DISCORD_REFUSED`, `DISCORD_UNAVAILABLE`, `DECODER_MISSING`
 */
export async function runBot(settings: BotSettings, logger: Logger, signal: AbortSignal): Promise<void> {
  const token = tokenOf(settings);
  if (process.env['SHARDING_MANAGER']) return runShard(settings, logger, signal);
  const { shards, session_start_limit: limit } = await gatewayInfo(openRest(settings));
  if (shards > 1)
    return runShards(
      { token, file: PROGRAM, shards, maxConcurrency: limit.max_concurrency, healthPort: settings.botHttpPort },
      logger,
      signal,
    );
  await runHere(settings, logger, signal, settings.botHttpPort);
}

/** Run one shard of several. The parent process reports its health, and the shard ends together with the parent. */
async function runShard(settings: BotSettings, logger: Logger, signal: AbortSignal): Promise<void> {
  const orphaned = new AbortController();
  process.once('disconnect', () => orphaned.abort());
  try {
    await runHere(settings, logger, AbortSignal.any([signal, orphaned.signal]), null);
  } finally {
    if (process.connected) process.disconnect();
  }
}

async function runHere(
  settings: BotSettings,
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
