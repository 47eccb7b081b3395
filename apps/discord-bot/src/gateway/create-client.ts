import { Client, Options } from 'discord.js';
import { Agent } from 'undici';
import { watchRequests } from '../discord/first-response.ts';
import { stoppableStrategy } from './stoppable-strategy.ts';

/**
 * Most connections to Discord. Without a limit, a burst of interactions opens one each, and their handshakes use up
 * the 3 s in which Discord expects acknowledgements.
 */
const MAX_CONNECTIONS = 64;

/** Time for which an idle connection is kept, so that an acknowledgement does not wait for handshakes. */
const KEEP_ALIVE_MS = 60_000;

/** Members kept in memory; an interaction carries the data of its member. */
const MAX_CACHED_USERS = 200;

/**
 * Create the Discord client. It needs no intents: interactions come without, and with them all they need. Therefore it
 * also waits for no guild at the start.
 * @param api base address of the REST API; null: Discord's
 * @param closing when it is aborted, the client does not connect any more
 */
export function createClient(api: string | null, closing: AbortSignal): Client {
  const agent = new Agent({ connections: MAX_CONNECTIONS, keepAliveTimeout: KEEP_ALIVE_MS }).compose(watchRequests);
  return new Client({
    intents: [],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      UserManager: MAX_CACHED_USERS,
      GuildMemberManager: MAX_CACHED_USERS,
      MessageManager: 0,
    }),
    ws: { buildStrategy: stoppableStrategy(closing) },
    // The global limit of 50 requests per second does not apply to the routes of interactions.
    rest: { agent, globalRequestsPerSecond: Infinity, ...(api !== null && { api }) },
  });
}
