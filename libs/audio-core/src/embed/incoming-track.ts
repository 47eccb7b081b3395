import { writeSync } from 'node:fs';
import { decodeAudio } from '../decode/decode-audio.ts';
import { freeMemory } from '../machine/free-memory.ts';
import type { SentSource } from './track-source.ts';
import { DECODER_CHANNEL } from './worker-protocol.ts';

/** A track in the worker. Its decoder starts at once, and runs as far ahead as pipes hold. */
export class IncomingTrack {
  readonly #stopping = new AbortController();
  readonly #samples: AsyncGenerator<Float32Array, void, undefined>;
  readonly #first: Promise<IteratorResult<Float32Array, void>>;
  #waits = false;

  /** @param sampleRate of the model, Hz */
  constructor(source: SentSource, sampleRate: number) {
    this.#samples = samplesOf(source, sampleRate, this.#stopping.signal);
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
    this.#stopping.abort();
  }

  /**
   * Yield the samples, once; each piece is valid until the next is requested. The decoder has ended when the generator
   * ends.
   * @throws the errors of `decodeAudio`
   */
  async *samples(): AsyncGenerator<Float32Array, void, undefined> {
    try {
      for (let next = this.#first; ; next = this.#samples.next()) {
        this.#waits = true;
        const { value: piece, done } = await next.finally(() => (this.#waits = false));
        if (done) return;
        yield piece;
        freeMemory(piece);
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

async function* samplesOf(
  source: SentSource,
  sampleRate: number,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  if (source.type === 'samples') {
    for (let start = 0; start < source.samples.length && !signal.aborted; start += sampleRate)
      yield source.samples.subarray(start, start + sampleRate);
    return;
  }
  const { path, command, limits } = source;
  let decoder: number | null = null;
  const onStart = (pid: number): void => {
    decoder = pid;
    writeSync(DECODER_CHANNEL, `+${pid}\n`);
  };
  const options = { sampleRate, decoder: { name: command.program, command: () => command }, limits, signal, onStart };
  try {
    yield* decodeAudio(path, options);
  } finally {
    if (decoder !== null) writeSync(DECODER_CHANNEL, `-${decoder}\n`);
  }
}
