import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import { Agent } from 'undici';
import type { Logger } from '@soundalike/command-line';
import { loggableError } from '../interactions/describe-error.ts';

/**
 * Most connections to Discord. Without a limit, a burst of interactions opens one each, and their handshakes use up
 * the 3 s in which Discord expects acknowledgements.
 */
const MAX_CONNECTIONS = 64;

/** Members kept in memory; an interaction carries the data of its member. */
const MAX_CACHED_USERS = 200;

/**
 * Create the Discord client. It receives guilds and interactions, and no messages.
 * @param api base address of the REST API; null: Discord's
 */
export function createClient(api: string | null): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      UserManager: MAX_CACHED_USERS,
      GuildMemberManager: MAX_CACHED_USERS,
      MessageManager: 0,
    }),
    rest: { agent: new Agent({ connections: MAX_CONNECTIONS }), ...(api !== null && { api }) },
  });
}

/** Log how the client connects, reconnects and fails, until the signal is aborted. */
export function logClientEvents(client: Client, logger: Logger, signal: AbortSignal): void {
  // An outage is logged once, not with every attempt to reconnect; an orderly stop is not an outage.
  const lost = new Set<number>();
  client.on(Events.ClientReady, ({ user, guilds }) =>
    logger.info({ user: user.username, guilds: guilds.cache.size }, 'ready'),
  );
  client.on(Events.ShardReconnecting, (shard) => {
    if (!signal.aborted && !lost.has(shard)) logger.info({ shard }, 'connection lost, reconnecting');
    lost.add(shard);
  });
  client.on(Events.ShardReady, (shard) => lost.delete(shard));
  client.on(Events.ShardResume, (shard, replayed) => {
    lost.delete(shard);
    logger.info({ shard, replayed }, 'connection resumed');
  });
  client.on(Events.ShardError, (error, shard) =>
    logger.warn({ shard, error: loggableError(error) }, 'connection error'),
  );
  client.on(Events.Warn, (message) => logger.warn(message));
  client.on(Events.Error, (error) => logger.error({ error: loggableError(error) }, 'client error'));
}
