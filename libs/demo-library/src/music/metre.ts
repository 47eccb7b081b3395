/** All pieces are in 4/4 time. */
const BEATS_PER_BAR = 4;

/** Bars and beats in seconds. */
export class Metre {
  readonly secondsPerBeat: number;
  readonly secondsPerBar: number;
  readonly bars: number;

  /**
   * Adjust the tempo so that full bars fill the piece.
   * @param options.tailSeconds time for the last sound to decay
   */
  constructor(options: { beatsPerMinute: number; seconds: number; tailSeconds: number }) {
    const playing = options.seconds - options.tailSeconds;
    this.bars = Math.round((playing * options.beatsPerMinute) / 60 / BEATS_PER_BAR);
    this.secondsPerBar = playing / this.bars;
    this.secondsPerBeat = this.secondsPerBar / BEATS_PER_BAR;
  }

  /** Return the time of a beat, in seconds from the start of the piece. */
  time(bar: number, beat = 0): number {
    return bar * this.secondsPerBar + beat * this.secondsPerBeat;
  }
}
