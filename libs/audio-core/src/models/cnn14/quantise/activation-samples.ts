import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeOnnxModel } from '../../../onnx/onnx-model.ts';
import { MEL_BANDS } from '../architecture.ts';
import type { BlockChannels } from '../architecture.ts';
import { blocksGraph } from '../cnn14-graphs.ts';
import { WEIGHT_FILE } from '../weight-file.ts';
import { LEVEL, levelConstants, levelNodes } from './level.ts';

/** Values kept of each activation, for one clip. */
const SAMPLES_PER_CLIP = 8192;

/**
 * Runs the float network over clips of music and keeps evenly spread values of every activation that is going to be quantised, divided by the
 * clip's level.
 * @param weights the bytes of the float model's weight file
 * @param clips log-mel frames, row-major [frames, melBands]
 * @returns by the names of the activations in the float graph: each convolution after its ReLU, and each pooling
 */
export async function sampleActivations(weights: Uint8Array, channels: BlockChannels, clips: AsyncIterable<Float32Array>): Promise<Map<string, Float32Array>> {
  const graph = blocksGraph(channels);
  const names = graph.nodes.filter(({ op }) => op === 'Relu' || op === 'AveragePool').map(({ outputs }) => outputs[0]!);
  const observing = encodeOnnxModel({
    ...graph,
    outputs: [...names.map((name) => ({ name, dims: [1, 'channels', 'frames', 'bands'] })), { name: LEVEL, dims: [] }],
    nodes: [...graph.nodes, ...levelNodes()],
    initializers: [...graph.initializers, ...levelConstants()],
  });
  const session = await InferenceSession.create(observing, { externalData: [{ path: WEIGHT_FILE, data: weights }] });
  const samples = new Map<string, number[]>(names.map((name) => [name, []]));
  try {
    for await (const frames of clips) {
      const results = await session.run({ frames: new Tensor('float32', frames, [1, 1, frames.length / MEL_BANDS, MEL_BANDS]) });
      const level = (results[LEVEL]!.data as Float32Array)[0]!;
      for (const [name, values] of samples) {
        const data = results[name]!.data as Float32Array;
        const count = Math.min(SAMPLES_PER_CLIP, data.length);
        for (let n = 0; n < count; n++) values.push(data[Math.floor(((n + 0.5) * data.length) / count)]! / level);
      }
    }
  } finally {
    await session.release();
  }
  return new Map([...samples].map(([name, values]) => [name, Float32Array.from(values)]));
}
