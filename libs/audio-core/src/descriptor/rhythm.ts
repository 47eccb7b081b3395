import { RunningMoments } from '../features/running-moments.ts';
import { Autocorrelation } from './autocorrelation.ts';
import { OnsetCount } from './onset-count.ts';
import { OnsetStrength } from './onset-strength.ts';
import { estimateTempo } from './tempo.ts';
import { tempogramLags, tempogramOf } from './tempogram.ts';

/** What is known of the rhythm of a track. */
export interface RhythmValues {
  /** Mean and deviation of the onset strength, in dB. */
  readonly strength: readonly [number, number];
  /** Onsets per second. */
  readonly onsetRate: number;
  /** Beats per minute. */
  readonly tempo: number;
  /** Autocorrelation of the onset strength at the tempo: how regular the beats are, −1 to about 1. */
  readonly pulseClarity: number;
  /** See `tempogramOf`. */
  readonly tempogram: readonly number[];
}

/** Computes onsets and tempo from the levels of mel bands, frame by frame. Memory does not grow with the track. */
export class Rhythm {
  readonly #frameRate: number;
  readonly #onsets = new OnsetStrength();
  readonly #count = new OnsetCount();
  readonly #moments = new RunningMoments(1);
  readonly #strength = new Float64Array(1);
  readonly #autocorrelation: Autocorrelation;

  /** @param frameRate frames per second */
  constructor(frameRate: number) {
    this.#frameRate = frameRate;
    this.#autocorrelation = new Autocorrelation(tempogramLags(frameRate));
  }

  /** Add a frame. @param levels of its mel bands, in dB */
  push(levels: Float64Array): void {
    const strength = this.#onsets.next(levels);
    this.#strength[0] = strength;
    this.#moments.add(this.#strength);
    this.#count.push(strength);
    this.#autocorrelation.push(strength);
  }

  /** Return the values. Call once, after the last of at least one frame. */
  finish(): RhythmValues {
    const frameRate = this.#frameRate;
    const correlation = this.#autocorrelation.finish();
    const tempo = estimateTempo(correlation, frameRate);
    return {
      strength: [this.#moments.mean()[0]!, this.#moments.deviation()[0]!],
      onsetRate: (this.#count.finish() * frameRate) / this.#moments.rows,
      tempo,
      pulseClarity: correlation[Math.round((60 * frameRate) / tempo)]!,
      tempogram: tempogramOf(correlation, frameRate),
    };
  }
}
