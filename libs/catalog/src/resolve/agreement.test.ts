import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confidenceInNames } from './agreement.ts';
import type { Agreement } from './agreement.ts';

/** The values of each field, best first. */
const VALUES: { readonly [F in keyof Agreement]: readonly Agreement[F][] } = {
  title: ['same', 'edition', 'version', 'unknown', 'different'],
  artist: ['same', 'shared', 'unknown', 'different'],
  duration: ['same', 'unknown', 'near', 'different'],
  album: ['same', 'unknown', 'different'],
  isVague: [false, true],
};
const FIELDS = Object.keys(VALUES) as (keyof Agreement)[];
const AGREEMENT = fc.record({
  title: fc.constantFrom(...VALUES.title),
  artist: fc.constantFrom(...VALUES.artist),
  duration: fc.constantFrom(...VALUES.duration),
  album: fc.constantFrom(...VALUES.album),
  isVague: fc.constantFrom(...VALUES.isVague),
});

test('confidence is between 0 and 1, and never smaller if one field agrees better', () => {
  fc.assert(
    fc.property(AGREEMENT, fc.constantFrom(...FIELDS), fc.nat(), (agreement, field, better) => {
      const values: readonly unknown[] = VALUES[field];
      const place = values.indexOf(agreement[field]);
      const improved = { ...agreement, [field]: values[place === 0 ? 0 : better % place] };
      const [before, after] = [confidenceInNames(agreement), confidenceInNames(improved)];
      expect(before).toBeGreaterThan(0);
      expect(after).toBeLessThanOrEqual(1);
      expect(after).toBeGreaterThanOrEqual(before);
    }),
  );
});
