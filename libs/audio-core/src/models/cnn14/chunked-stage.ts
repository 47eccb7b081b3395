import type { Stage } from './stages.ts';

/**
 * Runs a stage over rows of input: row-major [count, its row length] to [⌊count / rowsPerOutput⌋, values], valid until
 * the next call.
 */
export type RunStage = (rows: Float32Array) => Promise<Float32Array>;

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
  readonly #buffer: Float32Array<ArrayBuffer>;
  /** Rows in the buffer. */
  #count = 0;
  /** Rows at the start of the buffer that are context: their outputs have been returned. */
  #context = 0;

  /**
   * @param chunkRows rows of one call, context included: a multiple of `rowsPerOutput`, and more than twice the context
   */
  constructor(stage: Stage, run: RunStage, rowLength: number, chunkRows: number) {
    this.#stage = stage;
    this.#run = run;
    this.#rowLength = rowLength;
    this.#capacity = chunkRows;
    this.#buffer = new Float32Array(chunkRows * rowLength);
  }

  /**
   * Add rows of input, row-major.
   * @returns the complete outputs, chunk by chunk, each row-major; valid until the next call
   */
  async *push(rows: Float32Array): AsyncGenerator<Float32Array, void, undefined> {
    const total = rows.length / this.#rowLength;
    for (let taken = 0; taken < total;) {
      // Only once there are more rows: if the track ends with the chunk, one call is enough for both.
      if (this.#count === this.#capacity) yield* this.#runFullChunk();
      const room = Math.min(this.#capacity - this.#count, total - taken);
      this.#buffer.set(
        rows.subarray(taken * this.#rowLength, (taken + room) * this.#rowLength),
        this.#count * this.#rowLength,
      );
      this.#count += room;
      taken += room;
    }
  }

  /** Return the last outputs: from none to all of the track. Call once, after the last row. */
  async *finish(): AsyncGenerator<Float32Array, void, undefined> {
    yield* this.#outputs(this.#count);
    // Free its memory immediately: V8 would keep the buffers of eight tracks, about 30 MB.
    this.#buffer.buffer.transfer(0);
  }

  async *#runFullChunk(): AsyncGenerator<Float32Array, void, undefined> {
    const { contextRows } = this.#stage;
    const end = this.#capacity - contextRows;
    yield* this.#outputs(end);
    const kept = end - contextRows;
    this.#buffer.copyWithin(0, kept * this.#rowLength);
    this.#count = this.#capacity - kept;
    this.#context = contextRows;
  }

  /** Yield the outputs of the buffer's rows from the end of the context up to `end`. */
  async *#outputs(end: number): AsyncGenerator<Float32Array, void, undefined> {
    const { rowsPerOutput } = this.#stage;
    const first = this.#context / rowsPerOutput;
    const last = Math.floor(end / rowsPerOutput);
    if (last <= first) return;
    const outputs = await this.#run(this.#buffer.subarray(0, this.#count * this.#rowLength));
    const length = outputs.length / Math.floor(this.#count / rowsPerOutput);
    yield outputs.subarray(first * length, last * length);
  }
}
