import { convLayers, STAGES } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import type { ObservedClip } from './observe-activations.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

/** Largest factor of a channel: one that is nearly silent in the clips can be loud in other music. */
const LARGEST_FACTOR = 4;

/**
 * Bring the peaks of the channels between the convolutions of each stage closer together: scale a channel's filter and
 * bias by a factor, and the weights that read the channel by its inverse. The network computes the same, because ReLU and
 * average pooling are homogeneous. All channels of an activation share one scale of uint8, which is too coarse for those
 * with low peaks. The factor is the root of the one that would make peaks equal, so that weights do not become as unequal
 * instead. Xiao et al., "SmoothQuant" (2023), with the factors between two convolutions.
 * @param clips observations of music
 * @param floats returns the values of a tensor of the float model, which are changed in place
 */
export function equaliseChannels(
  channels: BlockChannels,
  clips: readonly ObservedClip[],
  floats: (name: string) => Float32Array,
): void {
  const layers = convLayers(channels);
  for (const stage of STAGES) {
    const end = 2 * stage.lastBlock + 1;
    for (const [index, { conv, outputs }] of layers.entries()) {
      if (index < 2 * stage.firstBlock || index >= end) continue;
      const peaks = meanPeaks(clips, `${conv}.relu`, (clip) => clip.levels.get(stage)!);
      const most = Math.max(...peaks);
      const factors = peaks.map((peak) => (peak > 0 ? Math.min(Math.sqrt(most / peak), LARGEST_FACTOR) : 1));
      const weights = floats(`${conv}.weight`);
      const length = weights.length / outputs;
      weights.forEach((weight, n) => (weights[n] = weight * factors[Math.floor(n / length)]!));
      const biases = floats(`${conv}.bias`);
      biases.forEach((bias, output) => (biases[output] = bias * factors[output]!));
      const readers = floats(`${layers[index + 1]!.conv}.weight`);
      readers.forEach((weight, n) => (readers[n] = weight / factors[Math.floor(n / KERNEL_TAPS) % outputs]!));
    }
  }
}

/** Return the mean over clips of each channel's peak, relative to the level of the clip. */
function meanPeaks(
  clips: readonly ObservedClip[],
  name: string,
  levelOf: (clip: ObservedClip) => number,
): Float32Array {
  const means = new Float32Array(clips[0]!.activations.get(name)!.channelPeaks.length);
  for (const clip of clips) {
    const scale = 1 / (levelOf(clip) * clips.length);
    clip.activations.get(name)!.channelPeaks.forEach((peak, channel) => (means[channel]! += peak * scale));
  }
  return means;
}
