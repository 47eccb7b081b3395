import { ApplicationCommandType, ApplicationIntegrationType } from 'discord.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Return the fields of a command that an application decides, with Discord's defaults for those that are missing.
 * A command as it is sent and the same command as the API returns it give the same fields: the API adds ids, a version
 * and deprecated fields, leaves out false, null and empty values, ignores localizations that repeat the default text,
 * and returns a guild's command without contexts and integration types.
 */
export function comparableCommand(command: object, scope: 'global' | 'guild'): Fields {
  const { type, nsfw, default_member_permissions: permissions, contexts, integration_types: types } = command as Fields;
  return {
    ...comparableTexts(command),
    type: type ?? ApplicationCommandType.ChatInput,
    nsfw: nsfw ?? false,
    permissions: permissions ?? null,
    ...(scope === 'global' && {
      contexts: sorted(contexts) ?? null,
      types: sorted(types) ?? [ApplicationIntegrationType.GuildInstall],
    }),
  };
}

/** Names, descriptions and options, of a command or of an option. */
function comparableTexts(value: object): Fields {
  const { name, description, options } = value as Fields;
  const localizations = (field: string): Fields =>
    Object.fromEntries(
      Object.entries(((value as Fields)[`${field}_localizations`] ?? {}) as Fields).filter(
        ([, text]) => text !== (value as Fields)[field],
      ),
    );
  return {
    name,
    names: localizations('name'),
    description: description ?? '',
    descriptions: localizations('description'),
    options: ((options ?? []) as readonly object[]).map(comparableOption),
  };
}

const OPTION_FIELDS = [
  'type',
  'required',
  'autocomplete',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'channel_types',
  'file_types',
] as const;

function comparableOption(option: object): Fields {
  const { choices } = option as Fields;
  const given = OPTION_FIELDS.map((field) => [field, (option as Fields)[field]] as const).filter(
    ([, value]) => value !== undefined && value !== null && value !== false,
  );
  return {
    ...comparableTexts(option),
    ...Object.fromEntries(given),
    choices: ((choices ?? []) as readonly object[]).map((choice) => ({
      ...comparableTexts(choice),
      value: (choice as Fields)['value'],
    })),
  };
}

function sorted(values: unknown): unknown {
  return Array.isArray(values) ? values.toSorted((a, b) => Number(a) - Number(b)) : values;
}
