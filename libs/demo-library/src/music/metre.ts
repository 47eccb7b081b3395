/** All pieces are in four. */
const BEATS_PER_BAR = 4;

/** Bars and beats in seconds. */
export class Metre {
  readonly secondsPerBeat: number;
  readonly secondsPerBar: number;
  readonly bars: number;

  /**
   * Fits whole bars into a piece, nudging the tempo so that they fill it.
   * @param options.tailSeconds room for the last sound to die away
   */
  constructor(options: { beatsPerMinute: number; seconds: number; tailSeconds: number }) {
    const playing = options.seconds - options.tailSeconds;
    this.bars = Math.round((playing * options.beatsPerMinute) / 60 / BEATS_PER_BAR);
    this.secondsPerBar = playing / this.bars;
    this.secondsPerBeat = this.secondsPerBar / BEATS_PER_BAR;
  }

  /** Seconds from the start of the piece. */
  time(bar: number, beat = 0): number {
    return bar * this.secondsPerBar + beat * this.secondsPerBeat;
  }
}
