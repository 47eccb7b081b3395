import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { encodeOnnxModel, GraphBuilder } from '@soundalike/model-builder';
import { addFilterBank } from './add-filter-bank.ts';
import type { FilterBank, ImageSize } from './add-filter-bank.ts';

/** Return the maxima over the bands, computed by the definition. */
function maxima(bank: FilterBank, image: Float32Array, size: ImageSize): number[] {
  const before = Math.floor((bank.frames - 1) / 2);
  const at = (frame: number, band: number): number =>
    frame >= 0 && frame < size.frames ? image[frame * size.bands + band]! : 0;
  const valueOf = (filter: number, frame: number, position: number): number => {
    let sum = bank.bias[filter]!;
    for (let n = 0; n < bank.frames * bank.bands; n++)
      sum += bank.filters[filter]![n]! * at(frame - before + Math.floor(n / bank.bands), position + (n % bank.bands));
    return sum;
  };
  return bank.filters.flatMap((_, filter) =>
    Array.from({ length: size.frames }, (__, frame) =>
      Math.max(
        ...Array.from({ length: size.bands - bank.bands + 1 }, (___, position) => valueOf(filter, frame, position)),
      ),
    ),
  );
}

const shapes = fc.record({
  filters: fc.integer({ min: 1, max: 40 }),
  frames: fc.integer({ min: 1, max: 9 }),
  bands: fc.integer({ min: 1, max: 5 }),
  imageFrames: fc.integer({ min: 1, max: 20 }),
  positions: fc.integer({ min: 1, max: 12 }),
});

test('a bank computes the maximum of each filter over the bands', async () => {
  const values = fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(shapes, values, async ({ filters, frames, bands, imageFrames, positions }, stream) => {
      const draw = (length: number): Float32Array => Float32Array.from({ length }, () => stream.next().value as number);
      const size = { frames: imageFrames, bands: bands + positions - 1 };
      const bank = {
        name: 'bank',
        frames,
        bands,
        filters: Array.from({ length: filters }, () => draw(frames * bands)),
        bias: [...draw(filters)],
      };
      const graph = new GraphBuilder();
      const value = addFilterBank(graph, 'image', bank, size);
      const session = await InferenceSession.create(
        encodeOnnxModel({
          name: 'bank',
          inputs: [{ name: 'image', dims: ['batch', 1, size.frames, size.bands] }],
          outputs: [{ name: value, dims: ['batch', filters, size.frames] }],
          nodes: graph.nodes,
          initializers: graph.initializers,
        }),
      );
      const images = [draw(size.frames * size.bands), draw(size.frames * size.bands)] as const;
      const image = new Tensor('float32', Float32Array.of(...images[0], ...images[1]), [2, 1, size.frames, size.bands]);
      const results = (await session.run({ image }))[value]!.data as Float32Array;
      await session.release();
      const expected = images.flatMap((each) => maxima(bank, each, size));
      expect(results.length).toBe(expected.length);
      expected.forEach((most, n) => expect(results[n]).toBeCloseTo(most, 4));
    }),
    { numRuns: 60 },
  );
});
