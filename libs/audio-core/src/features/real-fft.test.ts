import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testSignal } from '../testing/signals.ts';
import { RealFft, realFft } from './real-fft.ts';

/** One bin by the definition, in float64. */
function dft(signal: Float32Array, bin: number): [number, number] {
  let [re, im] = [0, 0];
  for (const [n, value] of signal.entries()) {
    const angle = (-2 * Math.PI * ((bin * n) % signal.length)) / signal.length;
    re += value * Math.cos(angle);
    im += value * Math.sin(angle);
  }
  return [re, im];
}

test('the result is the discrete Fourier transform, bin by bin', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 11 }),
      fc.nat(1000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (log2, seed, share) => {
        const size = 2 ** log2;
        const signal = testSignal(size, size, seed);
        const fft = realFft(size);
        fft.input.set(signal);
        const spectrum = fft.transform();
        const bin = 1 + Math.floor(share * (size / 2 - 1));
        const [re, im] = bin === size / 2 ? [spectrum[1], 0] : [spectrum[2 * bin], spectrum[2 * bin + 1]];
        const [expectedRe, expectedIm] = dft(signal, bin);
        expect(Math.abs(re! - expectedRe)).toBeLessThan(1e-6 * size);
        expect(Math.abs(im! - expectedIm)).toBeLessThan(1e-6 * size);
        expect(Math.abs(spectrum[0]! - dft(signal, 0)[0])).toBeLessThan(1e-6 * size);
        expect(Math.abs(spectrum[1]! - dft(signal, size / 2)[0])).toBeLessThan(1e-6 * size);
      },
    ),
  );
});

test.each([0, 16, 1000, 0.5])('the size %d is rejected', (size) =>
  expect(() => new RealFft(size)).toThrow(`at least 32, not ${size}`),
);

test('the FFT of a size is shared', () => {
  expect(realFft(512)).toBe(realFft(512));
  expect(realFft(256)).not.toBe(realFft(512));
});
