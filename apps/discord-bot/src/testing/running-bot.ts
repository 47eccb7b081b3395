import { REST } from 'discord.js';
import type { DiscordSimulator } from '@soundalike/discord-simulator';
import type { Logger } from '@soundalike/command-line';
import { openServices } from '../bot/open-services.ts';
import type { ResponseLimits } from '../bot/open-services.ts';
import type { BotSettings } from '../bot/run-bot.ts';
import { registerCommands } from '../commands/register-commands.ts';
import { runClient } from '../gateway/run-client.ts';
import type { BotServices } from '../interactions/bot-services.ts';

/** A running bot with the real discord.js client, connected to a simulated Discord. */
export interface RunningBot extends AsyncDisposable {
  readonly services: BotServices;
  /** Every line of its log, as JSON. */
  readonly log: readonly string[];
  /** Resolves when it has stopped, rejects if Discord refuses it. */
  readonly ended: Promise<void>;
  /** Stop it, as SIGTERM does. */
  stop(): Promise<void>;
}

/** Longer than the bot's own, for a loaded machine that pauses for seconds. */
const TEST_LIMITS: ResponseLimits = { callMs: 60_000, coverMs: 60_000, searchMs: 50_000 };

/** Run the bot. @param replaced services that a test replaces */
export async function runningBot(
  simulator: DiscordSimulator,
  settings: BotSettings,
  replaced: Partial<BotServices> = {},
): Promise<RunningBot> {
  const log: string[] = [];
  const ready = Promise.withResolvers<undefined>();
  const logger = loggerInto(log, () => ready.resolve(undefined));
  const opened = await openServices(settings, logger, TEST_LIMITS);
  const services = { ...opened, ...replaced };
  const rest = new REST({ api: simulator.api }).setToken('simulated-token');
  await registerCommands(rest, simulator.world.applicationId, simulator.world.guildId);

  const controller = new AbortController();
  const ended = runClient(
    { token: 'simulated-token', api: simulator.api, healthPort: settings.botHttpPort },
    services,
    controller.signal,
  ).finally(() => opened.close());
  ended.catch(() => undefined);
  const stop = async (): Promise<void> => {
    controller.abort();
    await ended.catch(() => undefined);
  };
  await Promise.race([ready.promise, ended]);
  return { services, log, ended, stop, [Symbol.asyncDispose]: stop };
}

function loggerInto(log: string[], onReady: () => void): Logger {
  const write = (...entry: unknown[]): void => {
    log.push(JSON.stringify(entry));
    if (entry.includes('ready')) onReady();
  };
  return { debug: write, info: write, warn: write, error: write } as unknown as Logger;
}
