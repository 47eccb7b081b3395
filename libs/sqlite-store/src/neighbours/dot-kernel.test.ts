import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { DotKernel, KERNEL_INTERLEAVE, KERNEL_QUERIES, KERNEL_ROWS, KERNEL_STEP } from './dot-kernel.ts';

test('the committed binary equals the assembled source', async () => {
  // As `npm run assemble` does.
  const { parseWat } = await wabt();
  const source = readFileSync(new URL('./dot-kernel.wat', import.meta.url), 'utf8');
  const assembled = parseWat('dot-kernel.wat', source, { simd: true, relaxed_simd: true }).toBinary({}).buffer;
  const committed = readFileSync(new URL('./dot-kernel.wasm', import.meta.url));
  expect(Buffer.from(assembled).equals(committed)).toBe(true);
});

test('dot products of one query and of four are exact for every row, up to the limits of both ranges', () => {
  const int8 = fc.oneof(fc.integer({ min: -127, max: 127 }), fc.constantFrom(-127, 127, 0));
  const uint7 = fc.oneof(fc.integer({ min: 0, max: 127 }), fc.constantFrom(127, 0));
  const shape = fc.record({ steps: fc.integer({ min: 1, max: 5 }), groups: fc.integer({ min: 1, max: 3 }) });
  const problem = shape.chain(({ steps, groups }) => {
    const stride = steps * KERNEL_STEP;
    const rows = groups * KERNEL_ROWS;
    const listOf = <Value>(value: fc.Arbitrary<Value>, length: number): fc.Arbitrary<Value[]> =>
      fc.array(value, { minLength: length, maxLength: length });
    return fc.record({
      rows: fc.constant(rows),
      queries: listOf(listOf(uint7, stride), KERNEL_QUERIES),
      codes: listOf(int8, rows * stride),
    });
  });
  fc.assert(
    fc.property(problem, ({ rows, queries, codes }) => {
      const stride = queries[0]!.length;
      const [codesAt, outAt] = [stride * KERNEL_QUERIES, stride * KERNEL_QUERIES + codes.length];
      const kernel = new DotKernel(outAt + rows * KERNEL_QUERIES * 4);
      new Int8Array(kernel.memory, codesAt, codes.length).set(codes);
      const expected = Array.from({ length: rows }, (_, row) =>
        queries.map((query) => query.reduce((sum, value, index) => sum + value * codes[row * stride + index]!, 0)),
      );

      for (const [index, query] of queries.entries()) {
        new Uint8Array(kernel.memory, 0, stride).set(query);
        kernel.dot(0, codesAt, rows, stride, outAt);
        expect([...new Int32Array(kernel.memory, outAt, rows)]).toEqual(expected.map((row) => row[index]));
      }

      for (let from = 0; from < stride; from += KERNEL_INTERLEAVE) {
        const values = queries.flatMap((query) => query.slice(from, from + KERNEL_INTERLEAVE));
        new Uint8Array(kernel.memory, from * KERNEL_QUERIES, values.length).set(values);
      }
      kernel.dot4(0, codesAt, rows, stride, outAt);
      expect([...new Int32Array(kernel.memory, outAt, rows * KERNEL_QUERIES)]).toEqual(expected.flat());
    }),
    { numRuns: 200 },
  );
});
