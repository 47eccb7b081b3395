import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { DotKernel, KERNEL_STEP } from './dot-kernel.ts';

test('the committed binary equals the assembled source', async () => {
  // As `npm run assemble` does.
  const { parseWat } = await wabt();
  const source = readFileSync(new URL('./dot-kernel.wat', import.meta.url), 'utf8');
  const assembled = parseWat('dot-kernel.wat', source, { simd: true }).toBinary({}).buffer;
  const committed = readFileSync(new URL('./dot-kernel.wasm', import.meta.url));
  expect(Buffer.from(assembled).equals(committed)).toBe(true);
});

test('dot products are exact for every row, up to the limits of both ranges', () => {
  const int8 = fc.oneof(fc.integer({ min: -127, max: 127 }), fc.constantFrom(-127, 127, 0));
  const int16 = fc.oneof(fc.integer({ min: -32_767, max: 32_767 }), fc.constantFrom(-32_767, 32_767, 0));
  const shape = fc.record({ steps: fc.integer({ min: 1, max: 5 }), rows: fc.integer({ min: 1, max: 7 }) });
  const problem = shape.chain(({ steps, rows }) => {
    const stride = steps * KERNEL_STEP;
    const codes = fc.array(int8, { minLength: rows * stride, maxLength: rows * stride });
    return fc.record({
      rows: fc.constant(rows),
      query: fc.array(int16, { minLength: stride, maxLength: stride }),
      codes,
    });
  });
  fc.assert(
    fc.property(problem, ({ rows, query, codes }) => {
      const stride = query.length;
      const [codesAt, outAt] = [stride * 2, stride * 2 + codes.length];
      const kernel = new DotKernel(outAt + rows * 4);
      new Int16Array(kernel.memory, 0, stride).set(query);
      new Int8Array(kernel.memory, codesAt, codes.length).set(codes);
      kernel.dot(0, codesAt, rows, stride, outAt);
      const expected = Array.from({ length: rows }, (_, row) =>
        query.reduce((sum, value, index) => sum + value * codes[row * stride + index]!, 0),
      );
      expect([...new Int32Array(kernel.memory, outAt, rows)]).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
