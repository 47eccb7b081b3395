import { z } from 'zod';

/** Discord's embed limits. */
const EMBED = z.object({
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  color: z.int().min(0).max(0xff_ff_ff).nullish(),
  fields: z
    .array(
      z.object({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024), inline: z.boolean().nullish() }),
    )
    .max(25)
    .nullish(),
  footer: z.object({ text: z.string().min(1).max(2048) }).nullish(),
  author: z.object({ name: z.string().min(1).max(256) }).nullish(),
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
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
