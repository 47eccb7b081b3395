import { Locale } from 'discord.js';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import type { MessageKey, MessageValues, Messages } from './messages.ts';

/** The texts of every language. */
export const LANGUAGES = { en, de, fr, es, ja } as const satisfies Readonly<Record<string, Messages>>;

/** A language that the bot speaks. */
export type Language = keyof typeof LANGUAGES;

/** Discord's locales for which there are texts other than the English ones. */
const LANGUAGE_OF_LOCALE: Readonly<Partial<Record<Locale, Language>>> = {
  [Locale.German]: 'de',
  [Locale.French]: 'fr',
  [Locale.SpanishES]: 'es',
  [Locale.SpanishLATAM]: 'es',
  [Locale.Japanese]: 'ja',
};

/** Return the language for a member's locale; English if there is no other. */
export function languageOf(locale: Locale): Language {
  return LANGUAGE_OF_LOCALE[locale] ?? 'en';
}

/** Return a text in a language, with its values. Values are inserted as they are. */
export function say<Key extends MessageKey>(
  language: Language,
  key: Key,
  ...[values]: keyof MessageValues<Key> extends never ? [] : [MessageValues<Key>]
): string {
  const given = (values ?? {}) as Readonly<Record<string, string | number>>;
  return LANGUAGES[language][key].replace(/\{(\w+)\}/gu, (_, name: string) => String(given[name] ?? ''));
}

/** Return a text in all languages other than English, by Discord's locales, as commands are registered with them. */
export function localizationsOf(key: MessageKey): Partial<Record<Locale, string>> {
  return Object.fromEntries(
    Object.entries(LANGUAGE_OF_LOCALE).map(([locale, language]) => [locale, LANGUAGES[language][key]]),
  );
}

/** Format a number as the language writes it. @param digits after the decimal mark */
export function formatNumber(language: Language, value: number, digits: number): string {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
