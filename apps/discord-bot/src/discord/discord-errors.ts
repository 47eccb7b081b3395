import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';
import { SoundalikeError, reasonOf } from '@soundalike/errors';

const BAD_TOKEN =
  'DISCORD_TOKEN is not a bot token that Discord accepts: it is mistyped, or it was reset; ' +
  'copy the current one from the developer portal (Bot → Reset Token)';

/** Translate the code with which Discord closed a connection permanently. */
export function errorOfCloseCode(code: number): SoundalikeError {
  const reason =
    code === GatewayCloseCodes.AuthenticationFailed
      ? BAD_TOKEN
      : `Discord closed the connection permanently with code ${code} (${GatewayCloseCodes[code] ?? 'unknown'})`;
  return new SoundalikeError('DISCORD_REFUSED', reason);
}

/** Run a call to Discord, and translate its errors. @throws `DISCORD_REFUSED`, `DISCORD_UNAVAILABLE` */
export async function withDiscordErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): SoundalikeError {
  if (error instanceof SoundalikeError) return error;
  const isBadToken =
    (error instanceof DiscordAPIError && error.status === 401) ||
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid);
  if (isBadToken) return new SoundalikeError('DISCORD_REFUSED', BAD_TOKEN);
  if (error instanceof DiscordAPIError && error.status < 500) {
    return new SoundalikeError('DISCORD_REFUSED', `Discord refused ${error.method} ${error.status}: ${error.message}`);
  }
  return new SoundalikeError(
    'DISCORD_UNAVAILABLE',
    `Discord cannot be reached: ${reasonOf(error)}; check the network and start again`,
    { cause: error },
  );
}
