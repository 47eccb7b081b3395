import { SoundalikeError } from '@soundalike/errors';
import type { PooledTrack, TrackPooler } from '../loaded-model.ts';
import { RowMean } from './row-mean.ts';
import { musicnnSpec, PATCH_FRAMES } from './musicnn-spec.ts';

/** Patches of one inference call: measured best on 1 thread (1: 444, 4: 528, 8: 463, 16: 395 × real time). */
const BATCH_PATCHES = 4;

const PATCH_LENGTH = PATCH_FRAMES * musicnnSpec.features.melBands;

/** Runs the network over patches [n, 187, 96]; both results are row-major, one row a patch. */
export type MusicnnNetwork = (
  patches: Float32Array,
) => Promise<{ embeddings: Float32Array; tagProbabilities: Float32Array }>;

/**
 * Cuts a track into patches of 187 frames, one after the other, and averages what the network makes of each.
 * As in the reference, the frames at the end that do not fill a patch are left out, and a track without one whole patch fails.
 * Reference: `batch_data` and `extractor` of musicnn 0.1.0, with `input_overlap=False`.
 */
export class MusicnnPooler implements TrackPooler {
  readonly #network: MusicnnNetwork;
  readonly #batch = new Float32Array(BATCH_PATCHES * PATCH_LENGTH);
  #filled = 0;
  readonly #embedding = new RowMean(musicnnSpec.dims);
  readonly #tags = new RowMean(musicnnSpec.labels.length);

  constructor(network: MusicnnNetwork) {
    this.#network = network;
  }

  async push(frames: Float32Array): Promise<void> {
    for (let taken = 0; taken < frames.length;) {
      const piece = frames.subarray(taken, taken + this.#batch.length - this.#filled);
      this.#batch.set(piece, this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      if (this.#filled === this.#batch.length) await this.#run();
    }
  }

  /** @throws `TOO_SHORT` when the track has no whole patch */
  async finish(): Promise<PooledTrack> {
    await this.#run();
    if (this.#embedding.rows === 0)
      throw new SoundalikeError('TOO_SHORT', `audio: expected at least ${PATCH_FRAMES} frames for musicnn`);
    return { embedding: this.#embedding.mean(), tagProbabilities: this.#tags.mean() };
  }

  /** Runs the whole patches in the batch and drops the rest, which there is at the track's end only. */
  async #run(): Promise<void> {
    const whole = this.#filled - (this.#filled % PATCH_LENGTH);
    this.#filled = 0;
    if (whole === 0) return;
    const { embeddings, tagProbabilities } = await this.#network(this.#batch.subarray(0, whole));
    this.#embedding.add(embeddings);
    this.#tags.add(tagProbabilities);
  }
}
