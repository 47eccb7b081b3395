import { CatalogError } from '@soundalike/catalog';
import type { PooledTrack, TrackPooler } from '../../embed/track-pooler.ts';
import { FRAMES_PER_COLUMN, MEL_BANDS } from './architecture.ts';
import { ChunkedStage } from './chunked-stage.ts';
import type { RunStage } from './chunked-stage.ts';
import { EARLY, LATE } from './stages.ts';

/** Rows of one inference call of each stage, context included. */
export interface ChunkRows {
  readonly early: number;
  readonly late: number;
}

/**
 * Longer chunks compute less twice, shorter ones need less memory. Measured on three minutes of music, two cores: float32 takes 1.97 s and 850 MB with these, 1.94 and 1,025
 * with twice as many of each, 2.44 and 760 with half. In int8, whose levels fit short chunks better, 0.97 s and 428 MB, and 0.93 and 480 with twice as many.
 */
export const CHUNK_ROWS: Readonly<Record<'f32' | 'int8', ChunkRows>> = { f32: { early: 1088, late: 268 }, int8: { early: 1088, late: 268 } };

/** What the pooler asks of the model's graphs. */
export interface Cnn14Network {
  /** Values of a row between the stages. */
  readonly lateRowLength: number;
  /** Values of a column. */
  readonly dims: number;
  readonly early: RunStage;
  readonly late: RunStage;
  /** @param pooled max plus mean of every channel over the track's columns */
  head(pooled: Float32Array): Promise<PooledTrack>;
}

/** Runs Cnn14 over a track, whose columns it pools as they come: max plus mean. */
export class Cnn14Pooler implements TrackPooler {
  readonly #network: Cnn14Network;
  readonly #early: ChunkedStage;
  readonly #late: ChunkedStage;
  #frames = 0;
  #columns = 0;
  #max: Float32Array | null = null;
  #sum: Float64Array | null = null;

  constructor(network: Cnn14Network, chunkRows: ChunkRows = CHUNK_ROWS.f32) {
    this.#network = network;
    this.#early = new ChunkedStage(EARLY, network.early, MEL_BANDS, chunkRows.early);
    this.#late = new ChunkedStage(LATE, network.late, network.lateRowLength, chunkRows.late);
  }

  async push(frames: Float32Array): Promise<void> {
    this.#frames += frames.length / MEL_BANDS;
    await this.#passOn(this.#early.push(frames));
  }

  /** @throws `TOO_SHORT` below 32 frames, which the poolings reduce to nothing */
  async finish(): Promise<PooledTrack> {
    await this.#passOn(this.#early.finish());
    for await (const columns of this.#late.finish()) this.#pool(columns);
    if (this.#max === null || this.#sum === null) {
      throw new CatalogError('TOO_SHORT', `audio: expected at least ${FRAMES_PER_COLUMN} frames for Cnn14, got ${this.#frames}`);
    }
    const sum = this.#sum;
    return this.#network.head(this.#max.map((max, channel) => max + sum[channel]! / this.#columns));
  }

  async #passOn(chunks: AsyncIterable<Float32Array>): Promise<void> {
    for await (const rows of chunks) {
      for await (const columns of this.#late.push(rows)) this.#pool(columns);
    }
  }

  /** @param columns row-major [count, dims] */
  #pool(columns: Float32Array): void {
    const { dims } = this.#network;
    const max = (this.#max ??= new Float32Array(dims).fill(-Infinity));
    const sum = (this.#sum ??= new Float64Array(dims));
    for (let n = 0; n < columns.length; n++) {
      const channel = n % dims;
      const value = columns[n]!;
      if (value > max[channel]!) max[channel] = value;
      sum[channel]! += value;
    }
    this.#columns += columns.length / dims;
  }
}
