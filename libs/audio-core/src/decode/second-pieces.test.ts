import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondPieces } from './second-pieces.ts';

async function* stream(lengths: readonly number[]): AsyncGenerator<Float32Array> {
  let count = 0;
  for (const length of lengths) yield Float32Array.from({ length }, () => count++);
}

test('all pieces but the last are one second, and no sample is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 40 }), { maxLength: 12 }), async (lengths) => {
      const seconds = await Array.fromAsync(secondPieces(stream(lengths), 10));
      const total = lengths.reduce((sum, length) => sum + length, 0);
      expect(seconds.map(({ length }) => length)).toEqual(
        Array.from({ length: Math.ceil(total / 10) }, (_, n) => Math.min(10, total - 10 * n)),
      );
      expect(seconds.flatMap((second) => [...second])).toEqual([...Array(total).keys()]);
    }),
  );
});
