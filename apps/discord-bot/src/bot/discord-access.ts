import { REST, Routes } from 'discord.js';
import type { APIApplication, APIGatewayBotInfo } from 'discord.js';
import { SoundalikeError } from '@soundalike/errors';
import type { Settings } from '@soundalike/settings';
import { discordFailure } from '../gateway/discord-failure.ts';

/** The token that the configuration holds. @throws `CONFIG_INVALID` when there is none */
export function tokenOf({ discordToken }: Settings): string {
  if (discordToken === null)
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'DISCORD_TOKEN: expected the token of your bot (developer portal → Bot), got none',
    );
  return discordToken;
}

/** Discord's REST API with the configured token. @throws `CONFIG_INVALID` */
export function openRest(settings: Settings): REST {
  return new REST(settings.discordApiUrl === null ? {} : { api: settings.discordApiUrl }).setToken(tokenOf(settings));
}

/** How Discord wants this bot to connect: with how many shards, so many at once. @throws `DISCORD_REFUSED`, `DISCORD_UNAVAILABLE` */
export async function gatewayAdvice(rest: REST): Promise<APIGatewayBotInfo> {
  return orFailure(async () => (await rest.get(Routes.gatewayBot())) as APIGatewayBotInfo);
}

/** Id of the application that the commands belong to: as configured, else that of the token. @throws `DISCORD_REFUSED`, `DISCORD_UNAVAILABLE` */
export async function applicationIdOf(rest: REST, { discordApplicationId }: Settings): Promise<string> {
  return (
    discordApplicationId ??
    (await orFailure(async () => (await rest.get(Routes.currentApplication())) as APIApplication)).id
  );
}

/** Runs calls to Discord, and says what a failure means. */
export async function orFailure<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw discordFailure(error);
  }
}
