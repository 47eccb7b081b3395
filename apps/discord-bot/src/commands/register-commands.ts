import { isDeepStrictEqual } from 'node:util';
import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { comparableCommand } from './comparable-command.ts';
import { COMMANDS } from './definitions.ts';

/** Whether the registration had to be written. */
export type Registration = 'unchanged' | 'registered';

/**
 * Register the commands of this version. They are written only if they differ, because Discord limits the writes.
 * @param guildId null: everywhere
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  guildId: string | null,
): Promise<Registration> {
  const route =
    guildId === null
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  // Without this parameter, Discord leaves out the localizations.
  const query = new URLSearchParams({ with_localizations: 'true' });
  const registered = (await rest.get(route, { query })) as readonly object[];
  const scope = guildId === null ? 'global' : 'guild';
  if (isDeepStrictEqual(comparable(registered, scope), comparable(COMMANDS, scope))) return 'unchanged';
  await rest.put(route, { body: COMMANDS });
  return 'registered';
}

/** Return commands by type and name, since Discord may return them in any order. */
function comparable(commands: readonly object[], scope: 'global' | 'guild'): Record<string, unknown> {
  return Object.fromEntries(
    commands.map((command) => {
      const fields = comparableCommand(command, scope);
      return [`${String(fields['type'])} ${String(fields['name'])}`, fields];
    }),
  );
}
