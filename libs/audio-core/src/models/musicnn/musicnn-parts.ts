import type { SpectrumFrame } from '../../features/mel-frames.ts';
import { DESCRIPTOR_FEATURES } from '../../descriptor/descriptor-features.ts';
import { soundWordScores } from '../../descriptor/sound-words.ts';
import { SoundDescriptor } from '../../descriptor/sound-descriptor.ts';
import type { PooledTrack, TrackPooler } from '../loaded-model.ts';
import { MusicnnPooler } from './musicnn-pooler.ts';
import type { MusicnnNetwork } from './musicnn-pooler.ts';
import { musicnnSpec, NETWORK_DIMS } from './musicnn-spec.ts';

/** Parts of a vector before the projection, in their order, and the number of their values. */
export const MUSICNN_PARTS = [
  { name: 'mean of the network over patches', length: NETWORK_DIMS },
  { name: 'deviation of the network over patches', length: NETWORK_DIMS },
  { name: 'sound descriptor', length: DESCRIPTOR_FEATURES.length },
] as const;

/** Values of all parts. */
export const PARTS_LENGTH = MUSICNN_PARTS.reduce((sum, { length }) => sum + length, 0);

/**
 * Computes `MUSICNN_PARTS` for one track, the descriptor from the spectra of the network's input. The result's
 * `embedding` has all `PARTS_LENGTH` values as they are. NaN: the deviations of a track of one patch, and the descriptor
 * of one without a frame that is louder than silence.
 */
export class MusicnnParts implements TrackPooler {
  readonly #network: MusicnnPooler;
  readonly #descriptor = new SoundDescriptor(musicnnSpec.features);

  constructor(network: MusicnnNetwork) {
    this.#network = new MusicnnPooler(network);
  }

  push(frames: Float32Array): Promise<void> {
    return this.#network.push(frames);
  }

  onFrame(frame: SpectrumFrame): void {
    this.#descriptor.push(frame);
  }

  /** @throws `TOO_SHORT` if the track has no complete patch */
  async finish(): Promise<PooledTrack> {
    const { embedding, tagProbabilities } = await this.#network.finish();
    const values = new Float32Array(PARTS_LENGTH).fill(NaN);
    values.set(embedding);
    const described = this.#descriptor.finish();
    values.set(described ?? [], embedding.length);
    return {
      embedding: values,
      tagProbabilities,
      wordScores: soundWordScores(described),
    };
  }
}
