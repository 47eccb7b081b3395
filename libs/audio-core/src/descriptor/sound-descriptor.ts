import type { LogMelOptions } from '../features/log-mel.ts';
import type { SpectrumFrame } from '../features/mel-frames.ts';
import { RunningMoments } from '../features/running-moments.ts';
import { DESCRIPTOR_FEATURES, MFCC_COUNT, SHAPE_FEATURES } from './descriptor-features.ts';
import { framePower } from './frame-power.ts';
import { FrameValues, FRAME_VALUES } from './frame-values.ts';
import { writeMelLevels } from './mel-levels.ts';
import { Rhythm } from './rhythm.ts';

/** Frames from one whose timbre counts to the next: 32 ms at musicnn's hop. Every frame would change no mean. */
const TIMBRE_STEP = 2;

/** −80 dBFS: frames below it are silent and have no timbre. See `SILENCE_PEAK`. */
const SILENT_POWER = 1e-8;

const RMS = FRAME_VALUES - SHAPE_FEATURES.length + SHAPE_FEATURES.indexOf('rms');

/**
 * Describes the timbre and the rhythm of a track by `DESCRIPTOR_FEATURES`, from spectra that a model computes anyway.
 * A gain does not change the values, as long as nothing is clipped or silent. Memory does not grow with the track.
 *
 * Own code, because the libraries for Node that compute such features from spectra do not fit: Meyda repeats the
 * transform for each frame, and Essentia.js is under the AGPL.
 */
export class SoundDescriptor {
  readonly #levels: Float64Array;
  readonly #frameValues: FrameValues;
  readonly #timbre = new RunningMoments(FRAME_VALUES);
  readonly #differences = new RunningMoments(MFCC_COUNT);
  readonly #difference = new Float64Array(MFCC_COUNT);
  readonly #previous = new Float64Array(MFCC_COUNT);
  readonly #rhythm: Rhythm;
  #frames = 0;
  #powerSum = 0;
  /** True if the previous frame of the timbre was not silent. */
  #continues = false;

  constructor(options: LogMelOptions) {
    this.#levels = new Float64Array(options.melBands);
    this.#frameValues = new FrameValues(options);
    this.#rhythm = new Rhythm(options.sampleRate / options.hopLength);
  }

  /** Add a frame of the spectrogram. */
  push(frame: SpectrumFrame): void {
    writeMelLevels(frame.mel, this.#levels);
    this.#rhythm.push(this.#levels);
    if (this.#frames++ % TIMBRE_STEP === 0) this.#addTimbre(frame);
  }

  /**
   * Return the values, in the order of `DESCRIPTOR_FEATURES`; null if no frame is louder than silence. Call once, after
   * the last frame.
   */
  finish(): Float32Array | null {
    if (this.#timbre.rows === 0) return null;
    const means = this.#timbre.mean();
    const { strength, onsetRate, tempo, pulseClarity, tempogram } = this.#rhythm.finish();
    // Coefficient 0 is the mean level of the bands times √bands.
    means[0]! -= Math.sqrt(this.#levels.length) * means[RMS]!;
    means[RMS]! -= 10 * Math.log10(this.#powerSum / this.#timbre.rows);
    const differences = this.#differences.rows > 0 ? this.#differences.deviation() : new Float32Array(MFCC_COUNT);
    const values = Float32Array.of(
      ...means,
      ...this.#timbre.deviation(),
      ...differences,
      ...strength,
      onsetRate,
      Math.log2(tempo),
      pulseClarity,
      ...tempogram,
    );
    if (values.length !== DESCRIPTOR_FEATURES.length) throw new RangeError('a feature of the descriptor has no name');
    return values;
  }

  #addTimbre(frame: SpectrumFrame): void {
    const power = framePower(frame.power);
    if (power < SILENT_POWER) {
      this.#continues = false;
      return;
    }
    const values = this.#frameValues.of(frame, this.#levels, power);
    this.#timbre.add(values);
    this.#powerSum += power;
    for (let n = 0; n < MFCC_COUNT; n++) {
      this.#difference[n] = values[n]! - this.#previous[n]!;
      this.#previous[n] = values[n]!;
    }
    if (this.#continues) this.#differences.add(this.#difference);
    this.#continues = true;
  }
}
