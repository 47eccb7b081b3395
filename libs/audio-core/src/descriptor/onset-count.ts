/** A peak is the greatest of the frames from this many before … */
const BEFORE = 2;
/** … to this many after it (48 ms at musicnn's hop of 16 ms), … */
const AFTER = 2;
/** … and above the mean of this many frames before and after (96 ms, librosa's 100 ms), … */
const MEAN_FRAMES = 6;
/** … by this many dB. Stationary noise has fluctuations of about 1 dB. */
const ABOVE_MEAN = 1.5;
/** Frames after a peak without another: librosa's 30 ms. */
const WAIT = 1;

const FRAMES = 2 * MEAN_FRAMES + 1;

/**
 * Counts the onsets in a stream of onset strengths. Reference: `librosa.util.peak_pick` with these constants; librosa's
 * `onset_detect` divides by the greatest strength of the track first, so one loud beat would hide the others.
 */
export class OnsetCount {
  /** The last strengths: a ring of `FRAMES`. */
  readonly #ring = new Float64Array(FRAMES);
  #pushed = 0;
  #count = 0;
  /** First frame that can be a peak again. */
  #next = 0;

  push(strength: number): void {
    this.#ring[this.#pushed % FRAMES] = strength;
    this.#pushed++;
    if (this.#pushed > MEAN_FRAMES) this.#judge(this.#pushed - 1 - MEAN_FRAMES);
  }

  /** Return the number of onsets. Call once, after the last strength. */
  finish(): number {
    for (let frame = Math.max(0, this.#pushed - MEAN_FRAMES); frame < this.#pushed; frame++) this.#judge(frame);
    return this.#count;
  }

  #judge(frame: number): void {
    if (frame < this.#next) return;
    const ring = this.#ring;
    const strength = ring[frame % FRAMES]!;
    const end = this.#pushed - 1;
    for (let n = Math.max(0, frame - BEFORE); n <= Math.min(end, frame + AFTER); n++)
      if (ring[n % FRAMES]! > strength) return;
    const first = Math.max(0, frame - MEAN_FRAMES);
    const last = Math.min(end, frame + MEAN_FRAMES);
    let sum = 0;
    for (let n = first; n <= last; n++) sum += ring[n % FRAMES]!;
    if (strength < sum / (last - first + 1) + ABOVE_MEAN) return;
    this.#count++;
    this.#next = frame + 1 + WAIT;
  }
}
