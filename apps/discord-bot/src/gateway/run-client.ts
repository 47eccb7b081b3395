import { Events, Status } from 'discord.js';
import type { Client } from 'discord.js';
import type { SoundalikeError } from '@soundalike/errors';
import type { Logger } from '@soundalike/command-line';
import type { BotServices } from '../interactions/bot-services.ts';
import { loggableError } from '../interactions/loggable-error.ts';
import { routeInteraction } from '../interactions/route-interaction.ts';
import { createClient } from './create-client.ts';
import { discordFailure, refusalOfCloseCode } from './discord-failure.ts';
import { startHealthServer } from './health-server.ts';
import { InFlight } from './in-flight.ts';
import { refuseWhileStopping } from './refuse-while-stopping.ts';

/** Longest wait for answers in the making when the bot is told to stop. */
const DRAIN_MS = 10_000;

/** What a connection to Discord needs. */
export interface ConnectionSettings {
  readonly token: string;
  /** Base address of the REST API; null: Discord's. */
  readonly api: string | null;
  /** Port of `/healthz`; null: none. */
  readonly healthPort: number | null;
}

/**
 * Connects to Discord and answers interactions until the signal is aborted; then finishes what has begun and disconnects.
 * Lost connections are taken up again by the client itself.
 * @throws `DISCORD_REFUSED` when Discord will not have this token or client, at once or later; `DISCORD_UNAVAILABLE`
 */
export async function runClient(
  settings: ConnectionSettings,
  services: BotServices,
  signal: AbortSignal,
): Promise<void> {
  const { logger } = services;
  const client = createClient(settings.api);
  const inFlight = new InFlight();
  const ended = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  if (signal.aborted) ended.resolve(undefined);
  logLifeCycle(client, logger, signal);
  client.on(Events.InteractionCreate, (interaction) => {
    inFlight.add(signal.aborted ? refuseWhileStopping(interaction, logger) : routeInteraction(interaction, services));
  });
  let refusal: SoundalikeError | null = null;
  client.on(Events.ShardDisconnect, ({ code }) => {
    refusal ??= refusalOfCloseCode(code);
    ended.reject(refusal);
  });
  const isConnected = (): boolean =>
    !signal.aborted && client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready);
  const health = settings.healthPort === null ? null : await startHealthServer(settings.healthPort, isConnected);
  try {
    await Promise.race([connect(client, settings.token), ended.promise]);
    await ended.promise;
  } finally {
    await inFlight.drain(DRAIN_MS);
    services.expiry.close();
    await client.destroy();
    health?.close();
  }
}

async function connect(client: Client, token: string): Promise<void> {
  try {
    await client.login(token);
  } catch (error) {
    throw discordFailure(error);
  }
}

function logLifeCycle(client: Client, logger: Logger, signal: AbortSignal): void {
  // An outage is told once, and not with every attempt of the client; an orderly stop is none.
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
