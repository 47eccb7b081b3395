/** A stop in two steps: first no more files are started; after a grace period the files in flight are abandoned. */
export class StopSignals implements Disposable {
  readonly #stop: AbortSignal;
  readonly #abandon = new AbortController();
  readonly #startGrace: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(stop: AbortSignal, graceMs: number) {
    this.#stop = stop;
    this.#startGrace = () => {
      this.#timer = setTimeout(() => this.#abandon.abort(stop.reason), graceMs);
    };
    if (stop.aborted) this.#startGrace();
    else stop.addEventListener('abort', this.#startGrace, { once: true });
  }

  /** Aborted when the grace period is over. */
  get abandon(): AbortSignal {
    return this.#abandon.signal;
  }

  [Symbol.dispose](): void {
    this.#stop.removeEventListener('abort', this.#startGrace);
    clearTimeout(this.#timer);
  }
}
