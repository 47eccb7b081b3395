/**
 * Cuts a stream of rows into batches of whole patches; the rest is kept for the next call.
 * Memory does not grow with the stream.
 */
export class PatchBatcher {
  readonly #batchLength: number;
  readonly #patchLength: number;
  #pending = new Float32Array(0);

  /** @param patchLength values in one patch @param patchesPerBatch patches in a full batch */
  constructor(patchLength: number, patchesPerBatch: number) {
    this.#patchLength = patchLength;
    this.#batchLength = patchLength * patchesPerBatch;
  }

  /** @returns the batches that are now full, in order. */
  push(values: Float32Array): Float32Array[] {
    const joined = new Float32Array(this.#pending.length + values.length);
    joined.set(this.#pending);
    joined.set(values, this.#pending.length);
    const full = Math.floor(joined.length / this.#batchLength);
    this.#pending = joined.slice(full * this.#batchLength);
    return Array.from({ length: full }, (_, index) => joined.slice(index * this.#batchLength, (index + 1) * this.#batchLength));
  }

  /** @returns the whole patches that are left, possibly none; what does not fill a patch is dropped. */
  finish(): Float32Array {
    const patches = Math.floor(this.#pending.length / this.#patchLength);
    return this.#pending.slice(0, patches * this.#patchLength);
  }
}
