import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import { encodeOnnxModel } from '../../onnx/onnx-model.ts';
import { chooseLevels, clipsByLevel, levelNodes } from './levels.ts';

const level = fc.double({ min: 0.01, max: 100, noNaN: true });

test('the share of the clips is within the first level; every clip and silence are within the last', () => {
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 40 }),
      level,
      fc.integer({ min: 2, max: 5 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (clips, silence, count, share) => {
        const levels = chooseLevels(clips, silence, count, share);
        expect(levels).toHaveLength(count);
        expect(levels).toEqual(levels.toSorted((a, b) => a - b));
        expect(clips.filter((clip) => clip <= levels[0]!).length).toBeGreaterThanOrEqual(
          Math.floor(clips.length * share),
        );
        expect(levels.at(-1)).toBeGreaterThanOrEqual(Math.max(silence, ...clips));
      },
    ),
  );
});

test('each clip is at the first level that is not below its own; a level without clips has all of them', () => {
  const within = clipsByLevel([0.5, 1, 1.2, 4], (each) => each, [1, 2, 3, 4]);
  expect(within).toEqual([[0.5, 1], [1.2], [0.5, 1, 1.2, 4], [4]]);
});

/** Compute the level of values [1, 2, values / 4, 2] as one chunk, and as the only one of several signals. */
async function levelsOf(values: Float32Array): Promise<number[]> {
  const levels: number[] = [];
  for (const axes of [undefined, { within: [2, 3], over: [1, 2, 3], severalSignals: true }]) {
    const graph = new GraphBuilder();
    const name = levelNodes(graph, 'values', axes);
    const dims = [1, 2, values.length / 4, 2];
    const session = await InferenceSession.create(
      encodeOnnxModel({
        name: 'level',
        inputs: [{ name: 'values', dims }],
        outputs: [{ name, dims: axes ? [1] : [] }],
        nodes: graph.nodes,
        initializers: graph.initializers,
      }),
    );
    const results = await session.run({ values: new Tensor('float32', values, dims) });
    levels.push((results[name]!.data as Float32Array)[0]!);
    await session.release();
  }
  return levels;
}

const powerMean = (values: Float32Array): number =>
  (values.reduce((sum, value) => sum + value ** 16, 0) / values.length) ** (1 / 16);

test('the level is the power mean of order 16 of the magnitudes', async () => {
  for (const values of [
    Float32Array.from({ length: 64 }, (_, n) => 3 * Math.sin(n * n)),
    new Float32Array(64).fill(2, 11, 12),
    new Float32Array(64).fill(-0.02),
  ])
    for (const level of await levelsOf(values)) expect(level / powerMean(values)).toBeCloseTo(1, 4);
});

test('values beyond those of music count as 141, so that the level stays finite', async () => {
  for (const level of await levelsOf(Float32Array.from({ length: 64 }, (_, n) => (n < 32 ? 1e30 : Infinity))))
    expect(level).toBeCloseTo(Math.sqrt(2e4), 1);
});
