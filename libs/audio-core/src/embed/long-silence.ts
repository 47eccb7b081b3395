/**
 * −80 dBFS: samples below it are silent, and a track below it has nothing to compare. Digital silence is exact zeros,
 * also after decoding (MP3, AAC, Vorbis and Opus at 128 kbit/s gave zeros within 0.6 s of its edges), or the dither of
 * 16 bits, which has a peak of 2 steps: 6.1e-5 (−84 dBFS), and after those codecs was below 1e-4 throughout. Nobody
 * hears music at that level next to music at a normal one.
 */
export const SILENCE_PEAK = 1e-4;

/**
 * Seconds of a stretch of digital silence that are heard. Pauses and endings of pieces are shorter; longer stretches
 * separate hidden tracks or fill up a disc, and would make tracks alike only because they are silent.
 */
export const HEARD_SILENCE_SECONDS = 10;

/**
 * Leaves out, of each longer stretch of samples below `SILENCE_PEAK`, all but the first `HEARD_SILENCE_SECONDS`. The
 * result does not depend on how the samples are split. Memory does not grow with the signal.
 */
export class LongSilence {
  readonly #heardSamples: number;
  /** Silent samples in a row up to here. */
  #run = 0;

  /** @param sampleRate Hz */
  constructor(sampleRate: number) {
    this.#heardSamples = HEARD_SILENCE_SECONDS * sampleRate;
  }

  /** Yield the parts of the next samples that are heard, in order: views, all of them if there is no long stretch. */
  *heard(samples: Float32Array): Generator<Float32Array, void, undefined> {
    const limit = this.#heardSamples;
    // No stretch within the piece can be too long, and none reaches into it: nearly always.
    if (this.#run + samples.length <= limit) {
      const last = samples.findLastIndex(isSound);
      this.#run = last < 0 ? this.#run + samples.length : samples.length - 1 - last;
      if (samples.length > 0) yield samples;
      return;
    }
    let start = 0;
    let run = this.#run;
    for (let n = 0; n < samples.length; n++) {
      if (!isSound(samples[n]!)) {
        run++;
        if (run === limit + 1) yield samples.subarray(start, n);
      } else {
        if (run > limit) start = n;
        run = 0;
      }
    }
    this.#run = run;
    if (run <= limit && start < samples.length) yield samples.subarray(start);
  }
}

function isSound(sample: number): boolean {
  return !(sample < SILENCE_PEAK && sample > -SILENCE_PEAK);
}
