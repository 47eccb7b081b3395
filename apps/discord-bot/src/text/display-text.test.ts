import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '@soundalike/discord-simulator';
import { hostileText } from '../testing/hostile-text.ts';
import { cutText, safeMarkdown } from './display-text.ts';
import { sanitizeText } from './sanitize-text.ts';

const PROPERTY = { numRuns: 1000 };

test('text is cut between graphemes, and the cut is marked', () => {
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
])('%s is shown unchanged, and nothing in it takes effect', (title) => {
  const { text, constructs } = parseMarkdown(safeMarkdown(title, 200));
  expect(constructs).toEqual([]);
  expect(text.replaceAll('\u200b', '')).toBe(sanitizeText(title));
});

test('any text becomes one line without constructs or other invisible characters, within its length', () => {
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

test('right-to-left text is isolated from its line', () => {
  expect(safeMarkdown('שלום', 20)).toBe('\u2068שלום\u2069');
  expect(safeMarkdown('hello', 20)).toBe('hello');
});
