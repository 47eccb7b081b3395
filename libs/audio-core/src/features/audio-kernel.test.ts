import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { peakOf } from './peak.ts';
import { audioKernel, floatsAt, pffft, store } from './wasm-audio.ts';

test('the committed binary equals the assembled source', async () => {
  // As `npm run assemble` does.
  const { parseWat } = await wabt();
  const source = new Uint8Array(readFileSync(new URL('./audio-kernel.wat', import.meta.url)));
  const assembled = parseWat('audio-kernel.wat', source, { simd: true }).toBinary({}).buffer;
  const committed = readFileSync(new URL('./audio-kernel.wasm', import.meta.url));
  expect(Buffer.from(assembled).equals(committed)).toBe(true);
});

const samples = fc.float32Array({ maxLength: 40, noNaN: true, noDefaultInfinity: true, min: -1e3, max: 1e3 });

/** Return what the kernel computes: scale · ln(max(offset + factor · value, floor)). */
function logarithms(values: readonly number[], factor = 1, offset = 0, floor = LEAST, scale = 1): Float64Array {
  const even = Float64Array.of(...values, ...(values.length % 2 === 0 ? [] : [1]));
  const out = store(new Float64Array(even.length));
  audioKernel.logarithms(store(even), out, even.length, factor, offset, floor, scale);
  return doublesAt(out, values.length);
}

function doublesAt(address: number, length: number): Float64Array {
  return new Float64Array(pffft.HEAPF32.buffer, address, length).slice();
}

/** The least normal number. */
const LEAST = 2 ** -1022;

/** Return the distance of a number of this magnitude to the next larger one. */
function ulp(value: number): number {
  return 2 ** (Math.max(-1022, Math.floor(Math.log2(Math.abs(value)))) - 52);
}

function expectLogarithm(got: number, expected: number): void {
  if (!Number.isFinite(expected)) expect(got).toBe(expected);
  // Each of the two is within 1 ulp.
  else expect(Math.abs(got - expected)).toBeLessThanOrEqual(2 * ulp(expected));
}

test('logarithms are those of Math.log, from the least normal number to infinity', () => {
  const magnitude = fc.oneof(
    fc.double({ min: LEAST, noDefaultInfinity: true, noNaN: true }),
    fc.double({ min: 0.5, max: 2, noNaN: true }),
    fc.integer({ min: -1022, max: 1023 }).map((exponent) => 2 ** exponent),
  );
  fc.assert(
    fc.property(fc.array(magnitude, { minLength: 1, maxLength: 9 }), (values) => {
      logarithms(values).forEach((got, n) => expectLogarithm(got, Math.log(values[n]!)));
    }),
    { numRuns: 1000 },
  );
  const edges = [1, Number.MAX_VALUE, LEAST, Infinity, NaN, 1 - 2 ** -53, 1 + 2 ** -52, Math.SQRT1_2, Math.SQRT2];
  logarithms(edges).forEach((got, n) => expectLogarithm(got, Math.log(edges[n]!)));
});

test('logarithms have a floor, which numbers below the normal ones get too', () => {
  const low = [0, -0, Number.MIN_VALUE, LEAST / 2, -1, -Infinity, 9e-11];
  for (const got of logarithms(low, 1, 0, 1e-10)) expectLogarithm(got, Math.log(1e-10));
  expect([...logarithms([NaN, Infinity], 1, 0, 1e-10)]).toEqual([NaN, Infinity]);
});

test('logarithms of scaled and shifted values, as float32, are those of the formula', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 4, maxLength: 4 }), (values) => {
      const floats = store(new Float32Array(4));
      audioKernel.demote(store(logarithms(values, 10_000, 1, 1, Math.LOG10E)), floats, 4);
      [...floatsAt(floats, 4)].forEach((got, n) => {
        const expected = Math.LOG10E * Math.log(1 + 10_000 * values[n]!);
        expect(Math.abs(got - expected)).toBeLessThanOrEqual(2 ** -24 * expected * (1 + 1e-6));
      });
    }),
  );
});

test('resampled values are the sums of float64 products, rounded to float32', () => {
  const value = fc.float({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.record({
        taps: fc.integer({ min: 1, max: 6 }).map((n) => 4 * n),
        phases: fc.integer({ min: 1, max: 5 }),
        index: fc.nat(1000),
        step: fc.double({ min: 1, max: 4, noNaN: true }),
        count: fc.integer({ min: 1, max: 20 }),
      }),
      fc.infiniteStream(value),
      ({ taps, phases, index, step, count }, values) => {
        const origin = Math.floor(index * step);
        const length = 4 * Math.ceil((step * count + 1 + taps) / 4);
        const input = Float32Array.from({ length }, () => values.next().value as number);
        const weights = Float64Array.from({ length: taps * phases }, () => values.next().value as number);
        const samples = store(new Float64Array(length));
        audioKernel.promote(store(input), samples, length);
        expect(doublesAt(samples, length)).toEqual(Float64Array.from(input));
        const out = store(new Float32Array(count));
        const phase = index % phases;
        audioKernel.resample(samples, store(weights), taps, phases, phase, index, step, origin, out, count);
        [...floatsAt(out, count)].forEach((got, n) => {
          const first = Math.floor((index + n) * step) - origin;
          const row = weights.subarray(taps * ((index + n) % phases));
          const terms = Array.from({ length: taps }, (_, tap) => row[tap]! * input[first + tap]!);
          expect(Math.abs(got - terms.reduce((sum, term) => sum + term, 0))).toBeLessThan(1e-6);
          const ordered = [0, 1].map((lane) =>
            terms.filter((_, tap) => tap % 2 === lane).reduce((sum, x) => sum + x, 0),
          );
          expect(got).toBe(Math.fround(ordered[0]! + ordered[1]!));
        });
      },
    ),
    { numRuns: 100 },
  );
});

test('the peak is the largest magnitude, wherever it is', () => {
  fc.assert(
    fc.property(samples, fc.nat(20_000), (part, position) => {
      const signal = new Float32Array(position + part.length);
      signal.set(part, position);
      expect(peakOf(signal)).toBe(part.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    }),
    { numRuns: 30 },
  );
});

test.each([NaN, Infinity, -Infinity])('the peak of samples with %s is not finite', (sample) => {
  expect(Number.isFinite(peakOf(Float32Array.of(0.5, 0.1, sample, 0.2, 0.3)))).toBe(false);
});
