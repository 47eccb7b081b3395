import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LogMelStream } from '@soundalike/audio-core';
import { cnn14Spec, convLayers, STAGES } from '@soundalike/audio-core/cnn14';
import { testSignal } from '@soundalike/audio-core/testing';
import { NARROW_CHANNELS } from '../../testing/random-cnn14.ts';
import { writeRandomCnn14 } from '../../testing/random-model.ts';
import { WEIGHT_FILE, weightSlots } from '../weight-file.ts';
import { equaliseChannels } from './equalise-channels.ts';
import { observeActivations } from './observe-activations.ts';
import type { ObservedClip } from './observe-activations.ts';

const { sampleRate } = cnn14Spec.features;
const CLIPS = [1, 2].map((seed) =>
  new LogMelStream(cnn14Spec.features).push(testSignal(6 * sampleRate, sampleRate, seed)),
);

/** Return the largest peak of any channel, relative to the median one. */
function unevenness(clip: ObservedClip, conv: string): number {
  const peaks = clip.activations.get(`${conv}.relu`)!.channelPeaks.toSorted();
  return peaks.at(-1)! / peaks[peaks.length / 2]!;
}

test('peaks of channels within a stage get closer, and the results of the stages stay the same', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'equalise-'));
  await writeRandomCnn14(folder.path, 3, NARROW_CHANNELS);
  const bytes = await readFile(join(folder.path, WEIGHT_FILE));
  const slots = weightSlots(NARROW_CHANNELS);
  const floats = (name: string): Float32Array => {
    const { offset, byteLength } = slots.get(name)!;
    return new Float32Array(bytes.buffer, bytes.byteOffset + offset, byteLength / Float32Array.BYTES_PER_ELEMENT);
  };
  const before = await observeActivations(bytes, NARROW_CHANNELS, CLIPS);
  equaliseChannels(NARROW_CHANNELS, before, floats);
  const after = await observeActivations(bytes, NARROW_CHANNELS, CLIPS);

  const lastOfStages = STAGES.map(({ lastBlock }) => `conv_block${lastBlock + 1}.conv2`);
  before.forEach((clip, n) => {
    for (const { conv } of convLayers(NARROW_CHANNELS)) {
      if (lastOfStages.includes(conv)) {
        const [expected, got] = [clip, after[n]!].map((each) => each.activations.get(`${conv}.relu`)!.channelPeaks);
        const tolerance = 1e-5 * Math.max(...expected!);
        expected!.forEach((peak, channel) => expect(Math.abs(got![channel]! - peak)).toBeLessThan(tolerance));
      } else expect(unevenness(after[n]!, conv)).toBeLessThan(unevenness(clip, conv));
    }
  });
});
