import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import { encodeOnnxModel } from '../../onnx/onnx-model.ts';
import { leastScale, LEVEL_PLANES, levelPlaneNodes, levelWeights, withLevelPlanes } from './level-planes.ts';

const SHARES = Array.from({ length: LEVEL_PLANES }, (_, plane) => (plane === LEVEL_PLANES - 1 ? 1 / 8 : 1));
const positive = fc.double({ min: 0.01, max: 10, noNaN: true });

test('the weights on the planes add up to the bias, to a sixteenth of a step, if the scale is large enough', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50, max: 50, noNaN: true }),
      positive,
      positive,
      positive,
      (bias, smallest, inputScale, factor) => {
        const scale = Math.max(leastScale(bias, smallest, inputScale), factor * inputScale);
        const weights = levelWeights(bias, smallest, inputScale, scale);
        expect(weights.every((weight) => Number.isInteger(weight) && Math.abs(weight) <= 64)).toBe(true);
        const sum = weights.reduce((total, weight, plane) => total + weight * SHARES[plane]!, 0);
        expect(Math.abs(sum - bias / (255 * smallest * inputScale * scale))).toBeLessThanOrEqual(1 / 16 + 1e-6);
      },
    ),
  );
});

test('a convolution keeps its weights, sees the planes with its middle tap, and passes them on', () => {
  const rows = { values: Int8Array.of(1, 2, 3, 4, 5, 6), scales: Float32Array.of(0.5, 0.25) };
  const onPlanes = [SHARES.map((_, plane) => plane), SHARES.map((_, plane) => -plane)];
  const { values, scales } = withLevelPlanes(rows, 3, onPlanes, 2);
  const length = 3 * (1 + LEVEL_PLANES);
  expect([...values.subarray(0, 3)]).toEqual([1, 2, 3]);
  expect([...values.subarray(length, length + 3)]).toEqual([4, 5, 6]);
  for (let plane = 0; plane < LEVEL_PLANES; plane++) {
    const at = 3 + 3 * plane;
    expect([...values.subarray(at, at + 3)]).toEqual([0, plane, 0]);
    expect(
      [...values.subarray((2 + plane) * length, (3 + plane) * length)].flatMap((weight, n) =>
        weight === 0 ? [] : [[n, weight]],
      ),
    ).toEqual([[at + 1, 127]]);
  }
  expect(scales).toHaveLength(2 + LEVEL_PLANES);
  expect(scales[2]).toBeCloseTo(2 / 127);
  expect(withLevelPlanes(rows, 3, onPlanes, null).scales).toEqual(rows.scales);
});

test('each signal is divided by its level and rounded, and its planes have the number of its level', async () => {
  const [smallest, scale] = [0.5, 0.02];
  const graph = new GraphBuilder();
  const { planes, level } = levelPlaneNodes(graph, 'value', smallest, scale);
  graph.node('Cast', [planes], { to: 1 }, 'planes');
  graph.node('Identity', [level], {}, 'levels');
  const session = await InferenceSession.create(
    encodeOnnxModel({
      name: 'planes',
      inputs: [{ name: 'value', dims: ['signals', 'rows', 'bands', 2] }],
      outputs: [
        { name: 'planes', dims: ['signals', 'rows', 'bands', 2 + LEVEL_PLANES] },
        { name: 'levels', dims: ['signals'] },
      ],
      nodes: graph.nodes,
      initializers: graph.initializers,
    }),
  );
  const cases = [
    [0.1, 255],
    [0.5, 255],
    [1, 127],
    [10, 12],
    [1e4, 1],
  ] as const;
  const input = cases.flatMap(([magnitude]) =>
    Array.from({ length: 3 * 4 * 2 }, (_, n) => (n % 2 === 0 ? magnitude : -magnitude)),
  );
  const results = await session.run({ value: new Tensor('float32', Float32Array.from(input), [5, 3, 4, 2]) });
  const values = results['planes']!.data as Float32Array;
  for (const [signal, [magnitude, number]] of cases.entries()) {
    const chosen = (results['levels']!.data as Float32Array)[signal]!;
    expect(chosen).toBeCloseTo((255 * smallest) / number, 4);
    // Halves are rounded to even.
    const share = number / 8;
    const last = share % 1 === 0.5 ? 2 * Math.round(share / 2) : Math.round(share);
    const rounded = Math.min(255, Math.round(magnitude / chosen / scale));
    const length = 2 + LEVEL_PLANES;
    for (let n = 12 * signal; n < 12 * (signal + 1); n++) {
      expect([...values.subarray(n * length, (n + 1) * length)]).toEqual([
        rounded,
        0,
        ...new Array<number>(LEVEL_PLANES - 1).fill(number),
        last,
      ]);
    }
  }
  await session.release();
});
