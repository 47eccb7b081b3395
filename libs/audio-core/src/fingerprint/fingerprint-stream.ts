import { CHROMA_RATE, ChromaStream } from './chroma-stream.ts';
import { Resampler } from './resampler.ts';
import { subFingerprint, VALUE_FRAMES } from './sub-fingerprint.ts';

/** Values of a fingerprint: those of the first 33 s, 960 bytes. */
export const FINGERPRINT_VALUES = 240;

/**
 * Computes the Chromaprint fingerprint of the start of a stream: 32 bits about eight times a second, which hardly
 * change with encoding and level.
 */
export class FingerprintStream {
  readonly #resampler: Resampler;
  readonly #chroma = new ChromaStream();
  #frames: Float64Array[] = [];
  readonly #values: number[] = [];

  /** @param sampleRate Hz */
  constructor(sampleRate: number) {
    this.#resampler = new Resampler(sampleRate, CHROMA_RATE);
  }

  /** @param samples mono */
  push(samples: Float32Array): void {
    if (this.#values.length === FINGERPRINT_VALUES) return;
    for (const frame of this.#chroma.push(this.#resampler.push(samples))) {
      this.#frames.push(frame);
      if (this.#frames.length < VALUE_FRAMES) continue;
      if (this.#values.length < FINGERPRINT_VALUES) this.#values.push(subFingerprint(this.#frames));
      this.#frames.shift();
    }
  }

  /** Return the fingerprint: fewer values, or none, of a short track. */
  finish(): Uint32Array {
    return Uint32Array.from(this.#values);
  }
}
