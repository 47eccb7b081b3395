import { fileURLToPath } from 'node:url';
import type { APIGatewayBotInfo } from 'discord.js';
import type { Logger } from '@soundalike/command-line';
import type { Settings } from '@soundalike/settings';
import { gatewayInfo, openRest, tokenOf } from '../discord/discord-access.ts';
import type { DiscordSettings } from '../discord/discord-access.ts';
import { logRateLimits, logWaiting } from '../gateway/log-connection.ts';
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
  const info = await gatewayInfoUntil(signal, settings, logger);
  if (info === null) return;
  const { shards, session_start_limit: limit } = info;
  if (shards > 1)
    return runShards(
      { token, file: PROGRAM, shards, maxConcurrency: limit.max_concurrency, healthPort: settings.botHttpPort },
      logger,
      signal,
    );
  await runHere(settings, logger, signal, settings.botHttpPort);
}

/** Request how the bot must connect. @returns null if the signal is aborted before the answer comes */
async function gatewayInfoUntil(
  signal: AbortSignal,
  settings: DiscordSettings,
  logger: Logger,
): Promise<APIGatewayBotInfo | null> {
  using _waiting = logWaiting(logger, "Discord's answer about the gateway");
  const rest = openRest(settings);
  logRateLimits(rest, logger);
  const stopped = Promise.withResolvers<null>();
  const stop = (): void => stopped.resolve(null);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([gatewayInfo(rest), stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
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
