import { expect, test } from 'vitest';
import fc from 'fast-check';
import { printable } from './output.ts';

test('control, escape and direction characters are removed, and the text is on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
  expect(printable('a\u001b[31m\r\nb\u202Ec')).toBe('a [31m b c');
});

test('ordinary text is unchanged', () =>
  expect(printable('Motörhead – Ace of Spades 🂡')).toBe('Motörhead – Ace of Spades 🂡'));
