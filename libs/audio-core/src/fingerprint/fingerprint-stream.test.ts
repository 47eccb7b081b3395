import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprintMatch, SILENT_VALUE } from '@soundalike/catalog';
import { chromaprint } from '../testing/chromaprint.ts';
import { testSignal } from '../testing/signals.ts';
import { FINGERPRINT_VALUES, FingerprintStream } from './fingerprint-stream.ts';

function fingerprintOf(samples: Float32Array, sampleRate: number, pieceLength = sampleRate): Uint32Array {
  const stream = new FingerprintStream(sampleRate);
  for (let start = 0; start < samples.length; start += pieceLength)
    stream.push(samples.subarray(start, start + pieceLength));
  return stream.finish();
}

test.each([16_000, 32_000, 44_100])('the values are those of Chromaprint, at %d Hz', async (sampleRate) => {
  const samples = testSignal(40 * sampleRate, sampleRate);
  const ours = fingerprintOf(samples, sampleRate);
  const theirs = (await chromaprint(samples, sampleRate)).subarray(0, FINGERPRINT_VALUES);
  expect(ours.length).toBe(FINGERPRINT_VALUES);
  // The resamplers differ, so a bit differs now and then.
  expect(fingerprintMatch(ours, theirs)).toBeGreaterThan(0.999);
  expect(ours.filter((value, n) => value === theirs[n]).length).toBeGreaterThan(0.95 * FINGERPRINT_VALUES);
});

test('the values do not depend on how the samples are split', () => {
  const samples = testSignal(100_000, 16_000);
  const whole = fingerprintOf(samples, 16_000, samples.length);
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 50_000 }), (length) => {
      expect(fingerprintOf(samples, 16_000, length)).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

test('level and noise hardly change the values; another piece does; too short or silent audio matches nothing', () => {
  const samples = testSignal(30 * 16_000, 16_000, 1);
  const original = fingerprintOf(samples, 16_000);
  const altered = samples.map((sample, n) => 0.25 * sample + 0.001 * Math.sin(n * n)).subarray(20_000);
  expect(fingerprintMatch(original, fingerprintOf(altered, 16_000))).toBeGreaterThan(0.9);
  expect(fingerprintMatch(original, fingerprintOf(testSignal(30 * 16_000, 16_000, 2), 16_000))).toBeLessThan(0.75);
  expect(fingerprintMatch(original, fingerprintOf(samples.subarray(0, 80_000), 16_000))).toBeNull();
  expect(fingerprintOf(samples.subarray(0, 10_000), 16_000)).toEqual(new Uint32Array(0));
  const silent = fingerprintOf(new Float32Array(30 * 16_000), 16_000);
  expect(new Set(silent)).toEqual(new Set([SILENT_VALUE]));
  expect(fingerprintMatch(silent, silent)).toBeNull();
});

test('samples that are no numbers do not change the values of the next track', () => {
  const samples = testSignal(100_000, 32_000);
  const values = fingerprintOf(samples, 32_000, 8001);
  fingerprintOf(new Float32Array(40_000).fill(NaN), 32_000, 16_000);
  expect(fingerprintOf(samples, 32_000, 8001)).toEqual(values);
});
