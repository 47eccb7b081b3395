import type { SpectrumFrame } from '../../features/log-mel.ts';
import { DESCRIPTOR_FEATURES } from '../../descriptor/descriptor-features.ts';
import { SoundDescriptor } from '../../descriptor/sound-descriptor.ts';
import type { PooledTrack, TrackPooler } from '../loaded-model.ts';
import { MusicnnPooler } from './musicnn-pooler.ts';
import type { MusicnnNetwork } from './musicnn-pooler.ts';
import type { Projection } from './projection.ts';
import { musicnnSpec, NETWORK_DIMS } from './musicnn-spec.ts';

/** Values of `MusicnnParts`: those of the network, then those of the descriptor. */
export const PARTS_LENGTH = NETWORK_DIMS + DESCRIPTOR_FEATURES.length;

/**
 * Computes the two parts of a musicnn vector for one track: the pooled features of the network and, from the same
 * spectra, the sound descriptor; and projects them. Without a projection, the result's `embedding` has `PARTS_LENGTH`
 * values as they are; those of the descriptor are NaN if no frame is louder than silence.
 */
export class MusicnnParts implements TrackPooler {
  readonly #network: MusicnnPooler;
  readonly #projection: Projection | null;
  readonly #descriptor = new SoundDescriptor(musicnnSpec.features);

  constructor(network: MusicnnNetwork, projection: Projection | null = null) {
    this.#projection = projection;
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
    values.set(this.#descriptor.finish() ?? [], embedding.length);
    return { embedding: this.#projection?.apply(values) ?? values, tagProbabilities };
  }
}
