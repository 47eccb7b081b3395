import { z } from 'zod';

/** Whether a text contains half of a surrogate pair, which cannot be encoded as UTF-8. */
function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

/**
 * A text that Discord trims before it measures it, so that blank text counts as missing.
 * Lengths are in UTF-16 units, the stricter of the possible readings of "characters".
 */
export function visibleText(maxLength: number): z.ZodType<string> {
  return z
    .string()
    .max(maxLength)
    .refine(isWellFormed, 'The text contains an unpaired surrogate.')
    .refine((text) => text.trim() !== '', 'This field is required');
}

/** A text that may be empty, but must be encodable. */
export function anyText(maxLength: number): z.ZodType<string> {
  return z.string().max(maxLength).refine(isWellFormed, 'The text contains an unpaired surrogate.');
}

const SNOWFLAKE = /^\d{15,20}$/u;

/** An id of Discord. */
export const snowflakeText = z.string().regex(SNOWFLAKE, 'Value is not snowflake.');

// A text presentation of an emoji, such as "❤" without its variation selector, is accepted too.
const UNICODE_EMOJI = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\ufe0f?)$/v;

/** An emoji of a component: the id of a custom one, or one Unicode emoji as the name. */
export const emoji = z
  .object({ id: snowflakeText.nullish(), name: z.string().nullish(), animated: z.boolean().nullish() })
  .refine(({ id, name }) => Boolean(id) || (name && UNICODE_EMOJI.test(name)), 'Invalid emoji');

const MAX_INT32 = 2 ** 31 - 1;

/** The optional number of a component; 0 counts as none. */
export const componentId = z.int().min(0).max(MAX_INT32).nullish();

export const customId = anyText(100).refine((text) => text.length > 0, 'Must be between 1 and 100 in length.');

/** A web address that a component shows or links to. */
export function address(schemes: RegExp, maxLength: number): z.ZodType<string> {
  return z
    .string()
    .max(maxLength)
    .refine((text) => schemes.test(text) && URL.canParse(text), `Not a well formed URL: ${schemes.source}`);
}
