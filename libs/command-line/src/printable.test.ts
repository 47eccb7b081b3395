import { expect, test } from 'vitest';
import fc from 'fast-check';
import { printable } from './printable.ts';

test('no control, escape or direction character survives, and all is on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
  expect(printable('a\u001b[31m\r\nb\u202Ec')).toBe('a [31m b c');
});

test('ordinary text stays as it is', () =>
  expect(printable('Motörhead – Ace of Spades 🂡')).toBe('Motörhead – Ace of Spades 🂡'));
