import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';
import { SoundalikeError, reasonOf } from '@soundalike/errors';

const BAD_TOKEN =
  'DISCORD_TOKEN: expected a bot token that Discord accepts, got one that it refuses: mistyped, or reset in the developer portal';

/** Why Discord ended a connection for good, by the code it closed with. */
export function refusalOfCloseCode(code: number): SoundalikeError {
  const reason =
    code === GatewayCloseCodes.AuthenticationFailed
      ? BAD_TOKEN
      : `gateway: Discord closed the connection for good with code ${code} (${GatewayCloseCodes[code] ?? 'unknown'})`;
  return new SoundalikeError('DISCORD_REFUSED', reason);
}

/** What a failed call to Discord means to whoever runs the bot. */
export function discordFailure(error: unknown): SoundalikeError {
  if (error instanceof SoundalikeError) return error;
  const isBadToken =
    (error instanceof DiscordAPIError && error.status === 401) ||
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid);
  if (isBadToken) return new SoundalikeError('DISCORD_REFUSED', BAD_TOKEN);
  if (error instanceof DiscordAPIError && error.status < 500) {
    return new SoundalikeError('DISCORD_REFUSED', `Discord refused ${error.method} ${error.status}: ${error.message}`);
  }
  return new SoundalikeError('DISCORD_UNAVAILABLE', `Discord: expected an answer, got none: ${reasonOf(error)}`, {
    cause: error,
  });
}
