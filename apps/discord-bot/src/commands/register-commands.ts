import { isDeepStrictEqual } from 'node:util';
import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
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
  const registered = (await rest.get(route)) as readonly Readonly<Record<string, unknown>>[];
  if (isSame(registered)) return 'unchanged';
  await rest.put(route, { body: COMMANDS });
  return 'registered';
}

function isSame(registered: readonly Readonly<Record<string, unknown>>[]): boolean {
  return (
    registered.length === COMMANDS.length &&
    COMMANDS.every((command) => registered.some((other) => isSameCommand(command, other)))
  );
}

/** Discord adds fields to a command, and omits false, null and empty values. */
function isSameCommand(command: (typeof COMMANDS)[number], registered: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(command).every(([name, value]) =>
    isDeepStrictEqual(withoutDefaults(value), withoutDefaults(registered[name])),
  );
}

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutDefaults);
  if (typeof value !== 'object' || value === null) return value === null || value === false ? undefined : value;
  const kept = Object.entries(value).map(([name, each]) => [name, withoutDefaults(each)] as const);
  return Object.fromEntries(kept.filter(([, each]) => each !== undefined));
}
