import { SoundalikeError } from '@soundalike/errors';
import { joinSamples } from '../../features/join-samples.ts';
import type { PooledTrack, TrackPooler } from '../loaded-model.ts';
import type { ModelManifest } from '../model-spec.ts';
import { FRAMES_PER_COLUMN, MEL_BANDS } from './architecture.ts';
import { ChunkedStage } from './chunked-stage.ts';
import type { RunStage } from './chunked-stage.ts';
import type { Stage } from './stages.ts';

/** Rows of one inference call of each stage by its name, context included. */
export type ChunkRows = Readonly<Record<Stage['name'], number>>;

/**
 * Longer chunks compute fewer rows twice and read the filters less often, shorter ones need less memory. Measured for
 * float32 on three minutes of music, one thread: blocks 1 to 3 take 2.0 to 2.2 s with 336 to 880 rows; blocks 4 and 5 1.57 s
 * with 320, 1.26 with 528 and 1.19 with 640; block 6 0.68 s with 132, 0.48 with 264 and 0.44 with 528. ONNX Runtime rounds
 * memory up to powers of two. A change of those of int8 changes its levels, and so its vectors.
 */
export const CHUNK_ROWS = {
  f32: { 'blocks1-3': 448, 'blocks4-5': 528, block6: 264, early: 832, middle: 260, late: 132 },
  int8: { early: 1088, middle: 132, late: 132 },
} as const satisfies Readonly<Record<ModelManifest['precision'], ChunkRows>>;

/** The same for int8 models whose stages take one signal: they were quantised before, and keep their vectors. */
const OLDER_INT8_CHUNK_ROWS: ChunkRows = { early: 1088, middle: 260, late: 132 };

/** Most rows of a call that several signals share: those of four windows of 10 s in the middle stage, eight in the late one. */
const SHARED_ROWS = 264;

/**
 * The same for a device: 41 s of new audio in each call, of which 6 % is computed twice. The largest activation takes
 * 71 MB. No card could be measured: chosen for few copies and calls.
 */
export const DEVICE_CHUNK_ROWS: ChunkRows = { whole: 4352 };

/** A stage, ready to run. */
export interface LoadedStage {
  readonly stage: Stage;
  /** Values of a row of its input. */
  readonly rowLength: number;
  readonly run: RunStage;
  /** Whether `run` takes more than one signal; default: false. */
  readonly takesSignals?: boolean;
}

/** The graphs of the model, as the pooler uses them. */
export interface Cnn14Network {
  /** All stages, in order. */
  readonly stages: readonly LoadedStage[];
  /** Values of a column. */
  readonly dims: number;
  /** @param pooled max plus mean of every channel over the track's columns */
  head(pooled: Float32Array): Promise<PooledTrack>;
}

/** Return the rows of the calls of a network on the CPU. */
export function chunkRowsOf({ stages }: Cnn14Network, precision: ModelManifest['precision']): ChunkRows {
  const isOlder = precision === 'int8' && !stages.some(({ takesSignals }) => takesSignals);
  return isOlder ? OLDER_INT8_CHUNK_ROWS : CHUNK_ROWS[precision];
}

/** Runs Cnn14 over a track, and pools its columns as they are computed: max plus mean. */
export class Cnn14Pooler implements TrackPooler {
  readonly #network: Cnn14Network;
  readonly #stages: readonly ChunkedStage[];
  #frames = 0;
  #columns = 0;
  #max: Float32Array | null = null;
  #sum: Float64Array | null = null;

  constructor(network: Cnn14Network, chunkRows: ChunkRows = CHUNK_ROWS.f32) {
    this.#network = network;
    this.#stages = network.stages.map(
      ({ stage, run, rowLength }) => new ChunkedStage(stage, run, rowLength, chunkRows[stage.name]),
    );
  }

  async push(frames: Float32Array): Promise<void> {
    this.#frames += frames.length / MEL_BANDS;
    await this.#pass(frames, 0);
  }

  /** Finish the first stages, up to one whose last call other windows can share. */
  async end(): Promise<void> {
    for (const [index, { takesSignals }] of this.#network.stages.entries()) {
      if (takesSignals) break;
      await Cnn14Pooler.#finishStage([this], index);
    }
  }

  /** @throws `TOO_SHORT` below 32 frames, which the poolings reduce to nothing */
  async finish(): Promise<PooledTrack> {
    return (await Cnn14Pooler.finishAll([this]))[0]!;
  }

  /**
   * Finish poolers of one network with the results of their `finish`. The last calls of a stage that takes several
   * signals are one for those of the same length, up to `SHARED_ROWS`: it reads all weights of the stage once.
   * @throws as `finish`
   */
  static async finishAll(poolers: readonly Cnn14Pooler[]): Promise<PooledTrack[]> {
    const [first] = poolers;
    if (first === undefined) return [];
    for (const [index, { rowLength, takesSignals = false }] of first.#network.stages.entries()) {
      const mostValues = takesSignals ? SHARED_ROWS * rowLength : 0;
      for (const group of groupsOf(poolers, (pooler) => pooler.#stages[index]!.lastRows().length, mostValues))
        await Cnn14Pooler.#finishStage(group, index);
    }
    const results: PooledTrack[] = [];
    for (const pooler of poolers) results.push(await pooler.#head());
    return results;
  }

  /** Finish a stage of poolers with equally many last rows, in one call. */
  static async #finishStage(poolers: readonly Cnn14Pooler[], index: number): Promise<void> {
    const lastRows = poolers.map((pooler) => pooler.#stages[index]!.lastRows());
    const rows = lastRows.length === 1 ? lastRows[0]! : joinSamples(lastRows);
    const outputs = rows.length > 0 ? await poolers[0]!.#network.stages[index]!.run(rows, poolers.length) : rows;
    const length = outputs.length / poolers.length;
    for (const [n, pooler] of poolers.entries()) {
      const last = pooler.#stages[index]!.end(outputs.subarray(n * length, (n + 1) * length));
      if (last.length > 0) await pooler.#pass(last, index + 1);
    }
  }

  async #head(): Promise<PooledTrack> {
    if (this.#max === null || this.#sum === null) {
      throw new SoundalikeError(
        'TOO_SHORT',
        `the audio is too short for Cnn14: it has ${this.#frames} frames, and at least ${FRAMES_PER_COLUMN} are needed`,
      );
    }
    const sum = this.#sum;
    return this.#network.head(this.#max.map((max, channel) => max + sum[channel]! / this.#columns));
  }

  /** Takes rows of input of a stage; after the last, columns. */
  async #pass(rows: Float32Array, index: number): Promise<void> {
    const stage = this.#stages[index];
    if (stage === undefined) this.#pool(rows);
    else for await (const outputs of stage.push(rows)) await this.#pass(outputs, index + 1);
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

/**
 * Split items into groups of the same size and at most `most` in sum; an item that is larger is a group of its own.
 * Items of the same group keep their order.
 */
function groupsOf<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): T[][] {
  const groups: T[][] = [];
  for (const [size, equal] of Map.groupBy(items, sizeOf)) {
    const count = Math.max(1, Math.floor(most / Math.max(1, size)));
    for (let n = 0; n < equal.length; n += count) groups.push(equal.slice(n, n + count));
  }
  return groups;
}
