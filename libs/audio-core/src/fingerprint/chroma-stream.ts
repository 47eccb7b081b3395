import { copyFrom, joinFrom } from '../features/join-samples.ts';
import type { TwoPieces } from '../features/join-samples.ts';
import { realFft } from '../features/real-fft.ts';
import { audioKernel, floatsAt, reserve, store } from '../features/wasm-audio.ts';

/** Sample rate, length of a frame and samples between the starts of two frames. */
export const CHROMA_RATE = 11_025;
const FRAME_LENGTH = 4096;
const HOP_LENGTH = 1365;

/** Pitch classes of a frame. */
const PITCH_CLASSES = 12;

const BIN_HZ = CHROMA_RATE / FRAME_LENGTH;
const FIRST_BIN = Math.round(28 / BIN_HZ);
const END_BIN = Math.round(3520 / BIN_HZ);
const A0_HZ = 27.5;

/** Pitch class of each bin. */
const CLASS_OF_BIN = Uint8Array.from({ length: END_BIN }, (_, bin) => {
  const octaves = Math.log2((Math.max(1, bin) * BIN_HZ) / A0_HZ);
  return Math.floor(PITCH_CLASSES * (octaves - Math.floor(octaves)));
});

/** Address of the window. */
const WINDOW = store(
  Float32Array.from({ length: FRAME_LENGTH }, (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (FRAME_LENGTH - 1))),
);

/** Address of the samples of a frame. */
const FRAME = reserve(Float32Array.BYTES_PER_ELEMENT * FRAME_LENGTH);

/** Weights of consecutive frames that smooth the pitch classes. */
const SMOOTHING = [0.25, 0.75, 1, 0.75, 0.25];

/** Norm of a smoothed frame below which it is silent. */
const MIN_NORM = 0.01;

/**
 * Computes how strong each pitch class is over time: the power from 28 to 3520 Hz by pitch class, smoothed over five
 * frames, with norm 1, or 0 for silence. Parameters of Chromaprint.
 */
export class ChromaStream {
  readonly #fft = realFft(FRAME_LENGTH);
  /** Samples from the start of the next frame on. */
  #rest = new Float32Array(0);
  readonly #recent: Float64Array[] = [];

  /** Add samples at `CHROMA_RATE`. @returns the frames that they complete, each of 12 values */
  push(samples: Float32Array): Float64Array[] {
    const signal = [this.#rest, samples] as const;
    const complete: Float64Array[] = [];
    let start = 0;
    for (; start + FRAME_LENGTH <= this.#rest.length + samples.length; start += HOP_LENGTH) {
      const frame = this.#smooth(this.#pitchClasses(signal, start));
      if (frame) complete.push(frame);
    }
    this.#rest = joinFrom(signal, start);
    return complete;
  }

  #pitchClasses(signal: TwoPieces, start: number): Float64Array {
    copyFrom(signal, start, floatsAt(FRAME, FRAME_LENGTH));
    audioKernel.window(FRAME, WINDOW, this.#fft.inputAt, FRAME_LENGTH);
    const spectrum = this.#fft.transform();
    const power = new Float64Array(PITCH_CLASSES);
    for (let bin = FIRST_BIN; bin < END_BIN; bin++)
      power[CLASS_OF_BIN[bin]!]! += spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2;
    return power;
  }

  /** @returns null for the first four frames */
  #smooth(power: Float64Array): Float64Array | null {
    this.#recent.push(power);
    if (this.#recent.length < SMOOTHING.length) return null;
    const smooth = power.map((_, pitch) =>
      SMOOTHING.reduce((sum, weight, n) => sum + weight * this.#recent[n]![pitch]!, 0),
    );
    this.#recent.shift();
    const norm = Math.hypot(...smooth);
    return norm < MIN_NORM ? smooth.fill(0) : smooth.map((value) => value / norm);
  }
}
