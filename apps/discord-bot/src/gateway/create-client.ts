import { Client, GatewayIntentBits, Options } from 'discord.js';
import { Agent } from 'undici';

/** Connections to Discord at once: without a bound, a burst of interactions opens one each, and their handshakes cost the 3 s there are. */
const MAX_CONNECTIONS = 64;

/** Members kept in memory; an interaction brings what is needed of its member along. */
const MAX_CACHED_USERS = 200;

/**
 * The Discord client: it hears of guilds and of interactions, and of nothing that people write.
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
