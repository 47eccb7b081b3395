import { setTimeout } from 'node:timers/promises';
import { Events, Status } from 'discord.js';
import type { SoundalikeError } from '@soundalike/errors';
import { errorOfCloseCode, withDiscordErrors } from '../discord/discord-errors.ts';
import type { BotServices } from '../interactions/bot-services.ts';
import { refuseWhileStopping, routeInteraction } from '../interactions/route-interaction.ts';
import { createClient } from './create-client.ts';
import { startHealthServer } from './health-server.ts';
import { logClientEvents, logRateLimits, logWaiting } from './log-connection.ts';

/** Longest wait for unfinished answers when the bot is stopping, and then for those to what it interrupts. */
const DRAIN_MS = 6000;
const INTERRUPTED_MS = 2000;

/** Longest wait for Discord to confirm the end of a connection. */
const DISCONNECT_MS = 1000;

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
  const closing = new AbortController();
  const client = createClient(api, closing.signal);
  const inFlight = new InFlight();
  const ended = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  if (signal.aborted) ended.resolve(undefined);
  logClientEvents(client, logger, signal);
  logRateLimits(client.rest, logger);
  using waiting = logWaiting(logger, 'the connection to Discord');
  client.once(Events.ClientReady, () => waiting[Symbol.dispose]());
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
    await within(DRAIN_MS, inFlight.finished());
    services.interruption.abort();
    closing.abort();
    await within(DISCONNECT_MS, client.destroy());
    // After the disconnection, so that what arrived meanwhile is answered too. Answers need no connection.
    await within(INTERRUPTED_MS, inFlight.finished());
    services.expiry.close();
    await client.rest.agent?.destroy();
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

  /** Resolves when all answers are finished. */
  async finished(): Promise<void> {
    await Promise.all(this.#work);
  }
}

/** Wait for a promise, but not for longer than a time. */
async function within(timeoutMs: number, promise: Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  const timeout = setTimeout(timeoutMs, undefined, { signal: controller.signal }).catch(() => undefined);
  await Promise.race([promise, timeout]);
  controller.abort();
}
