import type { SampleReader } from './decode-samples.ts';

/** The reason of all stops: the default one is created with a stack for each track, which takes a millisecond. */
const STOPPED = 'the track was stopped';

/** A track in the worker. Its decoder starts at once. */
export class IncomingTrack {
  readonly #stopping = new AbortController();
  readonly #samples: SampleReader;
  readonly #first: Promise<IteratorResult<Float32Array, void>>;
  #waits = false;

  /** @param read starts to decode when it is asked for the first samples */
  constructor(read: (signal: AbortSignal) => SampleReader) {
    this.#samples = read(this.#stopping.signal);
    this.#first = this.#samples.next();
    // `samples` reports the error.
    this.#first.catch(() => undefined);
  }

  /** True while `samples` waits for the decoder. */
  get waitsForDecoder(): boolean {
    return this.#waits;
  }

  /** End the decoder. `samples` then fails with `ABORTED`. */
  stop(): void {
    this.#stopping.abort(STOPPED);
  }

  /**
   * Yield the samples, once; each piece is valid until the next is requested. The decoder has ended when the generator
   * ends.
   * @throws the errors of `decodeAudio`
   */
  async *samples(): SampleReader {
    try {
      for (let next = this.#first; ; next = this.#samples.next()) {
        this.#waits = true;
        const { value: piece, done } = await next.finally(() => (this.#waits = false));
        if (done) return;
        yield piece;
      }
    } finally {
      await this.close();
    }
  }

  /** End the decoder, and wait until it has ended. */
  async close(): Promise<void> {
    this.stop();
    await this.#samples.return();
  }
}
