import { z } from 'zod';
import { address, anyText, visibleText } from './text.ts';

const web = address(/^https?:\/\//u, 2048).nullish();
const image = z.object({ url: address(/^(?:https?|attachment):\/\//u, 2048) }).nullish();

/** Discord's embed limits. */
const EMBED = z.object({
  title: anyText(256).nullish(),
  description: anyText(4096).nullish(),
  url: web,
  color: z.int().min(0).max(0xff_ff_ff).nullish(),
  fields: z
    .array(z.object({ name: visibleText(256), value: visibleText(1024), inline: z.boolean().nullish() }))
    .max(25)
    .nullish(),
  footer: z.object({ text: visibleText(2048) }).nullish(),
  author: z.object({ name: visibleText(256), url: web }).nullish(),
  image,
  thumbnail: image,
});

/** Most characters in all embeds of a message together. */
const MAX_TOTAL = 6000;

/** The embeds of one message. */
export const EMBEDS = z
  .array(EMBED)
  .max(10)
  .refine(
    (embeds) => embeds.reduce((sum, embed) => sum + lengthOf(embed), 0) <= MAX_TOTAL,
    'embed size exceeds maximum size of 6000',
  );

function lengthOf(embed: z.infer<typeof EMBED>): number {
  const texts = [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((sum, text) => sum + (text?.trim().length ?? 0), 0);
}
