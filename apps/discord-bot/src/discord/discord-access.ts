import { REST, Routes } from 'discord.js';
import type { APIApplication, APIGatewayBotInfo } from 'discord.js';
import { SoundalikeError } from '@soundalike/errors';
import type { Settings } from '@soundalike/settings';
import { withDiscordErrors } from './discord-errors.ts';

/** Settings of the connection to Discord. */
export type DiscordSettings = Pick<Settings, 'discordToken' | 'discordApiUrl'>;

/** Return the configured bot token. @throws `CONFIG_INVALID` if there is none */
export function tokenOf({ discordToken }: Pick<Settings, 'discordToken'>): string {
  if (discordToken === null)
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'DISCORD_TOKEN is not set; set it to the token of your bot (developer portal → Bot)',
    );
  return discordToken;
}

/** Open Discord's REST API with the configured token. @throws `CONFIG_INVALID` */
export function openRest(settings: DiscordSettings): REST {
  return new REST(settings.discordApiUrl === null ? {} : { api: settings.discordApiUrl }).setToken(tokenOf(settings));
}

/**
 * Request how this bot must connect: with how many shards, and how many of them may identify at a time.
 * @throws `DISCORD_REFUSED`, `DISCORD_UNAVAILABLE`
 */
export async function gatewayInfo(rest: REST): Promise<APIGatewayBotInfo> {
  return withDiscordErrors(async () => (await rest.get(Routes.gatewayBot())) as APIGatewayBotInfo);
}

/**
 * Return the id of the application that owns the commands: the configured one, or the token's own.
 * @throws `DISCORD_REFUSED`, `DISCORD_UNAVAILABLE`
 */
export async function applicationIdOf(
  rest: REST,
  { discordApplicationId }: Pick<Settings, 'discordApplicationId'>,
): Promise<string> {
  return (
    discordApplicationId ??
    (await withDiscordErrors(async () => (await rest.get(Routes.currentApplication())) as APIApplication)).id
  );
}
