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
const INT16_LIMIT = 32_767;
/** Largest sum of the kernel; by Cauchy–Schwarz no partial sum exceeds the product of the norms. */
const SUM_LIMIT = 2 ** 31 - 1;

/** A vector rounded to integers: another direction, at a known angle to the vector. */
export interface VectorCode<Codes> {
  readonly code: Codes;
  /** L2 norm of the code. */
  readonly norm: number;
  /** Angle between the vector and its code, radians. */
  readonly angle: number;
}

/** Round a stored vector to int8, its largest value to ±127. */
export function encodeCode(vector: Float32Array): VectorCode<Int8Array> {
  return roundTo(vector, new Int8Array(vector.length), INT8_LIMIT / largest(vector));
}

/** Round a query to int16, as finely as sums with int8 codes of the same length allow. */
export function encodeQuery(vector: Float32Array): VectorCode<Int16Array> {
  const room = SUM_LIMIT / (INT8_LIMIT * Math.sqrt(vector.length));
  const norm = Math.hypot(...vector);
  // Rounding adds at most half a unit per value to the norm.
  const scale = Math.min(INT16_LIMIT / largest(vector), (room - Math.sqrt(vector.length) / 2) / norm);
  return roundTo(vector, new Int16Array(vector.length), scale);
}

function largest(vector: Float32Array): number {
  return vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function roundTo<Codes extends Int8Array | Int16Array>(
  vector: Float32Array,
  code: Codes,
  scale: number,
): VectorCode<Codes> {
  let dot = 0;
  let codeSquares = 0;
  let vectorSquares = 0;
  for (let index = 0; index < vector.length; index++) {
    const value = vector[index]!;
    const rounded = Math.round(value * scale);
    code[index] = rounded;
    dot += value * rounded;
    codeSquares += rounded * rounded;
    vectorSquares += value * value;
  }
  const norm = Math.sqrt(codeSquares);
  const along = dot / norm;
  return { code, norm, angle: Math.atan2(Math.sqrt(Math.max(0, vectorSquares - along * along)), along) };
}
