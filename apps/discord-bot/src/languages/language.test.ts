import { Locale } from 'discord.js';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { formatNumber, LANGUAGES, languageOf, localizationsOf, say } from './language.ts';
import type { MessageKey } from './messages.ts';

const KEYS = Object.keys(en) as MessageKey[];
const placeholders = (text: string): string[] => [...text.matchAll(/\{(.*?)\}/gu)].map(([, name]) => name!).sort();

test.each(Object.entries(LANGUAGES))('%s has every text, with the placeholders of the English one', (_, texts) => {
  expect(Object.keys(texts)).toEqual(KEYS);
  for (const key of KEYS) {
    expect(texts[key].trim(), key).toBe(texts[key]);
    expect(texts[key], key).not.toBe('');
    expect(placeholders(texts[key]), key).toEqual(placeholders(en[key]));
  }
});

test.each(Object.entries(LANGUAGES))('%s keeps to the lengths of Discord', (_, texts) => {
  for (const key of KEYS) {
    if (/^(?:command|option)\./u.test(key)) expect(texts[key].length, key).toBeLessThanOrEqual(100);
    if (/^button\./u.test(key)) expect(texts[key].length, key).toBeLessThanOrEqual(40);
    if (/^closeness\./u.test(key)) expect(texts[key].length, key).toBeLessThanOrEqual(80);
  }
});

test('other languages are not English', () => {
  for (const [language, texts] of Object.entries(LANGUAGES)) {
    if (language === 'en') continue;
    const same = KEYS.filter((key) => texts[key] === en[key]);
    expect(same.length, `${language}: ${same.join(', ')}`).toBeLessThanOrEqual(2);
  }
});

test('a text is said with its values, as they are', () => {
  expect(say('en', 'button.more', { rank: 2 })).toBe('More like #2');
  expect(say('de', 'answer.undone', { title: '$& {rank}' })).toBe('**$& {rank}** ist wieder dabei.');
});

test('the locale of a member decides the language, otherwise it is English', () => {
  expect(
    [Locale.German, Locale.SpanishLATAM, Locale.Japanese, Locale.EnglishGB, Locale.Korean].map(languageOf),
  ).toEqual(['de', 'es', 'ja', 'en', 'en']);
  expect(localizationsOf('option.count.name')).toMatchObject({
    de: 'anzahl',
    'es-ES': 'cantidad',
    'es-419': 'cantidad',
  });
});

test('numbers are written as the language does', () => {
  expect(formatNumber('en', 97.25, 1)).toBe('97.3');
  expect(formatNumber('de', 0.5, 2)).toBe('0,50');
});
