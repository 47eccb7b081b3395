const BYTES_PER_SAMPLE = Float32Array.BYTES_PER_ELEMENT;

/**
 * Turns a stream of float32 bytes, in the byte order of the machine, into samples, however the bytes are cut. Bytes that
 * begin and end with a sample, as nearly all do, are not copied.
 */
export class SampleStream {
  /** Bytes of an incomplete sample. */
  #rest = new Uint8Array(0);

  /** Return the samples that `bytes` complete: of a buffer of its own, often that of `bytes`, which they take over. */
  add(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
    const whole = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = whole.length - (whole.length % BYTES_PER_SAMPLE);
    // `slice` would copy nothing of a Buffer.
    this.#rest = new Uint8Array(whole.subarray(end));
    const isAlone = whole.byteOffset === 0 && whole.buffer.byteLength === end;
    return new Float32Array(isAlone ? whole.buffer : new Uint8Array(whole.subarray(0, end)).buffer);
  }
}
