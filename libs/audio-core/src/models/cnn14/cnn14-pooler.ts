import { CatalogError } from '@soundalike/catalog';
import type { PooledTrack, TrackPooler } from '../../embed/track-pooler.ts';
import { FRAMES_PER_COLUMN, MEL_BANDS } from './architecture.ts';

/**
 * Extra frames on each inner side of a chunk. The receptive field of the blocks reaches 126 frames to each side
 * (2 + 4 + 8 + 16 + 32 + 64), so with these the columns within are those of the whole track.
 */
export const CONTEXT_FRAMES = 128;

/**
 * Frames of one inference call, context included: a multiple of 32. Longer chunks recompute less context, shorter ones need less memory.
 * Measured on three minutes of music: float32 takes 3.6 s with 3,072 or 4,096 frames and 3.5 with 6,144, in 625, 687 and 855 MB; int8 takes
 * 1.08 s with 1,536, 1.03 with 2,304 and 0.97 with 4,096, and each 1,000 frames take some 30 MB.
 */
export const CHUNK_FRAMES = { f32: 4096, int8: 2304 } as const;

/** What the pooler asks of the model's two graphs. */
export interface Cnn14Network {
  /** @param frames row-major [count, melBands]. @returns row-major [channels, ⌊count / 32⌋] */
  columns(frames: Float32Array): Promise<Float32Array>;
  /** @param pooled max plus mean of every channel over the track's columns */
  head(pooled: Float32Array): Promise<PooledTrack>;
}

/**
 * Runs Cnn14 over a track in chunks and gives what the whole track at once would: chunks start at multiples of 32 frames,
 * the context's columns are dropped, zero padding and floor pooling meet the track's true ends only, and max and mean combine.
 * In int8 nearly so, for each chunk has its level.
 */
export class Cnn14Pooler implements TrackPooler {
  readonly #network: Cnn14Network;
  readonly #buffer: Float32Array;
  readonly #capacity: number;
  /** Frames in the buffer. */
  #count = 0;
  /** Frames at the start of the buffer that are context: their columns have been pooled. */
  #context = 0;
  #columns = 0;
  #max: Float32Array | null = null;
  #sum: Float64Array | null = null;

  constructor(network: Cnn14Network, chunkFrames: number = CHUNK_FRAMES.f32) {
    this.#network = network;
    this.#capacity = chunkFrames;
    this.#buffer = new Float32Array(chunkFrames * MEL_BANDS);
  }

  async push(frames: Float32Array): Promise<void> {
    const total = frames.length / MEL_BANDS;
    for (let taken = 0; taken < total; ) {
      // Not before more frames come: where the track ends with the chunk, one call does for both.
      if (this.#count === this.#capacity) await this.#poolFullChunk();
      const room = Math.min(this.#capacity - this.#count, total - taken);
      this.#buffer.set(frames.subarray(taken * MEL_BANDS, (taken + room) * MEL_BANDS), this.#count * MEL_BANDS);
      this.#count += room;
      taken += room;
    }
  }

  /** @throws `TOO_SHORT` below 32 frames, which the poolings reduce to nothing */
  async finish(): Promise<PooledTrack> {
    await this.#pool(this.#count);
    if (this.#max === null || this.#sum === null) {
      throw new CatalogError('TOO_SHORT', `audio: expected at least ${FRAMES_PER_COLUMN} frames for Cnn14, got ${this.#count}`);
    }
    const sum = this.#sum;
    return this.#network.head(this.#max.map((max, channel) => max + sum[channel]! / this.#columns));
  }

  async #poolFullChunk(): Promise<void> {
    const end = this.#capacity - CONTEXT_FRAMES;
    await this.#pool(end);
    const kept = end - CONTEXT_FRAMES;
    this.#buffer.copyWithin(0, kept * MEL_BANDS);
    this.#count = this.#capacity - kept;
    this.#context = CONTEXT_FRAMES;
  }

  /** Pools the columns from the end of the context to frame `end` of the buffer. */
  async #pool(end: number): Promise<void> {
    const first = this.#context / FRAMES_PER_COLUMN;
    const last = Math.floor(end / FRAMES_PER_COLUMN);
    if (last <= first) return;
    const columns = await this.#network.columns(this.#buffer.subarray(0, this.#count * MEL_BANDS));
    const width = Math.floor(this.#count / FRAMES_PER_COLUMN);
    const channels = columns.length / width;
    const max = (this.#max ??= new Float32Array(channels).fill(-Infinity));
    const sum = (this.#sum ??= new Float64Array(channels));
    for (let channel = 0; channel < channels; channel++) {
      for (let column = first; column < last; column++) {
        const value = columns[channel * width + column]!;
        if (value > max[channel]!) max[channel] = value;
        sum[channel]! += value;
      }
    }
    this.#columns += last - first;
  }
}
