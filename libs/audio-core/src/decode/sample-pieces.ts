const BYTES_PER_SAMPLE = Float32Array.BYTES_PER_ELEMENT;

/**
 * Cuts a stream of float32 bytes, in the byte order of the machine, into pieces of equal length, each in a separate
 * buffer.
 */
export class SamplePieces {
  readonly #length: number;
  #piece: Uint8Array<ArrayBuffer>;
  #filled = 0;

  /** @param length samples of a piece */
  constructor(length: number) {
    this.#length = length;
    this.#piece = new Uint8Array(length * BYTES_PER_SAMPLE);
  }

  /** Yield the pieces that `bytes` completes. */
  *add(bytes: Uint8Array): Generator<Float32Array<ArrayBuffer>> {
    for (let read = 0; read < bytes.length;) {
      const taken = bytes.subarray(read, read + this.#piece.length - this.#filled);
      this.#piece.set(taken, this.#filled);
      this.#filled += taken.length;
      read += taken.length;
      if (this.#filled < this.#piece.length) return;
      yield new Float32Array(this.#piece.buffer);
      this.#piece = new Uint8Array(this.#length * BYTES_PER_SAMPLE);
      this.#filled = 0;
    }
  }

  /** Return the last, shorter piece. An incomplete sample is dropped. */
  rest(): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#piece.buffer.slice(0, this.#filled - (this.#filled % BYTES_PER_SAMPLE)));
  }
}
