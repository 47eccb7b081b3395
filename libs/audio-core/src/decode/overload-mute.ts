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

/**
 * Mutes samples beyond `SAMPLE_LIMIT` and their surroundings in a stream of pieces. All others stay as they are. The
 * end of each piece is held back until the next one, as far as a sample there can affect it.
 */
export class OverloadMute {
  readonly #spread: number;
  #held = new Float32Array(0);
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

  /** Add a piece. @returns the samples that are complete now, in a separate buffer; none if the piece is very short */
  add(piece: Float32Array): Float32Array<ArrayBuffer> {
    const samples = this.finish(piece);
    const complete = Math.max(0, samples.length - this.#spread);
    this.#held = samples.slice(complete);
    return samples.slice(0, complete);
  }

  /** Add the last piece, which can be empty. @returns all remaining samples, in a separate buffer */
  finish(piece: Float32Array): Float32Array<ArrayBuffer> {
    const held = this.#held.length;
    const samples = new Float32Array(held + piece.length);
    samples.set(this.#held);
    samples.set(piece, held);
    samples.fill(0, held, held + this.#pending);
    const overloads = overloadsOf(piece);
    for (const n of overloads) samples.fill(0, Math.max(0, held + n - this.#spread), held + n + this.#spread + 1);
    const mutedUntil = Math.max(this.#pending, (overloads.at(-1) ?? -Infinity) + this.#spread + 1);
    this.#pending = Math.max(0, mutedUntil - piece.length);
    this.#samples += piece.length;
    this.#overloads += overloads.length;
    return samples;
  }
}

/** Return the positions of samples beyond the limit, infinite, or NaN; usually none. */
function overloadsOf(samples: Float32Array): number[] {
  const found: number[] = [];
  for (let n = 0; n < samples.length; n++) if (!(Math.abs(samples[n]!) <= SAMPLE_LIMIT)) found.push(n);
  return found;
}
