import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import { CONTEXT_OF, INSTALLATIONS_OF } from '../protocol/place.ts';
import type { Place } from '../protocol/place.ts';
import type { CommandOption } from '../validate/command-options.ts';
import type { RegisteredCommand } from './command-registry.ts';

/** The value of an option as a user gives it. */
export type OptionValue = string | number | boolean;

const { GuildInstall, UserInstall } = ApplicationIntegrationType;
const { Guild, BotDM, PrivateChannel } = InteractionContextType;
const { Integer, Number: Real, Boolean: YesNo } = ApplicationCommandOptionType;

/** Return the installations that a command is for. */
export function installationsOf({ guildId, integration_types: types }: RegisteredCommand): readonly number[] {
  return guildId === null ? (types ?? [GuildInstall]) : [GuildInstall];
}

/** Whether the Discord app shows a command in a place. */
export function isShownAt(command: RegisteredCommand, place: Place): boolean {
  if (command.guildId !== null) return place === 'guild';
  const installations = installationsOf(command);
  const usual = installations.includes(UserInstall) ? [Guild, BotDM, PrivateChannel] : [Guild, BotDM];
  return (
    (command.contexts ?? usual).includes(CONTEXT_OF[place]) &&
    INSTALLATIONS_OF[place].some((type) => installations.includes(type))
  );
}

/**
 * Check values against the registered options, as the Discord app does, and return the options of the interaction.
 * @throws Error for an option that does not exist, a value that it does not take, or a required option without value
 */
export function typedOptions(
  command: RegisteredCommand,
  values: Readonly<Record<string, OptionValue>>,
): { readonly name: string; readonly type: ApplicationCommandOptionType; readonly value: OptionValue }[] {
  const options: readonly CommandOption[] = command.options ?? [];
  const missing = options.find(({ name, required }) => required && !(name in values));
  if (missing) throw new Error(`command: /${command.name} needs ${missing.name}`);
  return Object.entries(values).map(([name, value]) => {
    const option = options.find((each) => each.name === name);
    if (!option) throw new Error(`command: /${command.name} has no option ${name}`);
    if (!takes(option, value))
      throw new Error(`command: /${command.name} ${name} does not take ${JSON.stringify(value)}`);
    return { name, type: option.type, value };
  });
}

/** Whether an option takes a value. The value of a user, role, channel or attachment is an id. */
function takes(option: CommandOption, value: OptionValue): boolean {
  const { type, choices, autocomplete } = option;
  if (choices?.length && !autocomplete && !choices.some((each) => each.value === value)) return false;
  if (type === YesNo) return typeof value === 'boolean';
  if (type === Integer || type === Real) {
    const isNumber = typeof value === 'number' && (type === Real || Number.isSafeInteger(value));
    return isNumber && value >= (option.min_value ?? -Infinity) && value <= (option.max_value ?? Infinity);
  }
  if (typeof value !== 'string') return false;
  return value.length >= (option.min_length ?? 0) && value.length <= (option.max_length ?? 6000);
}
