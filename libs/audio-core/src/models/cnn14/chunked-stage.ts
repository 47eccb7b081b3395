import type { Stage } from './stages.ts';

/**
 * Runs a stage over rows of input: row-major [count, its row length] to [⌊count / rowsPerOutput⌋, values], valid until
 * the next call.
 * @param signals number of signals in `rows`, one after the other, of the same length; default: 1. More only for a stage
 *   that takes several.
 */
export type RunStage = (rows: Float32Array, signals?: number) => Promise<Float32Array>;

/**
 * Runs a stage over a track in chunks, with the result of running it over the entire track: chunks overlap by the
 * context on both sides, whose outputs are dropped, and zero padding and floor pooling apply only at the track's real
 * ends. In int8 the result is nearly the same, because each chunk has its own level.
 */
export class ChunkedStage {
  readonly #stage: Stage;
  readonly #run: RunStage;
  readonly #rowLength: number;
  readonly #capacity: number;
  /** Grows with the rows up to `capacity`: the windows of a track have few, and wait for the track's end. */
  #buffer = new Float32Array(0);
  /** Rows in the buffer. */
  #count = 0;
  /** Rows at the start of the buffer that are context: their outputs have been returned. */
  #context = 0;

  /**
   * @param chunkRows rows of one call, context included: a multiple of `rowsPerOutput`, and more than twice the context
   * @throws RangeError if they are not
   */
  constructor(stage: Stage, run: RunStage, rowLength: number, chunkRows: number | undefined) {
    if (chunkRows === undefined || chunkRows % stage.rowsPerOutput !== 0 || chunkRows <= 2 * stage.contextRows)
      throw new RangeError(
        `a chunk of stage ${stage.name} must be a multiple of ${stage.rowsPerOutput} rows and more than ` +
          `${2 * stage.contextRows}, not ${chunkRows}`,
      );
    this.#stage = stage;
    this.#run = run;
    this.#rowLength = rowLength;
    this.#capacity = chunkRows;
  }

  /**
   * Add rows of input, row-major.
   * @returns the complete outputs, chunk by chunk, each row-major; valid until the next call
   */
  async *push(rows: Float32Array): AsyncGenerator<Float32Array, void, undefined> {
    const total = rows.length / this.#rowLength;
    this.#makeRoom(this.#count + total);
    for (let taken = 0; taken < total;) {
      // Only once there are more rows: if the track ends with the chunk, one call is enough for both.
      if (this.#count === this.#capacity) yield await this.#runFullChunk();
      const room = Math.min(this.#capacity - this.#count, total - taken);
      this.#buffer.set(
        rows.subarray(taken * this.#rowLength, (taken + room) * this.#rowLength),
        this.#count * this.#rowLength,
      );
      this.#count += room;
      taken += room;
    }
  }

  #makeRoom(rows: number): void {
    const present = this.#buffer.length / this.#rowLength;
    if (present >= Math.min(rows, this.#capacity)) return;
    const larger = new Float32Array(Math.min(Math.max(rows, 2 * present), this.#capacity) * this.#rowLength);
    larger.set(this.#buffer.subarray(0, this.#count * this.#rowLength));
    this.#buffer.buffer.transfer(0);
    this.#buffer = larger;
  }

  /** Return the rows of the last call, context included; none if it would have no outputs. Valid until `end`. */
  lastRows(): Float32Array {
    const { rowsPerOutput } = this.#stage;
    const hasOutputs = Math.floor(this.#count / rowsPerOutput) > this.#context / rowsPerOutput;
    return this.#buffer.subarray(0, hasOutputs ? this.#count * this.#rowLength : 0);
  }

  /**
   * Return the last outputs of the track from those of `lastRows`, without those of the context. Call once, after the
   * last row; with nothing if there were no rows. Afterwards there are no last rows.
   */
  end(outputs: Float32Array): Float32Array {
    const last = outputs.length > 0 ? this.#newOutputs(outputs, this.#count) : outputs;
    // Free its memory immediately: V8 would keep the buffers of eight tracks, about 30 MB.
    this.#buffer.buffer.transfer(0);
    this.#buffer = new Float32Array(0);
    this.#count = 0;
    return last;
  }

  /** Run a full buffer, and keep its end as context. @returns the outputs that are new and have their whole context */
  async #runFullChunk(): Promise<Float32Array> {
    const { contextRows } = this.#stage;
    const end = this.#capacity - contextRows;
    const outputs = this.#newOutputs(await this.#run(this.#buffer), end);
    const kept = end - contextRows;
    this.#buffer.copyWithin(0, kept * this.#rowLength);
    this.#count = this.#capacity - kept;
    this.#context = contextRows;
    return outputs;
  }

  /** Return the outputs of the buffer's rows from the end of the context up to `end`. */
  #newOutputs(outputs: Float32Array, end: number): Float32Array {
    const { rowsPerOutput } = this.#stage;
    const length = outputs.length / Math.floor(this.#count / rowsPerOutput);
    return outputs.subarray((this.#context / rowsPerOutput) * length, Math.floor(end / rowsPerOutput) * length);
  }
}
