import { BATCH_NORM_EPSILON, convLayers } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { checkpointInvalid } from '../checkpoint/checkpoint.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { readFloatTensor } from '../checkpoint/read-tensor.ts';

/** A tensor of the converted model, by its name in the weight file. */
export interface FoldedTensor {
  readonly name: string;
  readonly data: Float32Array<ArrayBuffer>;
}

/**
 * Compute the converted model's tensors in the order of the weight file, with one in memory at a time. Each batch norm
 * is folded into the convolution before it, in double precision. bn0 comes before a convolution that pads its input
 * with zeros, so its shift cannot be folded: it stays a scale and a shift of the mel bands.
 */
export async function* foldWeights(checkpoint: Checkpoint, channels: BlockChannels): AsyncGenerator<FoldedTensor> {
  const bn0 = await readBatchNorm(checkpoint, 'bn0');
  yield { name: 'bn0.scale', data: Float32Array.from(bn0.scale) };
  yield { name: 'bn0.shift', data: Float32Array.from(bn0.shift) };
  for (const { conv, batchNorm } of convLayers(channels)) {
    const { scale, shift } = await readBatchNorm(checkpoint, batchNorm);
    const weight = await readFloatTensor(checkpoint, `${conv}.weight`);
    const perOutput = weight.length / scale.length;
    scale.forEach((factor, output) => {
      const end = (output + 1) * perOutput;
      for (let n = output * perOutput; n < end; n++) weight[n]! *= factor;
    });
    yield { name: `${conv}.weight`, data: weight };
    yield { name: `${conv}.bias`, data: Float32Array.from(shift) };
  }
  for (const name of ['fc1.weight', 'fc1.bias', 'fc_audioset.weight', 'fc_audioset.bias']) {
    yield { name, data: await readFloatTensor(checkpoint, name) };
  }
}

/** Read a batch norm in eval mode as x·scale + shift. */
async function readBatchNorm(
  checkpoint: Checkpoint,
  name: string,
): Promise<{ scale: Float64Array; shift: Float64Array }> {
  const [weight, bias, mean, variance] = await Promise.all(
    ['weight', 'bias', 'running_mean', 'running_var'].map((part) => readFloatTensor(checkpoint, `${name}.${part}`)),
  );
  const negative = variance!.findIndex((value) => value < 0);
  if (negative >= 0)
    throw checkpointInvalid(
      `${name}.running_var: expected values of at least 0, got ${variance![negative]} at element ${negative}`,
    );
  const scale = Float64Array.from(weight!, (factor, n) => factor / Math.sqrt(variance![n]! + BATCH_NORM_EPSILON));
  return { scale, shift: Float64Array.from(bias!, (value, n) => value - mean![n]! * scale[n]!) };
}
