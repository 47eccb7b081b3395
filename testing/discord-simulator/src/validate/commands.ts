import { ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import { choice, COMMAND_OPTIONS, commandDescription, commandName } from './command-options.ts';
import type { CommandOption } from './command-options.ts';
import { localizationsOf, longestLength } from './localizations.ts';
import { visibleText } from './text.ts';

const { ChatInput, User, Message } = ApplicationCommandType;

/** Most characters of a command's names, descriptions and values together. */
const MAX_SIZE = 8000;

/** Commands of each type that an application may have. */
const MAX_COMMANDS = { [ChatInput]: 100, [User]: 15, [Message]: 15 } as const;

const unique = (values: readonly unknown[] | null | undefined): boolean =>
  new Set(values).size === (values?.length ?? 0);

const common = {
  contexts: z.array(z.int().min(0).max(2)).min(1).refine(unique, 'must be unique').nullish(),
  integration_types: z.array(z.int().min(0).max(1)).min(1).refine(unique, 'must be unique').nullish(),
  default_member_permissions: z.string().regex(/^\d+$/u).nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
};

const slashCommand = z
  .object({
    type: z.literal(ChatInput),
    name: commandName,
    name_localizations: localizationsOf(commandName),
    description: commandDescription,
    description_localizations: localizationsOf(commandDescription),
    options: COMMAND_OPTIONS.nullish(),
    ...common,
  })
  .refine((command) => sizeOf(command) <= MAX_SIZE, `Command exceeds maximum size (${MAX_SIZE})`);

const menuName = visibleText(32);
const menuCommand = z.object({
  type: z.union([z.literal(User), z.literal(Message)]),
  name: menuName,
  name_localizations: localizationsOf(menuName),
  description: z.literal('').default(''),
  description_localizations: z.null().optional(),
  options: z.array(z.never()).max(0).nullish(),
  ...common,
});

/** One command as it is created. */
export const COMMAND = z.preprocess(
  (value) => ({ type: ChatInput, ...(value as object) }),
  z.discriminatedUnion('type', [slashCommand, menuCommand]),
);

/** The body of a bulk overwrite of commands. */
export const COMMANDS = z.array(COMMAND).superRefine((commands, context) => {
  for (const [type, most] of Object.entries(MAX_COMMANDS)) {
    const names = commands.filter((each) => each.type === Number(type)).map(({ name }) => name);
    if (names.length > most) context.addIssue({ code: 'custom', message: `Must be ${most} or fewer in length.` });
    if (!unique(names)) context.addIssue({ code: 'custom', message: 'Application command names must be unique' });
  }
});

/** A command in a payload that respects Discord's rules. */
export type CommandBody = z.infer<typeof COMMAND>;

/** The body of an answer to autocomplete. */
export const AUTOCOMPLETE = z.object({ choices: z.array(choice).max(25) });

interface Sized {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null | undefined;
  readonly description: string;
  readonly description_localizations?: Readonly<Record<string, string>> | null | undefined;
  readonly options?: readonly CommandOption[] | null | undefined;
}

/** Count the characters of a command. Of a localized text, only the longest localization counts. */
function sizeOf(command: Sized): number {
  const choices = (options: readonly CommandOption[]): number =>
    options
      .flatMap((each) => each.choices ?? [])
      .reduce((sum, each) => sum + longestLength(each.name, each.name_localizations) + String(each.value).length, 0);
  const options = command.options ?? [];
  return (
    longestLength(command.name, command.name_localizations) +
    longestLength(command.description, command.description_localizations) +
    choices(options) +
    options.reduce((sum, each) => sum + sizeOf(each), 0)
  );
}
