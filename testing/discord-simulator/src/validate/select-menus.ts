import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { anyText, componentId, customId, emoji, snowflakeText, visibleText } from './text.ts';

const MAX_CHOSEN = 25;

const option = z.object({
  label: visibleText(100),
  value: visibleText(100),
  description: anyText(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const menu = {
  id: componentId,
  custom_id: customId,
  placeholder: anyText(150).nullish(),
  min_values: z.int().min(0).max(MAX_CHOSEN).nullish(),
  max_values: z.int().min(1).max(MAX_CHOSEN).nullish(),
  disabled: z.boolean().nullish(),
};

interface Range {
  readonly min_values?: number | null | undefined;
  readonly max_values?: number | null | undefined;
}

const rangeOf = ({ min_values, max_values }: Range): { readonly min: number; readonly max: number } => ({
  min: min_values ?? 1,
  max: max_values ?? 1,
});

const stringSelect = z
  .object({ type: z.literal(ComponentType.StringSelect), ...menu, options: z.array(option).min(1).max(25) })
  .superRefine((value, context) => {
    const { min, max } = rangeOf(value);
    const { options } = value;
    const reject = (name: string, message: string): void => context.addIssue({ code: 'custom', path: [name], message });
    if (min > max) reject('min_values', 'min_values must not exceed max_values');
    if (max > options.length) reject('max_values', `Must be ${options.length} or fewer, the number of options.`);
    if (new Set(options.map((each) => each.value)).size < options.length)
      reject('options', 'The specified option value is already used');
    if (options.filter((each) => each.default).length > max) reject('options', `Only ${max} options can be default.`);
  });

const AUTO_POPULATED = {
  [ComponentType.UserSelect]: ['user'],
  [ComponentType.RoleSelect]: ['role'],
  [ComponentType.MentionableSelect]: ['user', 'role'],
  [ComponentType.ChannelSelect]: ['channel'],
} as const;

const autoSelect = z
  .object({
    type: z.literal(Object.keys(AUTO_POPULATED).map(Number) as (keyof typeof AUTO_POPULATED)[]),
    ...menu,
    channel_types: z.array(z.int()).nullish(),
    default_values: z.array(z.object({ id: snowflakeText, type: z.string() })).nullish(),
  })
  .superRefine((value, context) => {
    const { min, max } = rangeOf(value);
    const reject = (name: string, message: string): void => context.addIssue({ code: 'custom', path: [name], message });
    const { default_values: defaults, channel_types: channelTypes, type } = value;
    const allowed: readonly string[] = AUTO_POPULATED[type];
    if (min > max) reject('min_values', 'min_values must not exceed max_values');
    if (defaults?.length && (defaults.length < min || defaults.length > max))
      reject('default_values', `Must be between ${min} and ${max} in length.`);
    if (defaults?.some((each) => !allowed.includes(each.type)))
      reject('default_values', `Must be of type ${allowed.join(' or ')}.`);
    if (channelTypes && type !== ComponentType.ChannelSelect)
      reject('channel_types', 'Only a channel select has channel types.');
  });

/** Every select menu that a message takes. */
export const SELECT_MENUS = [stringSelect, autoSelect] as const;
