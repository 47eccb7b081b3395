import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';

/** A text by locale. A missing locale has the default text. */
export type Localizations = Readonly<Record<string, string>>;

/** Localizations of a text with the same rules as the text itself. */
export function localizationsOf(text: z.ZodType<string>): z.ZodType<Localizations | null | undefined> {
  return z.partialRecord(z.enum(Locale), text).nullish();
}

/** Return the length of a text in its longest localization, which counts towards the size of a command. */
export function longestLength(text: string, localizations: Localizations | null | undefined): number {
  return Math.max(text.length, ...Object.values(localizations ?? {}).map((each) => each.length));
}
