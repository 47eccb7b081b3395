/** Return pieces of a signal, or of its features, one after the other in one array. */
export function joinSamples(pieces: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}

/** A signal that is in two pieces. */
export type TwoPieces = readonly [Float32Array, Float32Array];

/** Fill `target` with the samples of a signal from `start` on. It has as many. */
export function copyFrom([first, second]: TwoPieces, start: number, target: Float32Array): void {
  const head = first.subarray(start, start + target.length);
  const rest = Math.max(0, start - first.length);
  target.set(head);
  target.set(second.subarray(rest, rest + target.length - head.length), head.length);
}

/** Return a copy of the samples of a signal from `start` on; none if it ends before. */
export function joinFrom([first, second]: TwoPieces, start: number): Float32Array<ArrayBuffer> {
  return joinSamples([first.subarray(start), second.subarray(Math.max(0, start - first.length))]);
}
