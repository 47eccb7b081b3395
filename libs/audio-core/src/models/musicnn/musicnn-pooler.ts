import { SoundalikeError } from '@soundalike/errors';
import type { PooledTrack } from '../loaded-model.ts';
import { RunningMoments } from '../../features/running-moments.ts';
import { musicnnSpec, NETWORK_DIMS, PATCH_FRAMES } from './musicnn-spec.ts';

/** Patches of one inference call. On 1 thread, 2 to 8 are equally fast, and 1 and 15 take a tenth longer. */
const BATCH_PATCHES = 4;

const PATCH_LENGTH = PATCH_FRAMES * musicnnSpec.features.melBands;

/** Runs the network over patches [n, 187, 96]. Both results are row-major, one row for each patch. */
export type MusicnnNetwork = (
  patches: Float32Array,
) => Promise<{ embeddings: Float32Array; tagProbabilities: Float32Array }>;

/**
 * Cuts a track into consecutive patches of 187 frames, and pools the network's results: the mean of its features, then
 * their standard deviation, NaN for a track of one patch; the mean of the tags. As in the reference, the frames at the
 * end that do not fill a patch are left out, and a track without a complete patch fails.
 * Reference: `batch_data` and `extractor` of musicnn 0.1.0, with `input_overlap=False`.
 */
export class MusicnnPooler {
  readonly #network: MusicnnNetwork;
  readonly #batch = new Float32Array(BATCH_PATCHES * PATCH_LENGTH);
  #filled = 0;
  readonly #embedding = new RunningMoments(NETWORK_DIMS);
  readonly #tags = new RunningMoments(musicnnSpec.labels.length);

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

  /** @throws `TOO_SHORT` if the track has no complete patch */
  async finish(): Promise<PooledTrack> {
    await this.#run();
    if (this.#embedding.rows === 0)
      throw new SoundalikeError(
        'TOO_SHORT',
        `the audio is too short for musicnn: at least ${PATCH_FRAMES} frames are needed`,
      );
    const features = new Float32Array(2 * NETWORK_DIMS).fill(NaN);
    features.set(this.#embedding.mean());
    if (this.#embedding.rows > 1) features.set(this.#embedding.deviation(), NETWORK_DIMS);
    return { embedding: features, tagProbabilities: this.#tags.mean() };
  }

  /** Run the complete patches in the batch and drop the rest, which exists only at the end of the track. */
  async #run(): Promise<void> {
    const whole = this.#filled - (this.#filled % PATCH_LENGTH);
    this.#filled = 0;
    if (whole === 0) return;
    const { embeddings, tagProbabilities } = await this.#network(this.#batch.subarray(0, whole));
    this.#embedding.add(embeddings);
    this.#tags.add(tagProbabilities);
  }
}
