import { MEL_BANDS, inputOf, STAGES } from '@soundalike/audio-core/cnn14';
import type { BlockChannels, Stage } from '@soundalike/audio-core/cnn14';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { encodeOnnxModel } from '../../onnx/onnx-model.ts';
import { plainNetwork } from '../cnn14-graphs.ts';
import { WEIGHT_FILE } from '../weight-file.ts';
import type { InputCovariances } from './input-covariances.ts';
import { isInt8Weight } from './int8-weights.ts';
import { levelNodes } from './levels.ts';
import { sampleIndices } from './sample-activation.ts';
import { layersOf } from './stage-layers.ts';

/**
 * Number of values of an activation that are sampled for its peak. A peak that one value in thousands exceeds gives
 * finer steps than the maximum.
 */
const PEAK_SAMPLES = 8192;

/** An activation of one clip. */
export interface ObservedActivation {
  /** Largest of the sampled values, which are spread over channels, frames and bands. */
  readonly peak: number;
  /** Largest value of each channel. */
  readonly channelPeaks: Float32Array;
  /** Means over time, row-major [channels, bands]. */
  readonly means: Float32Array;
  readonly bands: number;
}

/** Activations of the float network for a clip. */
export interface ObservedClip {
  /** Level of the input of each stage. */
  readonly levels: ReadonlyMap<Stage, number>;
  /** By the names of the activations in the float graph: each convolution after its ReLU, and each pooling. */
  readonly activations: ReadonlyMap<string, ObservedActivation>;
}

/**
 * Run the float network over clips of music and observe every activation that is going to be quantised.
 * @param weights bytes of the float model's weight file
 * @param clips log-mel frames, row-major [frames, melBands]
 * @param covariances receives the inputs of the int8 convolutions, divided by the level of their stage. Silence counts too,
 * because music has gaps.
 */
export async function observeActivations(
  weights: Uint8Array,
  channels: BlockChannels,
  clips: Iterable<Float32Array>,
  covariances?: InputCovariances,
): Promise<ObservedClip[]> {
  const { graph } = plainNetwork(channels);
  const names = graph.nodes.filter(({ op }) => op === 'Relu' || op === 'AveragePool').map(({ outputs }) => outputs[0]!);
  const levels = STAGES.map((stage) => [stage, levelNodes(graph, inputOf(stage))] as const);
  const layers = STAGES.flatMap((stage) => layersOf(stage, channels).map((layer) => ({ ...layer, stage }))).filter(
    ({ conv }) => isInt8Weight(`${conv}.weight`),
  );
  const observing = encodeOnnxModel({
    name: 'cnn14-observed',
    inputs: [{ name: 'rows', dims: ['frames', MEL_BANDS] }],
    outputs: [
      ...names.map((name) => ({ name, dims: [1, `${name}.channels`, `${name}.frames`, `${name}.bands`] })),
      ...levels.map(([, name]) => ({ name, dims: [] })),
    ],
    nodes: graph.nodes,
    initializers: graph.initializers,
  });
  const session = await InferenceSession.create(observing, { externalData: [{ path: WEIGHT_FILE, data: weights }] });
  const observed: ObservedClip[] = [];
  try {
    for (const frames of clips) {
      const results = await session.run({
        rows: new Tensor('float32', frames, [frames.length / MEL_BANDS, MEL_BANDS]),
      });
      const levelsOfClip = new Map(levels.map(([stage, name]) => [stage, (results[name]!.data as Float32Array)[0]!]));
      observed.push({
        levels: levelsOfClip,
        activations: new Map(names.map((name) => [name, observe(results[name]!)])),
      });
      if (!covariances) continue;
      for (const { input, stage } of layers) {
        const level = levelsOfClip.get(stage)!;
        if (level > 0) await covariances.add(input, results[input]!, level);
      }
    }
  } finally {
    await session.release();
  }
  return observed;
}

/** @param tensor [1, channels, frames, bands] */
function observe({ data, dims }: Tensor): ObservedActivation {
  const values = data as Float32Array;
  const [, channels, frames, bands] = dims as [number, number, number, number];
  const peak = Math.max(...sampleIndices(PEAK_SAMPLES, values.length).map((n) => values[n]!));
  const means = new Float32Array(channels * bands);
  const channelPeaks = new Float32Array(channels);
  for (let n = 0; n < values.length; n++) {
    const channel = Math.floor(n / (frames * bands));
    means[channel * bands + (n % bands)]! += values[n]! / frames;
    if (values[n]! > channelPeaks[channel]!) channelPeaks[channel] = values[n]!;
  }
  return { peak, channelPeaks, means, bands };
}
