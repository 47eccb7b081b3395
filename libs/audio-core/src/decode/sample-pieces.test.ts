import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SamplePieces } from './sample-pieces.ts';

test('the samples do not depend on how the bytes are cut, and come in pieces of the requested length', () => {
  fc.assert(
    fc.property(
      fc.float32Array({ maxLength: 100, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.nat(30)),
      fc.nat(3),
      (samples, length, cuts, extra) => {
        const bytes = Buffer.concat([
          Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
          Buffer.alloc(extra),
        ]);
        const pieces = new SamplePieces(length);
        const whole: Float32Array[] = [];
        let position = 0;
        for (const cut of [...cuts, bytes.length]) {
          whole.push(...pieces.add(bytes.subarray(position, position + cut)));
          position += cut;
        }
        const rest = pieces.rest();

        expect(whole.every((piece) => piece.length === length)).toBe(true);
        expect(rest.length).toBeLessThan(length);
        expect([...whole, rest].flatMap((piece) => [...piece])).toEqual([...samples]);
      },
    ),
  );
});
