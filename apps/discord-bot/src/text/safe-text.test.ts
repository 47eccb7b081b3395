import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '@soundalike/discord-simulator';
import { hostileText } from '../testing/hostile-text.ts';
import { cleanText } from './clean-text.ts';
import { cutText } from './cut-text.ts';
import { safeMarkdown } from './safe-markdown.ts';

const PROPERTY = { numRuns: 1000 };

test.each([
  ['a\u200bb\ufeffc\u00add', 'abcd'],
  ['\u202egpj.exe\u202c', 'gpj.exe'],
  ['line\nbreak\ttab\r\n', 'line break tab'],
  ['👩\u200d👩\u200d👧 👍🏽 🏳️\u200d🌈', '👩\u200d👩\u200d👧 👍🏽 🏳️\u200d🌈'],
  ['a\u200db', 'ab'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['क्\u200dष', 'क्\u200dष'],
  ['\u200cمی\u200c a', 'می a'],
  ['\ud800broken\udc00', 'broken'],
  [`z${'\u0301'.repeat(50)}`, `z${'\u0301'.repeat(4)}`],
  ['\u3164\u115f\u2800', ''],
  ['naïve Ångström', 'naïve Ångström'],
])('%j is cleaned to %j', (text, clean) => expect(cleanText(text)).toBe(clean));

test('what is cut is cut between graphemes, and marked', () => {
  expect(cutText('abcdef', 6)).toBe('abcdef');
  expect(cutText('abcdefg', 6)).toBe('abcde…');
  expect(cutText('a👩‍👩‍👧‍👦b', 9)).toBe('a…');
  expect(cutText('ééééé'.normalize('NFD'), 7)).toBe(`${'ééé'.normalize('NFD')}…`);
});

test('an escape is never cut in two', () => {
  for (let length = 1; length < 20; length++) {
    const cut = safeMarkdown('**********', length);
    expect(cut.length).toBeLessThanOrEqual(length);
    expect(cut).toMatch(/^(?:\\\*)*…?$/u);
  }
});

test.each([
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '</recommend:123456789012345678>',
  '<:smile:123456789012345678>',
  '<t:1700000000:R>',
  '**bold**',
  '__under__',
  '_it_',
  '~~no~~',
  '||spoiler||',
  '`code`',
  '```js\nx```',
  '# big',
  '-# small',
  '> quote',
  '>>> quote',
  '- item',
  '* item',
  '1. item',
  '[text](https://example.com)',
  'https://example.com/a?b=c',
  '<https://example.com>',
  'discord.gg/abc',
  '<mailto@example.com>',
  '¯\\_(ツ)_/¯',
  '\\@everyone',
  '\\\\**x**',
])('%s is shown as it is, and nothing in it takes effect', (title) => {
  const { text, constructs } = parseMarkdown(safeMarkdown(title, 200));
  expect(constructs).toEqual([]);
  expect(text.replaceAll('\u200b', '')).toBe(cleanText(title));
});

test('any text: no construct, no invisible character but those put in on purpose, one line, within its length', () => {
  fc.assert(
    fc.property(hostileText(), fc.integer({ min: 3, max: 200 }), (title, maxLength) => {
      const safe = safeMarkdown(title, maxLength);
      expect(safe.length).toBeLessThanOrEqual(maxLength);
      expect(parseMarkdown(safe).constructs).toEqual([]);
      expect(safe.isWellFormed()).toBe(true);
      const inner = safe.replace(/^\u2068([^]*)\u2069$/u, '$1').replaceAll('@\u200b', '@');
      expect(inner).not.toMatch(/[\n\r\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u001f]/u);
    }),
    PROPERTY,
  );
});

test('right-to-left text is set apart from its line', () => {
  expect(safeMarkdown('שלום', 20)).toBe('\u2068שלום\u2069');
  expect(safeMarkdown('hello', 20)).toBe('hello');
});
