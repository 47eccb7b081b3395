import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { peakOf } from './peak.ts';
import { audioKernel, store } from './wasm-audio.ts';

test('the committed binary equals the assembled source', async () => {
  // As `npm run assemble` does.
  const { parseWat } = await wabt();
  const source = readFileSync(new URL('./audio-kernel.wat', import.meta.url), 'utf8');
  const assembled = parseWat('audio-kernel.wat', source, { simd: true }).toBinary({}).buffer;
  const committed = readFileSync(new URL('./audio-kernel.wasm', import.meta.url));
  expect(Buffer.from(assembled).equals(committed)).toBe(true);
});

const samples = fc.float32Array({ maxLength: 40, noNaN: true, noDefaultInfinity: true, min: -1e3, max: 1e3 });

test('dot products are those of float64', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.infiniteStream(fc.float({ min: -1, max: 1, noNaN: true })),
      (n, values) => {
        const [a, b] = [0, 1].map(() => Float32Array.from({ length: 4 * n }, () => values.next().value as number)) as [
          Float32Array,
          Float32Array,
        ];
        const expected = a.reduce((sum, value, index) => sum + value * b[index]!, 0);
        expect(audioKernel.dot(store(a), store(b), a.length)).toBeCloseTo(expected, 12);
      },
    ),
    { numRuns: 30 },
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
