import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';

const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((text) => text === text.toLowerCase(), 'must be lower case');
const description = z.string().min(1).max(100);

const choice = z.object({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) });

const option = z
  .object({
    type: z.enum(ApplicationCommandOptionType),
    name,
    description,
    required: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    autocomplete: z.boolean().nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: z.int().min(0).max(6000).nullish(),
    max_length: z.int().min(1).max(6000).nullish(),
  })
  .refine(
    ({ autocomplete, choices }) => !(autocomplete && choices?.length),
    'autocomplete and choices cannot both be set',
  );

const command = z.object({
  type: z.literal(1).default(1),
  name,
  description,
  options: z
    .array(option)
    .max(25)
    .refine(
      (options) => new Set(options.map((each) => each.name)).size === options.length,
      'option names must be unique',
    )
    .nullish(),
  contexts: z.array(z.int().min(0).max(2)).nullish(),
  integration_types: z.array(z.int().min(0).max(1)).min(1).nullish(),
  nsfw: z.boolean().nullish(),
});

/** The body of a bulk overwrite of slash commands. */
export const COMMANDS = z.array(command).max(100);

/** A slash command as it was registered. */
export type RegisteredCommand = z.infer<typeof command> & { readonly id: string };

/** The body of an answer to autocomplete. */
export const AUTOCOMPLETE = z.object({ choices: z.array(choice).max(25) });

/** One suggestion of an autocomplete. */
export type Choice = z.infer<typeof choice>;
