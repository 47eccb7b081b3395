/** Return the bytes to store of a vector: its float32 values, little-endian as on every machine that Node runs on. */
export function vectorToBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Return the vector of stored bytes, as a view. @throws `TypeError` for anything but bytes */
export function vectorFromBytes(bytes: unknown): Float32Array {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`embedding: must be bytes, not ${typeof bytes}`);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
}

/** Largest code of an int8 value; −128 is not used, so that codes are symmetric. */
const INT8_LIMIT = 127;
/** Largest value of a query, which the kernel reads as 7 bits without a sign. */
const UINT7_LIMIT = 127;

/** A vector rounded to integers: another direction, at a known angle to the vector. */
export interface VectorCode<Codes> {
  readonly code: Codes;
  /** L2 norm of the rounded vector. */
  readonly norm: number;
  /** Angle between the vector and the rounded one, radians. */
  readonly angle: number;
}

/** A vector rounded to 7 bits: the direction of the values of `code` with `offset` added to each. */
export interface QueryCode extends VectorCode<Uint8Array> {
  readonly offset: number;
}

/** Round a stored vector to int8, its largest value to ±127. */
export function encodeCode(vector: Float32Array): VectorCode<Int8Array> {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const code = Int8Array.from(vector, (value) => Math.round((value * INT8_LIMIT) / largest));
  return { code, ...compare(vector, code, 0) };
}

/** Round a query to 7 bits, its lowest value to 0 and its highest to 127. */
export function encodeQuery(vector: Float32Array): QueryCode {
  const lowest = vector.reduce((least, value) => Math.min(least, value), Infinity);
  const highest = vector.reduce((most, value) => Math.max(most, value), -Infinity);
  const scale = UINT7_LIMIT / (highest - lowest || 1);
  const code = Uint8Array.from(vector, (value) => Math.round((value - lowest) * scale));
  const offset = lowest * scale;
  return { code, offset, ...compare(vector, code, offset) };
}

/** Return the norm of a code with an offset, and its angle to the vector. */
function compare(vector: Float32Array, code: Int8Array | Uint8Array, offset: number): { norm: number; angle: number } {
  let dot = 0;
  let codeSquares = 0;
  let vectorSquares = 0;
  for (let index = 0; index < vector.length; index++) {
    const value = vector[index]!;
    const rounded = code[index]! + offset;
    dot += value * rounded;
    codeSquares += rounded * rounded;
    vectorSquares += value * value;
  }
  const norm = Math.sqrt(codeSquares);
  const along = dot / norm;
  return { norm, angle: Math.atan2(Math.sqrt(Math.max(0, vectorSquares - along * along)), along) };
}
