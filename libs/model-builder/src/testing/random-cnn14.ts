import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { LogMelStream, melFilterBank } from '@soundalike/audio-core';
import {
  BATCH_NORM_EPSILON,
  CNN14_CHANNELS,
  convLayers,
  FFT_SIZE,
  MEL_BANDS,
  cnn14Spec,
} from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { testSignal } from '@soundalike/audio-core/testing';
import { checkpointTensors } from '../cnn14/cnn14-checkpoint.ts';
import { encodeOnnxModel } from '../onnx/onnx-model.ts';

/** A tensor to write into a checkpoint. Default layout: all of its data, row-major. */
export interface CheckpointTensor {
  readonly shape: readonly number[];
  /** Storage of the tensor; tensors with the same array share it. bfloat16 is given as the bits in a Uint16Array. */
  readonly data:
    | Float32Array<ArrayBuffer>
    | BigInt64Array<ArrayBuffer>
    | Float64Array<ArrayBuffer>
    | Float16Array<ArrayBuffer>
    | Uint16Array<ArrayBuffer>;
  readonly strides?: readonly number[];
  /** First element within the storage. Default: 0. */
  readonly offset?: number;
}

/** Eight channels in the first block, sixteen in all others: everything but the width is Cnn14. */
export const NARROW_CHANNELS: BlockChannels = [8, 16, 16, 16, 16, 16];

const CALIBRATION_SECONDS = 8;
const BATCHES_TRACKED = 1000n;

type Random = (low: number, high: number) => number;

/**
 * Create the state dict of a Cnn14 with random weights and the keys and shapes of the published one. Its batch norms
 * are calibrated layer by layer on a test signal, so that activations neither vanish nor saturate. The same seed gives
 * the same weights, up to the rounding of the calibration, which may differ from one processor to another.
 */
export async function randomCnn14(
  seed: number,
  channels: BlockChannels = CNN14_CHANNELS,
): Promise<Map<string, CheckpointTensor>> {
  const generator = xoroshiro128plus(seed);
  const random: Random = (low, high) => low + ((high - low) * (generator.next() >>> 0)) / 2 ** 32;
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, { dtype, shape }] of checkpointTensors(channels)) {
    const size = shape.reduce((product, dim) => product * dim, 1);
    const data = dtype === 'int64' ? new BigInt64Array(size).fill(BATCHES_TRACKED) : new Float32Array(size);
    tensors.set(name, { shape, data });
  }
  const floats = (name: string): Float32Array => tensors.get(name)!.data as Float32Array;
  const fill = (name: string, low: number, high: number): void => {
    const data = floats(name);
    for (let n = 0; n < data.length; n++) data[n] = random(low, high);
  };
  writeFrontEnd(floats);

  using network = await ConvRunner.create();
  let activation = calibrationFrames();
  calibrate(activation, 'bn0', floats, random, 3);
  for (const [index, { conv, batchNorm, inputs, outputs }] of convLayers(channels).entries()) {
    const bound = Math.sqrt(6 / (inputs * 9));
    fill(`${conv}.weight`, -bound, bound);
    activation = await network.convolve(activation, floats(`${conv}.weight`), outputs);
    calibrate(activation, batchNorm, floats, random, 1);
    rectify(activation);
    if (index % 2 === 1) activation = halve(activation);
  }

  const dims = channels[5];
  const bound = Math.sqrt(6 / dims);
  fill('fc1.weight', -bound, bound);
  fill('fc1.bias', -0.5, 0.5);
  fill('fc_audioset.weight', -bound, bound);
  fill('fc_audioset.bias', -2, 0);
  return tensors;
}

/** Activation of a layer, row-major [channels, frames, bands]. */
interface Activation {
  readonly data: Float32Array;
  readonly channels: number;
  readonly frames: number;
  readonly bands: number;
}

/** Write the frozen parameters of torchlibrosa: the windowed Fourier basis and the mel filters. */
function writeFrontEnd(floats: (name: string) => Float32Array): void {
  const real = floats('spectrogram_extractor.stft.conv_real.weight');
  const imaginary = floats('spectrogram_extractor.stft.conv_imag.weight');
  for (let bin = 0; bin <= FFT_SIZE / 2; bin++) {
    for (let n = 0; n < FFT_SIZE; n++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FFT_SIZE);
      const angle = (2 * Math.PI * ((bin * n) % FFT_SIZE)) / FFT_SIZE;
      real[bin * FFT_SIZE + n] = Math.cos(angle) * window;
      imaginary[bin * FFT_SIZE + n] = -Math.sin(angle) * window;
    }
  }
  const mel = floats('logmel_extractor.melW');
  melFilterBank(cnn14Spec.features).forEach(({ firstBin, weights }, band) => {
    weights.forEach((weight, n) => {
      mel[(firstBin + n) * MEL_BANDS + band] = weight;
    });
  });
}

/** Return log-mel frames with the mel bands as channels, as bn0 sees them. */
function calibrationFrames(): Activation {
  const { sampleRate } = cnn14Spec.features;
  const stream = new LogMelStream(cnn14Spec.features);
  const rows = [stream.push(testSignal(CALIBRATION_SECONDS * sampleRate, sampleRate)), stream.finish()];
  const data = Float32Array.from(rows.flatMap((row) => [...row]));
  return { data, channels: 1, frames: data.length / MEL_BANDS, bands: MEL_BANDS };
}

/**
 * Set a batch norm's statistics to those of the activation, its scale and shift near 1 and 0, and apply it in place.
 */
function calibrate(
  activation: Activation,
  name: string,
  floats: (name: string) => Float32Array,
  random: Random,
  spread: number,
): void {
  const { data } = activation;
  const weight = floats(`${name}.weight`);
  const bias = floats(`${name}.bias`);
  const mean = floats(`${name}.running_mean`);
  const variance = floats(`${name}.running_var`);
  // bn0 normalises each mel band; the others each channel.
  const stride = name === 'bn0' ? activation.bands : 1;
  const length = data.length / weight.length;
  weight.forEach((_, channel) => {
    const start = name === 'bn0' ? channel : channel * length;
    let sum = 0;
    let squares = 0;
    for (let n = 0; n < length; n++) {
      const value = data[start + n * stride]!;
      sum += value;
      squares += value * value;
    }
    mean[channel] = sum / length;
    variance[channel] = Math.max(squares / length - (sum / length) ** 2, 1e-3);
    weight[channel] = random(0.8, 1.2);
    bias[channel] = random(-0.1, 0.1) * spread;
    const scale = weight[channel] / Math.sqrt(variance[channel] + BATCH_NORM_EPSILON);
    for (let n = 0; n < length; n++)
      data[start + n * stride] = (data[start + n * stride]! - mean[channel]) * scale + bias[channel];
  });
}

function rectify({ data }: Activation): void {
  for (let n = 0; n < data.length; n++) if (data[n]! < 0) data[n] = 0;
}

/** Average pool 2×2; odd sizes are floored. */
function halve({ data, channels, frames, bands }: Activation): Activation {
  const halved = { channels, frames: Math.floor(frames / 2), bands: Math.floor(bands / 2) };
  const pooled = new Float32Array(channels * halved.frames * halved.bands);
  let out = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let frame = 0; frame < halved.frames; frame++) {
      for (let band = 0; band < halved.bands; band++) {
        const at = (channel * frames + 2 * frame) * bands + 2 * band;
        pooled[out++] = (data[at]! + data[at + 1]! + data[at + bands]! + data[at + bands + 1]!) / 4;
      }
    }
  }
  return { ...halved, data: pooled };
}

/** A 3×3 convolution whose weights are an input. */
class ConvRunner implements Disposable {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  static async create(): Promise<ConvRunner> {
    const graph = encodeOnnxModel({
      name: 'conv',
      inputs: [
        { name: 'x', dims: [1, 'inputs', 'frames', 'bands'] },
        { name: 'weight', dims: ['outputs', 'inputs', 3, 3] },
      ],
      outputs: [{ name: 'y', dims: [1, 'outputs', 'frames', 'bands'] }],
      nodes: [
        {
          op: 'Conv',
          inputs: ['x', 'weight'],
          outputs: ['y'],
          attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
        },
      ],
      initializers: [],
    });
    return new ConvRunner(await InferenceSession.create(graph));
  }

  async convolve(
    { data, channels, frames, bands }: Activation,
    weight: Float32Array,
    outputs: number,
  ): Promise<Activation> {
    const { y } = await this.#session.run({
      x: new Tensor('float32', data, [1, channels, frames, bands]),
      weight: new Tensor('float32', weight, [outputs, channels, 3, 3]),
    });
    return { data: y!.data as Float32Array, channels: outputs, frames, bands };
  }

  [Symbol.dispose](): void {
    void this.#session.release();
  }
}
