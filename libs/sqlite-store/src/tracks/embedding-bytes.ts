/** A vector as it is stored: its float32 values, little-endian as on every machine that Node runs on. */
export function bytesOf(embedding: Float32Array): Uint8Array {
  return new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength);
}

export function embeddingOf(bytes: unknown): Float32Array {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`embedding: expected bytes, got ${typeof bytes}`);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
}
