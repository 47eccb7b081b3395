import { isDeepStrictEqual } from 'node:util';
import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { COMMANDS } from './definitions.ts';

/** Whether anything had to be written. */
export type Registration = 'unchanged' | 'registered';

/**
 * Makes the registered commands those of this version; writes only where they differ, since Discord limits how often one may.
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

/** Discord adds fields of its own to a command, and leaves out of its options what is false or null. */
function isSameCommand(command: (typeof COMMANDS)[number], registered: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(command).every(([name, value]) => isDeepStrictEqual(essence(value), essence(registered[name])));
}

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(essence);
  if (typeof value !== 'object' || value === null) return value === null || value === false ? undefined : value;
  const kept = Object.entries(value).map(([name, each]) => [name, essence(each)] as const);
  return Object.fromEntries(kept.filter(([, each]) => each !== undefined));
}
