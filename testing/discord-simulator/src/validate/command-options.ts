import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { localizationsOf } from './localizations.ts';
import type { Localizations } from './localizations.ts';
import { visibleText } from './text.ts';

const { Subcommand, SubcommandGroup, String: Text, Integer, Number: Real, Channel } = ApplicationCommandOptionType;

/** The name of a slash command or of its option. */
export const commandName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((text) => text === text.toLowerCase(), 'must be lower case');
export const commandDescription = visibleText(100);

/** A choice of an option, or a suggestion of an autocomplete. */
export const choice = z.object({
  name: visibleText(100),
  name_localizations: localizationsOf(visibleText(100)),
  value: z.union([
    z.string().max(100),
    z
      .number()
      .min(-(2 ** 53))
      .max(2 ** 53),
  ]),
});

/** One choice of an option or suggestion of an autocomplete. */
export type Choice = z.infer<typeof choice>;

const fields = z.object({
  type: z.enum(ApplicationCommandOptionType),
  name: commandName,
  name_localizations: localizationsOf(commandName),
  description: commandDescription,
  description_localizations: localizationsOf(commandDescription),
  required: z.boolean().nullish(),
  choices: z.array(choice).max(25).nullish(),
  channel_types: z.array(z.int()).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  min_length: z.int().min(0).max(6000).nullish(),
  max_length: z.int().min(1).max(6000).nullish(),
  autocomplete: z.boolean().nullish(),
  file_types: z.array(z.string()).max(10).nullish(),
});

type Fields = z.infer<typeof fields>;

/** An option of a slash command. */
export interface CommandOption extends Fields {
  readonly options?: readonly CommandOption[] | null | undefined;
}

const VALUES = [Text, Integer, Real];

/** The types of option that a field is for. */
const TYPES_OF_FIELD: Partial<Record<keyof CommandOption, readonly ApplicationCommandOptionType[]>> = {
  choices: VALUES,
  autocomplete: VALUES,
  min_value: [Integer, Real],
  max_value: [Integer, Real],
  min_length: [Text],
  max_length: [Text],
  channel_types: [Channel],
  file_types: [ApplicationCommandOptionType.Attachment],
  options: [Subcommand, SubcommandGroup],
};

const option: z.ZodType<CommandOption> = fields
  .extend({
    get options() {
      return z.array(option).max(25).nullish();
    },
  })
  .superRefine((value, context) => {
    const reject = (name: string, message: string): void => context.addIssue({ code: 'custom', path: [name], message });
    for (const [name, types] of Object.entries(TYPES_OF_FIELD)) {
      const given = value[name as keyof CommandOption] ?? false;
      if (given !== false && !types.includes(value.type)) reject(name, `not valid for an option of type ${value.type}`);
    }
    const isGroup = value.type === Subcommand || value.type === SubcommandGroup;
    if (isGroup && value.required) reject('required', 'not valid for a subcommand or a group');
    if (value.autocomplete && value.choices?.length) reject('choices', 'choices and autocomplete exclude each other');
    if ((value.min_value ?? -Infinity) > (value.max_value ?? Infinity)) reject('min_value', 'exceeds max_value');
    if ((value.min_length ?? 0) > (value.max_length ?? Infinity)) reject('min_length', 'exceeds max_length');
    if (value.type === Integer) {
      const numbers = [value.min_value, value.max_value, ...(value.choices ?? []).map((each) => each.value)];
      if (numbers.some((each) => typeof each === 'number' && !Number.isSafeInteger(each)))
        reject('type', 'values of an integer option must be integers between -2^53+1 and 2^53-1');
    }
    const wanted = value.type === Text ? 'string' : 'number';
    if (value.choices?.some((each) => typeof each.value !== wanted)) reject('choices', `values must be a ${wanted}`);
    if (new Set(value.choices?.map((each) => each.value)).size < (value.choices?.length ?? 0))
      reject('choices', 'values must be unique');
    for (const message of optionListErrors(value.options ?? [], value.type)) reject('options', message);
  });

/** The options of a command, with the rules on their order and names. */
export const COMMAND_OPTIONS = z
  .array(option)
  .max(25)
  .superRefine((options, context) => {
    for (const message of optionListErrors(options, null)) context.addIssue({ code: 'custom', message });
  });

/** @param parent type of the option that holds these options; null: the command */
function optionListErrors(
  options: readonly CommandOption[],
  parent: ApplicationCommandOptionType | null,
): readonly string[] {
  const errors: string[] = [];
  const firstOptional = options.findIndex(({ required }) => !required);
  if (firstOptional !== -1 && options.slice(firstOptional).some(({ required }) => required))
    errors.push('Required options must be placed before non-required options');
  const isGroup = ({ type }: CommandOption): boolean => type === Subcommand || type === SubcommandGroup;
  if (options.some(isGroup) && !options.every(isGroup)) errors.push('Sub-command and other options do not mix');
  if (parent === Subcommand && options.some(isGroup)) errors.push('A subcommand holds no subcommand');
  if (parent === SubcommandGroup && !options.every(({ type }) => type === Subcommand))
    errors.push('A group holds only subcommands');
  return [...errors, ...nameErrors(options)];
}

/** A localized name must differ from every other default name and from every other name in its locale. */
function nameErrors(options: readonly CommandOption[]): readonly string[] {
  const defaults = options.map(({ name }) => name);
  if (new Set(defaults).size < defaults.length) return ['Option names must be unique'];
  const locales = new Set(options.flatMap((each) => Object.keys(each.name_localizations ?? {})));
  return [...locales].flatMap((locale) => {
    const localized = options.map((each) => (each.name_localizations as Localizations | null)?.[locale] ?? each.name);
    const clash = localized.some(
      (name, n) => localized.indexOf(name) !== n || defaults.some((other, m) => m !== n && other === name),
    );
    return clash ? [`Option names must be unique, also in ${locale}`] : [];
  });
}
