/** How the points are drawn while the map moves. */
export interface Quality {
  /** Round points with smooth edges that show how dense they are; otherwise plain discs, which are drawn faster. */
  readonly smooth: boolean;
  /** Share of the points that is drawn, over 0 to 1. */
  readonly share: number;
}

/** From the best to the fastest. Each takes about a quarter, then half, of the time of the one before. */
export const QUALITIES: readonly Quality[] = [
  { smooth: true, share: 1 },
  { smooth: false, share: 1 },
  { smooth: false, share: 1 / 2 },
  { smooth: false, share: 1 / 4 },
  { smooth: false, share: 1 / 8 },
];
const TIME_RATIOS = [4, 2, 2, 2];

/** Time to draw the points of one frame, ms: what remains of 16.7 ms after the browser's own work. */
const BUDGET_MS = 9;
/** Frames that are considered, so that a single slow one changes nothing. */
const FRAMES = 5;

/** Chooses the best quality that this machine can draw at 60 frames per second, from the times of the last frames. */
export class QualityControl {
  #level = 0;
  #times: number[] = [];

  get quality(): Quality {
    return QUALITIES[this.#level]!;
  }

  /** Record how long the points of a frame took. @param ms while moving, at the present quality */
  record(ms: number): void {
    this.#times.push(ms);
    // The first frames of a movement must not be slow either.
    const isFarTooSlow = ms > 3 * BUDGET_MS;
    if (this.#times.length < FRAMES && !isFarTooSlow) return;
    const typical = isFarTooSlow ? ms : this.#times.sort((a, b) => a - b)[FRAMES >> 1]!;
    this.#times = [];
    if (typical > BUDGET_MS) this.#level = Math.min(QUALITIES.length - 1, this.#level + 1);
    else if (this.#level > 0 && typical * TIME_RATIOS[this.#level - 1]! < BUDGET_MS * 0.7) this.#level--;
  }
}
