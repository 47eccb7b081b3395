import { joinSamples } from '../features/join-samples.ts';
import { realFft } from '../features/real-fft.ts';

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

const WINDOW = Float32Array.from(
  { length: FRAME_LENGTH },
  (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (FRAME_LENGTH - 1)),
);

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
  #buffer = new Float32Array(0);
  readonly #recent: Float64Array[] = [];

  /** Add samples at `CHROMA_RATE`. @returns the frames that they complete, each of 12 values */
  push(samples: Float32Array): Float64Array[] {
    const joined = joinSamples([this.#buffer, samples]);
    const complete: Float64Array[] = [];
    let start = 0;
    for (; start + FRAME_LENGTH <= joined.length; start += HOP_LENGTH) {
      const frame = this.#smooth(this.#pitchClasses(joined.subarray(start, start + FRAME_LENGTH)));
      if (frame) complete.push(frame);
    }
    this.#buffer = joined.slice(start);
    return complete;
  }

  #pitchClasses(samples: Float32Array): Float64Array {
    const { input } = this.#fft;
    for (let n = 0; n < FRAME_LENGTH; n++) input[n] = samples[n]! * WINDOW[n]!;
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
