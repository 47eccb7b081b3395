import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SampleStream } from './sample-stream.ts';

test('the samples do not depend on how the bytes are cut, and each piece has a buffer of its own', () => {
  fc.assert(
    fc.property(
      fc.float32Array({ maxLength: 100, noNaN: true }),
      fc.array(fc.nat(30)),
      fc.nat(3),
      fc.boolean(),
      (samples, cuts, extra, areCopies) => {
        const bytes = new Uint8Array(samples.byteLength + extra);
        bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
        const stream = new SampleStream();
        const pieces: Float32Array[] = [];
        let position = 0;
        for (const cut of [...cuts, bytes.length]) {
          const part = bytes.subarray(position, position + cut);
          pieces.push(stream.add(areCopies ? part.slice() : part));
          position += cut;
        }

        expect(pieces.every(({ buffer, byteLength }) => buffer.byteLength === byteLength)).toBe(true);
        expect(pieces.flatMap((piece) => [...piece])).toEqual([...samples]);
      },
    ),
  );
});

test('bytes of a Buffer, whose slices share its memory, are cut like others', () => {
  const samples = Float32Array.of(1, 2, 3);
  const bytes = Buffer.from(samples.buffer);
  for (const cut of [1, 4, 6, 7]) {
    const stream = new SampleStream();
    // Small Buffers are parts of a larger one, those of streams have one of their own.
    const parts = [Buffer.from(bytes.subarray(0, cut)), Buffer.from(new Uint8Array(bytes.subarray(cut)).buffer)];
    expect(parts.flatMap((part) => [...stream.add(part)])).toEqual([...samples]);
  }
});

test('bytes in a buffer of their own are not copied', () => {
  const bytes = new Uint8Array(8);
  expect(new SampleStream().add(bytes).buffer).toBe(bytes.buffer);
});
