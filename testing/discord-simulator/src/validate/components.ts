import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';

// Discord's component reference with its documented limits. Lengths are in UTF-16 units, the stricter interpretation.

const emoji = z.object({ id: z.string().nullish(), name: z.string().nullish() });

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    style: z.int().min(ButtonStyle.Primary).max(ButtonStyle.Link),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: z.string().min(1).max(100).nullish(),
    url: z.string().max(512).nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((value, context) => {
    const reject = (name: string, message: string): void => context.addIssue({ code: 'custom', path: [name], message });
    if (value.style === ButtonStyle.Link ? !value.url : !value.custom_id)
      reject('custom_id', 'a button needs a custom id, a link button a url');
    if (value.custom_id && value.url) reject('url', 'a custom id and url cannot both be specified');
    if (!value.label && !value.emoji) reject('label', 'a button needs a label or an emoji');
  });

const selectOption = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
});

const stringSelect = z.object({
  type: z.literal(ComponentType.StringSelect),
  custom_id: z.string().min(1).max(100),
  options: z.array(selectOption).min(1).max(25),
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
});

const actionRow = z.object({
  type: z.literal(ComponentType.ActionRow),
  components: z.union([z.array(button).min(1).max(5), z.array(stringSelect).length(1)]),
});

const media = z.object({
  url: z
    .string()
    .max(2048)
    .regex(/^(?:https?|attachment):\/\//u, 'scheme must be one of http, https, attachment'),
});
const textDisplay = z.object({ type: z.literal(ComponentType.TextDisplay), content: z.string().min(1).max(4000) });
const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  media,
  description: z.string().min(1).max(1024).nullish(),
});

const section = z.object({
  type: z.literal(ComponentType.Section),
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const separator = z.object({
  type: z.literal(ComponentType.Separator),
  divider: z.boolean().nullish(),
  spacing: z.int().min(1).max(2).nullish(),
});

const mediaGallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  items: z
    .array(z.object({ media, description: z.string().max(1024).nullish() }))
    .min(1)
    .max(10),
});

const file = z.object({
  type: z.literal(ComponentType.File),
  file: z.object({ url: z.string().startsWith('attachment://') }),
});

const container = z.object({
  type: z.literal(ComponentType.Container),
  accent_color: z.int().min(0).max(0xff_ff_ff).nullish(),
  components: z
    .array(z.discriminatedUnion('type', [actionRow, textDisplay, section, mediaGallery, separator, file]))
    .min(1),
});

/** Top-level components of a message with the flag IS_COMPONENTS_V2. */
export const COMPONENTS_V2 = z
  .array(z.discriminatedUnion('type', [actionRow, textDisplay, section, mediaGallery, separator, file, container]))
  .max(40);

/** Top-level components of a message without that flag. */
export const CLASSIC_COMPONENTS = z.array(actionRow).max(5);

/** A component as it is sent in JSON. */
export interface RawComponent {
  readonly type: number;
  readonly custom_id?: string | null;
  readonly label?: string | null;
  readonly disabled?: boolean | null;
  readonly content?: string;
  readonly media?: { readonly url: string };
  readonly accessory?: RawComponent;
  readonly components?: readonly RawComponent[];
}

/** Iterate over every component of a message, nested ones included, in reading order. */
export function* walkComponents(components: readonly RawComponent[]): Generator<RawComponent> {
  for (const component of components) {
    yield component;
    if (component.components) yield* walkComponents(component.components);
    if (component.accessory) yield* walkComponents([component.accessory]);
  }
}
