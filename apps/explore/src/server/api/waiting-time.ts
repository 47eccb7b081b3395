/** Share of the newest answer in the mean. */
const NEWEST_SHARE = 0.05;

/** Estimates how long a question has to wait in a queue, from the time between answers while others wait. */
export class WaitingTime {
  #betweenMs = 0;
  #answeredAt: number | null = null;

  /**
   * Questions were answered.
   * @param count number of them, at least 1
   * @param waiting how many still wait; if none, the time until the next answer says nothing about the speed
   * @param now in ms
   */
  answered(count: number, waiting: number, now: number): void {
    if (this.#answeredAt !== null) {
      const share = 1 - (1 - NEWEST_SHARE) ** count;
      this.#betweenMs += share * ((now - this.#answeredAt) / count - this.#betweenMs);
    }
    this.#answeredAt = waiting === 0 ? null : now;
  }

  /** Return the ms that a question waits if so many wait already; 0 while nothing is known. */
  estimate(waiting: number): number {
    return waiting * this.#betweenMs;
  }
}
