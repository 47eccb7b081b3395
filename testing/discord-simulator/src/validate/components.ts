import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { SELECT_MENUS } from './select-menus.ts';
import { address, anyText, componentId, customId, emoji, snowflakeText, visibleText } from './text.ts';

// Discord's component reference with its documented limits.

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    id: componentId,
    style: z.int().min(ButtonStyle.Primary).max(ButtonStyle.Premium),
    label: anyText(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: address(/^(?:https?|discord):\/\//u, 512).nullish(),
    sku_id: snowflakeText.nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((value, context) => {
    const reject = (name: string, message: string): void => context.addIssue({ code: 'custom', path: [name], message });
    const needed =
      value.style === ButtonStyle.Link ? 'url' : value.style === ButtonStyle.Premium ? 'sku_id' : 'custom_id';
    if (!value[needed]) reject(needed, `A button of style ${value.style} needs ${needed}`);
    for (const other of ['custom_id', 'url', 'sku_id'] as const)
      if (other !== needed && value[other]) reject(other, `A button of style ${value.style} cannot have ${other}`);
    if (value.style === ButtonStyle.Premium) {
      if (value.label || value.emoji) reject('label', 'A premium button has neither label nor emoji');
    } else if (!value.label?.trim() && !value.emoji) reject('label', 'A button needs a label or an emoji');
  });

const actionRow = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: z.array(z.union([button, ...SELECT_MENUS])).min(1),
  })
  .superRefine(({ components }, context) => {
    const buttons = components.filter(({ type }) => type === ComponentType.Button).length;
    const fits = buttons === components.length ? buttons <= 5 : buttons === 0 && components.length === 1;
    if (!fits) {
      const message = 'An action row holds one to five buttons, or one select menu.';
      context.addIssue({ code: 'custom', path: ['components'], message });
    }
  });

const media = z.object({ url: address(/^(?:https?|attachment):\/\//u, 2048) });
const spoiler = z.boolean().nullish().transform(Boolean);
const altText = visibleText(1024).nullish();

const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: visibleText(4000),
});
const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  id: componentId,
  media,
  description: altText,
  spoiler,
});

const section = z.object({
  type: z.literal(ComponentType.Section),
  id: componentId,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id: componentId,
  divider: z.boolean().nullish(),
  spacing: z.int().min(1).max(2).nullish(),
});

const mediaGallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id: componentId,
  items: z
    .array(z.object({ media, description: altText, spoiler }))
    .min(1)
    .max(10),
});

const file = z.object({
  type: z.literal(ComponentType.File),
  id: componentId,
  file: z.object({ url: address(/^attachment:\/\//u, 2048) }),
  spoiler,
});

const inContainer = [actionRow, textDisplay, section, mediaGallery, separator, file] as const;

const container = z.object({
  type: z.literal(ComponentType.Container),
  id: componentId,
  accent_color: z.int().min(0).max(0xff_ff_ff).nullish(),
  spoiler,
  components: z.array(z.discriminatedUnion('type', inContainer)).min(1),
});

/** Top-level components of a message with the flag IS_COMPONENTS_V2. */
export const COMPONENTS_V2 = z.array(z.discriminatedUnion('type', [...inContainer, container])).max(40);

/** Top-level components of a message without that flag. */
export const CLASSIC_COMPONENTS = z.array(actionRow).max(5);
