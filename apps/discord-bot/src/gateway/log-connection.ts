import { Events, RESTEvents } from 'discord.js';
import type { Client, REST } from 'discord.js';
import type { Logger } from '@soundalike/command-line';
import { loggableError } from '../interactions/describe-error.ts';

/** Waits that are shorter than this are not logged, seconds. */
const LOGGED_WAIT_SECONDS = 1;

/** Time after which a wait is logged, and again and again, milliseconds. */
const WAITING_MS = 10_000;

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

/** Log the rate limits that Discord imposes, which the REST client waits out silently. */
export function logRateLimits(rest: REST, logger: Logger): void {
  rest.on(RESTEvents.Response, ({ method, route }, { status, headers }) => {
    const seconds = Number(headers.get('Retry-After'));
    if (status !== 429 || seconds < LOGGED_WAIT_SECONDS) return;
    const isGlobal = headers.has('X-RateLimit-Global');
    logger.warn({ method, route, seconds, isGlobal }, 'waiting for the end of a rate limit');
  });
}

/** Log every few seconds that something is still awaited. @returns stops the log when it is disposed */
export function logWaiting(logger: Logger, awaited: string): Disposable {
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    logger.info({ seconds }, `still waiting for ${awaited}`);
  }, WAITING_MS);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
