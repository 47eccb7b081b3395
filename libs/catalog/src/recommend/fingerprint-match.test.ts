import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprintMatch, isSameFingerprint, SAME_RECORDING_MATCH, SILENT_VALUE } from './fingerprint-match.ts';

const value = fc.integer({ min: 0, max: 2 ** 32 - 1 }).filter((bits) => bits !== SILENT_VALUE);
const values = fc
  .uint32Array({ minLength: 200, maxLength: 240 })
  .map((bits) => bits.filter((each) => each !== SILENT_VALUE));

test('a fingerprint matches itself and a trimmed copy entirely, in both directions', () => {
  fc.assert(
    fc.property(values, fc.nat(90), (original, trimmed) => {
      const copy = original.subarray(trimmed);
      expect(fingerprintMatch(original, copy)).toBe(1);
      expect(fingerprintMatch(copy, original)).toBe(1);
    }),
  );
});

test('the match is the share of equal bits', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 100, maxLength: 100 }), fc.integer({ min: 0, max: 31 }), (bits, bit) => {
      const original = Uint32Array.from(bits, (each, n) => each ^ Math.imul(n, 0x9e3779b1));
      const changed = original.map((each) => each ^ (1 << bit));
      if ([...original, ...changed].includes(SILENT_VALUE)) return;
      expect(fingerprintMatch(original, changed)!).toBeGreaterThanOrEqual(31 / 32);
    }),
  );
});

test('silence is not compared, and too little of the rest gives no match', () => {
  const music = Uint32Array.from({ length: 240 }, (_, n) => Math.imul(n + 1, 0x9e3779b1));
  const other = Uint32Array.from({ length: 240 }, (_, n) => Math.imul(n + 1, 0x85ebca6b) ^ (n << 7));
  const withSilence = (of: Uint32Array, from: number): Uint32Array =>
    of.map((bits, n) => (n < from ? bits : SILENT_VALUE));
  expect(fingerprintMatch(music, withSilence(music, 100))).toBe(1);
  expect(fingerprintMatch(withSilence(music, 100), withSilence(other, 100))).toBeLessThan(0.75);
  expect(fingerprintMatch(withSilence(music, 40), withSilence(music, 40))).toBeNull();
  expect(fingerprintMatch(new Uint32Array(0), music)).toBeNull();
});

test('whether two fingerprints are of one recording is what their match says, near the limit too', () => {
  const problem = fc.record({
    music: fc.uint32Array({ minLength: 60, maxLength: 260 }),
    shift: fc.nat(100),
    // One of so many bits is changed: a fifth is the limit.
    oneOf: fc.integer({ min: 3, max: 8 }),
    silent: fc.nat(300),
    noise: fc.integer({ min: 1, max: 2 ** 31 }),
  });
  fc.assert(
    fc.property(problem, ({ music, shift, oneOf, silent, noise }) => {
      const other = music.slice(shift).map((bits, n) => {
        if (n >= silent && n < silent + 20) return SILENT_VALUE;
        let changed = bits;
        for (let bit = 0; bit < 32; bit++)
          if (((Math.imul(n * 32 + bit + 1, noise | 1) >>> 8) & 0xffff) % oneOf === 0) changed ^= 1 << bit;
        return changed;
      });
      for (const [a, b] of [[music, other] as const, [other, music] as const]) {
        const match = fingerprintMatch(a, b);
        expect(isSameFingerprint(a, b)).toBe(match === null ? null : match >= SAME_RECORDING_MATCH);
      }
    }),
    { numRuns: 200 },
  );
});
