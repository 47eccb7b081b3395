import { expect, test } from 'vitest';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { encodeOnnxModel } from '../../onnx/onnx-model.ts';
import { CONVOLUTION } from '../cnn14-graphs.ts';
import { MOST_OF_PAIR } from './weight-pairs.ts';

const [CHANNELS, ROWS, BANDS] = [64, 4, 4];
const ALL = CHANNELS * 9;

/**
 * Compute the middle of an int8 convolution of the largest activations, in steps of a two hundredth of the exact sum.
 */
async function middleOutput(weightAt: (input: number) => number): Promise<number> {
  const pair = weightAt(0) + weightAt(1);
  const scalar = (name: string, value: number): { name: string; dims: number[]; data: Float32Array<ArrayBuffer> } => ({
    name,
    dims: [],
    data: Float32Array.of(value),
  });
  const weights = Int8Array.from({ length: CHANNELS * ALL }, (_, n) => weightAt(Math.floor(n / 9) % CHANNELS));
  const session = await InferenceSession.create(
    encodeOnnxModel({
      name: 'pairs',
      inputs: [{ name: 'input', dims: [1, CHANNELS, ROWS, BANDS] }],
      outputs: [{ name: 'float', dims: [1, CHANNELS, ROWS, BANDS] }],
      nodes: [
        { op: 'QuantizeLinear', inputs: ['input', 'one', 'zero'], outputs: ['x'] },
        {
          op: 'QLinearConv',
          inputs: ['x', 'one', 'zero', 'weights', 'one', 'zero.int8', 'step', 'zero'],
          outputs: ['y'],
          attributes: CONVOLUTION,
        },
        { op: 'Cast', inputs: ['y'], outputs: ['float'], attributes: { to: 1 } },
      ],
      initializers: [
        scalar('one', 1),
        scalar('step', (255 * pair * ALL) / 2 / 200),
        { name: 'zero', dims: [], data: new Uint8Array(1) },
        { name: 'zero.int8', dims: [], data: new Int8Array(1) },
        { name: 'weights', dims: [CHANNELS, CHANNELS, 3, 3], data: weights },
      ],
    }),
  );
  const input = new Float32Array(CHANNELS * ROWS * BANDS).fill(255);
  const { float } = await session.run({ input: new Tensor('float32', input, [1, CHANNELS, ROWS, BANDS]) });
  await session.release();
  return (float!.data as Float32Array)[BANDS + 1]!;
}

// On a processor with VNNI this test passes with any weights.
test.each([
  ['alike', () => MOST_OF_PAIR / 2],
  ['of all sizes', (input: number) => (input % 2 === 0 ? 127 : MOST_OF_PAIR - 127)],
])('pairs at their limit are added without overflow on this processor: %s', async (_, weightAt) => {
  expect(await middleOutput(weightAt)).toBe(200);
});
