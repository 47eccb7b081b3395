/** Return the bytes to store of a fingerprint: its 32-bit values, little-endian as on every machine that Node runs on. */
export function fingerprintToBytes({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Return the fingerprint of stored bytes, as a copy. @throws `TypeError` for anything but bytes of complete values */
export function fingerprintFromBytes(bytes: unknown): Uint32Array {
  if (!(bytes instanceof Uint8Array) || bytes.length % Uint32Array.BYTES_PER_ELEMENT !== 0)
    throw new TypeError('fingerprint: must be bytes of complete 32-bit values');
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
