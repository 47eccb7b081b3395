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
    const whole = this.#rest.length === 0 ? bytes : joinBytes(this.#rest, bytes);
    const count = Math.floor(whole.length / BYTES_PER_SAMPLE);
    const end = count * BYTES_PER_SAMPLE;
    this.#rest = whole.slice(end);
    const isAlone = whole.byteOffset === 0 && whole.buffer.byteLength === end;
    return new Float32Array(isAlone ? whole.buffer : whole.slice(0, end).buffer);
  }
}

function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
