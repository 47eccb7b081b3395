import { expect, test } from 'vitest';
import fc from 'fast-check';
import { closestWord } from './closest-word.ts';

const COMMANDS = ['failures', 'history', 'spaces', 'prune', 'backup', 'rebuild'];

test.each([
  ['spacez', 'spaces'],
  ['sapces', 'spaces'],
  ['PRUNE', 'prune'],
  ['fail', 'failures'],
  ['histroy', 'history'],
  ['quantise', null],
  ['x', null],
  ['', null],
])('%s is taken for %s', (word, expected) => expect(closestWord(word, COMMANDS)).toBe(expected));

test('a candidate itself is always the closest', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{2,9}$/u), { minLength: 1 }), (words) => {
      for (const word of words) expect(closestWord(word, [...words, `${word}s`])).toBe(word);
    }),
  );
});
