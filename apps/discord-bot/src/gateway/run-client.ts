import { setTimeout } from 'node:timers/promises';
import { Events, Status } from 'discord.js';
import type { SoundalikeError } from '@soundalike/errors';
import { errorOfCloseCode, withDiscordErrors } from '../discord/discord-errors.ts';
import type { BotServices } from '../interactions/bot-services.ts';
import { refuseWhileStopping, routeInteraction } from '../interactions/route-interaction.ts';
import { createClient, logClientEvents } from './create-client.ts';
import { startHealthServer } from './health-server.ts';

/** Longest wait for unfinished answers when the bot is stopping. */
const DRAIN_MS = 10_000;

/** Options of the connection to Discord. */
export interface ConnectionOptions {
  readonly token: string;
  /** Base address of the REST API; null: Discord's. */
  readonly api: string | null;
  /** Port of `/healthz`; null: none. */
  readonly healthPort: number | null;
}

/**
 * Connect to Discord and answer interactions until the signal is aborted; then finish open answers and disconnect.
 * The client itself resumes lost connections.
 * @throws `DISCORD_REFUSED` if Discord refuses this token or client, at the start or later; `DISCORD_UNAVAILABLE`
 */
export async function runClient(
  { token, api, healthPort }: ConnectionOptions,
  services: BotServices,
  signal: AbortSignal,
): Promise<void> {
  const { logger } = services;
  const client = createClient(api);
  const inFlight = new InFlight();
  const ended = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  if (signal.aborted) ended.resolve(undefined);
  logClientEvents(client, logger, signal);
  client.on(Events.InteractionCreate, (interaction) => {
    inFlight.add(signal.aborted ? refuseWhileStopping(interaction, logger) : routeInteraction(interaction, services));
  });
  let refusal: SoundalikeError | null = null;
  client.on(Events.ShardDisconnect, ({ code }) => {
    refusal ??= errorOfCloseCode(code);
    ended.reject(refusal);
  });
  const isConnected = (): boolean =>
    !signal.aborted && client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready);
  const health = healthPort === null ? null : await startHealthServer(healthPort, isConnected);
  try {
    await Promise.race([withDiscordErrors(() => client.login(token)), ended.promise]);
    await ended.promise;
  } finally {
    await inFlight.drain(DRAIN_MS);
    services.expiry.close();
    await client.destroy();
    health?.close();
  }
}

/** Answers that must be finished before the process ends. */
class InFlight {
  readonly #work = new Set<Promise<void>>();

  /** Add an answer, which must not reject. */
  add(work: Promise<void>): void {
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work));
  }

  /** Wait until all answers are finished, at most for this time. */
  async drain(timeoutMs: number): Promise<void> {
    const controller = new AbortController();
    const timeout = setTimeout(timeoutMs, undefined, { signal: controller.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#work), timeout]);
    controller.abort();
  }
}
