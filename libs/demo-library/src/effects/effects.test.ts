import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rootMeanSquare, SAMPLE_RATE } from '../audio/signal.ts';
import { stereoSilence } from '../audio/stereo.ts';
import { filterInPlace } from './filters.ts';
import { softLimit } from './master.ts';
import { addReverb } from './reverb.ts';

const sine = (hz: number): Float32Array =>
  Float32Array.from({ length: SAMPLE_RATE }, (_, i) => Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE));
/** Level after the filter has settled, in decibels relative to the input's. */
const gain = (hz: number, kind: 'low' | 'high' | 'band', cutoff: number, q?: number): number =>
  20 * Math.log10(rootMeanSquare([filterInPlace(sine(hz), kind, cutoff, q).subarray(SAMPLE_RATE / 2)]) / Math.SQRT1_2);

test('the filter: -3 dB at the cutoff, 12 dB an octave beyond, unchanged in the passband', () => {
  expect(gain(1000, 'low', 1000)).toBeCloseTo(-3, 1);
  expect(gain(1000, 'high', 1000)).toBeCloseTo(-3, 1);
  expect(gain(100, 'low', 1000)).toBeCloseTo(0, 1);
  expect(gain(4000, 'low', 1000)).toBeLessThan(-23);
  expect(gain(250, 'high', 1000)).toBeLessThan(-23);
  expect(gain(1000, 'band', 1000, 4)).toBeCloseTo(20 * Math.log10(4), 1);
});

test('the limiter stays below full scale, keeps the order of levels, and leaves quiet samples unchanged', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.double({ min: -50, max: 50, noNaN: true }),
      (a, b) => {
        expect(Math.abs(softLimit(a))).toBeLessThan(0.9);
        if (a <= b) expect(softLimit(a)).toBeLessThanOrEqual(softLimit(b));
        if (Math.abs(a) <= 0.5) expect(softLimit(a)).toBe(a);
      },
    ),
  );
});

test('the reverberation of a click decays, and differs between left and right', () => {
  const mix = stereoSilence(3);
  mix.left[0] = mix.right[0] = 1;
  addReverb(mix, { size: 0.8, damping: 0.3, wet: 1 });
  const level = (from: number): number =>
    rootMeanSquare([mix.left.subarray(from * SAMPLE_RATE, (from + 0.25) * SAMPLE_RATE)]);
  expect(level(0.25)).toBeGreaterThan(0);
  expect(level(0.5)).toBeLessThan(level(0.25));
  expect(level(2.5)).toBeLessThan(level(0.25) / 100);
  expect(mix.left.subarray(1)).not.toEqual(mix.right.subarray(1));
});
