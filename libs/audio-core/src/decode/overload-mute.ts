/**
 * Largest magnitude of a sample that counts as sound: 18 dB above full scale. Decoders of lossy formats and mixes in
 * float go beyond full scale by a few decibels; larger samples in float files, infinite ones and NaN are damage.
 */
export const SAMPLE_LIMIT = 8;

/**
 * Seconds on both sides of such a sample that are muted with it: the resampler spreads a sample over about as many.
 * One sample of 50 to 1e30, infinite or NaN in 7 s of music left a cosine of 0.998 or more to the undamaged music in
 * musicnn. Clipped to ±1, as decoders to integers do, it left 0.989, and clipped after resampling 0.85.
 */
const SPREAD_SECONDS = 0.004;

/** All bits of a float32 but its sign: as integers, they are in the order of the magnitudes, and NaN is the largest. */
const MAGNITUDE = 0x7fff_ffff;

const LIMIT_BITS = new Int32Array(Float32Array.of(SAMPLE_LIMIT).buffer)[0]!;

/**
 * Mutes samples beyond `SAMPLE_LIMIT` and their surroundings in a stream of pieces. All others stay as they are. A piece
 * is held back until the samples after it cannot affect it, and is changed in place: copies of a track's samples would
 * keep the garbage collector busy for longer than everything else takes here.
 */
export class OverloadMute {
  readonly #spread: number;
  /** Pieces that samples to come can affect, the last one last. */
  #held: Float32Array<ArrayBuffer>[] = [];
  /** Samples at the start of the next piece that are still to be muted. */
  #pending = 0;
  #samples = 0;
  #overloads = 0;

  /** @param sampleRate Hz */
  constructor(sampleRate: number) {
    this.#spread = Math.round(SPREAD_SECONDS * sampleRate);
  }

  /** Share of the samples, 0 to 1, that were beyond the limit. */
  get share(): number {
    return this.#samples === 0 ? 0 : this.#overloads / this.#samples;
  }

  /** Add a piece, which now belongs to the stream. @returns the pieces that are complete now, often the one before it */
  add(piece: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer>[] {
    const overloads = hasOverload(piece) ? overloadsOf(piece) : [];
    piece.fill(0, 0, this.#pending);
    for (const n of overloads) {
      piece.fill(0, Math.max(0, n - this.#spread), n + this.#spread + 1);
      if (n < this.#spread) this.#muteHeld(this.#spread - n);
    }
    const mutedUntil = Math.max(this.#pending, (overloads.at(-1) ?? -Infinity) + this.#spread + 1);
    this.#pending = Math.max(0, mutedUntil - piece.length);
    this.#samples += piece.length;
    this.#overloads += overloads.length;
    this.#held.push(piece);
    return this.#takeComplete();
  }

  /** Return the remaining pieces. Call once, after the last piece. */
  finish(): Float32Array<ArrayBuffer>[] {
    return this.#held.splice(0);
  }

  /** Mute the last `count` samples of the pieces that are held. */
  #muteHeld(count: number): void {
    for (const piece of this.#held.toReversed()) {
      piece.fill(0, Math.max(0, piece.length - count));
      count -= piece.length;
      if (count <= 0) return;
    }
  }

  /** Return the pieces that as many samples follow as can affect them. */
  #takeComplete(): Float32Array<ArrayBuffer>[] {
    let following = 0;
    let held = this.#held.length;
    while (held > 0 && following < this.#spread) following += this.#held[--held]!.length;
    return this.#held.splice(0, held);
  }
}

/** Return whether a sample is beyond the limit, infinite, or NaN: compares bits, in a third of the time of `overloadsOf`. */
function hasOverload({ buffer, byteOffset, length }: Float32Array): boolean {
  const bits = new Int32Array(buffer, byteOffset, length);
  for (let n = 0; n < length; n++) if ((bits[n]! & MAGNITUDE) > LIMIT_BITS) return true;
  return false;
}

/** Return the positions of samples beyond the limit, infinite, or NaN. */
function overloadsOf(samples: Float32Array): number[] {
  const found: number[] = [];
  for (let n = 0; n < samples.length; n++) if (!(Math.abs(samples[n]!) <= SAMPLE_LIMIT)) found.push(n);
  return found;
}
