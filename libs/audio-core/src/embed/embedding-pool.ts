import { SoundalikeError } from '@soundalike/errors';
import { EarlyReader } from './early-reader.ts';
import { EmbeddingProcess } from './embedding-process.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import type { WorkerSettings } from './worker-protocol.ts';

/** A pool's size; keep `workers × intraOpThreads` at or below the number of cores. */
export interface PoolSettings extends WorkerSettings {
  readonly workers: number;
  /** Time limit for one track, decoding and inference, in ms; none when left out. */
  readonly timeLimitMs?: number;
  /** Memory that one worker may hold of its own, in bytes; none when left out. Watched on Linux only. */
  readonly memoryLimitBytes?: number;
}

/** A track that waits for a worker. */
interface Waiter extends PromiseWithResolvers<EmbeddingProcess> {
  readonly reader: EarlyReader<Float32Array>;
}

/** Embeds tracks in worker processes, each with its own model in memory. A worker that crashes costs one track and is replaced. */
export class EmbeddingPool implements AsyncDisposable {
  readonly #settings: PoolSettings;
  /** All that live, and those that were given up and may not have ended yet: `close` waits for them too. */
  readonly #started: EmbeddingProcess[] = [];
  #idle: EmbeddingProcess[] = [];
  #waiting: Waiter[] = [];
  #closed = false;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /**
   * Embeds one track; waits while all workers are busy. Safe to call many times at once: of those that wait, as many as there are workers begin to read.
   * @param samples mono, at the model's rate
   * @param windowSamples length of the windows that are embedded each by itself; default: the whole track is one
   * @throws `TOO_SHORT`, `SILENT`, `EMBEDDING_INVALID`, `MODEL_INVALID`, `WORKER_CRASHED`, `DECODE_TIMEOUT`;
   * `ABORTED` when the pool is closed; or whatever the iterable throws
   */
  async embed(samples: AsyncIterable<Float32Array>, windowSamples?: number): Promise<TrackEmbedding> {
    const reader = new EarlyReader(samples);
    try {
      const worker = await this.#acquire(reader);
      try {
        return await worker.embed(reader, { timeLimitMs: this.#settings.timeLimitMs, windowSamples });
      } finally {
        this.#release(worker);
      }
    } finally {
      // It may hang, and is not waited for.
      reader.return().catch(() => undefined);
    }
  }

  /** Ends all workers. Tracks that are under way or waiting fail with `ABORTED`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting) reject(closedError());
    this.#waiting = [];
    await Promise.all(this.#started.map((worker) => worker.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #acquire(reader: EarlyReader<Float32Array>): Promise<EmbeddingProcess> {
    if (this.#closed) throw closedError();
    this.#idle = this.#idle.filter((worker) => !worker.isDead);
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#started.filter((worker) => !worker.isDead).length < this.#settings.workers) return this.#start();
    const waiter = { ...Promise.withResolvers<EmbeddingProcess>(), reader };
    this.#waiting.push(waiter);
    this.#beginNext();
    return waiter.promise;
  }

  #start(): EmbeddingProcess {
    const { model, folder, intraOpThreads, memoryLimitBytes } = this.#settings;
    const worker = new EmbeddingProcess({ model, folder, intraOpThreads }, memoryLimitBytes);
    this.#started.push(worker);
    return worker;
  }

  #release(worker: EmbeddingProcess): void {
    const next = this.#waiting.shift();
    if (next) next.resolve(worker.isDead ? this.#start() : worker);
    else this.#idle.push(worker);
    this.#beginNext();
  }

  /** The decoders of the tracks that come next start while those before are still being embedded. */
  #beginNext(): void {
    for (const { reader } of this.#waiting.slice(0, this.#settings.workers)) reader.begin();
  }
}

function closedError(): SoundalikeError {
  return new SoundalikeError('ABORTED', 'embedding pool: closed before the track was embedded');
}
