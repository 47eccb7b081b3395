import { CatalogError } from '@soundalike/catalog';
import { EmbeddingThread } from './embedding-thread.ts';
import type { TrackEmbedding } from './track-pooler.ts';
import type { WorkerSettings } from './worker-protocol.ts';

/** A pool's size; keep `workers × intraOpThreads` at or below the number of cores. */
export interface PoolSettings extends WorkerSettings {
  readonly workers: number;
  /** Time limit for one track, decoding and inference, in ms; none when left out. */
  readonly timeLimitMs?: number;
}

/** Embeds tracks on worker threads, each with its own model in memory. A worker that crashes costs one track and is replaced. */
export class EmbeddingPool implements AsyncDisposable {
  readonly #settings: PoolSettings;
  /** All threads ever started, so that `close` also waits for those that were given up. */
  readonly #threads: EmbeddingThread[] = [];
  #idle: EmbeddingThread[] = [];
  #waiting: PromiseWithResolvers<EmbeddingThread>[] = [];
  #closed = false;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /**
   * Embeds one track; waits while all workers are busy. Safe to call many times at once.
   * @param samples mono, at the model's rate; each piece's buffer is transferred, not copied
   * @throws `TOO_SHORT`, `SILENT`, `EMBEDDING_INVALID`, `MODEL_INVALID`, `WORKER_CRASHED`, `DECODE_TIMEOUT`;
   * `ABORTED` when the pool is closed; or whatever the iterable throws
   */
  async embed(samples: AsyncIterable<Float32Array<ArrayBuffer>>): Promise<TrackEmbedding> {
    const thread = await this.#acquire();
    try {
      return await thread.embed(samples, this.#settings.timeLimitMs);
    } finally {
      this.#release(thread);
    }
  }

  /** Ends all workers. Tracks that are under way or waiting fail with `ABORTED`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting) reject(closedError());
    this.#waiting = [];
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #acquire(): Promise<EmbeddingThread> {
    if (this.#closed) throw closedError();
    this.#idle = this.#idle.filter((thread) => !thread.isDead);
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#threads.filter((thread) => !thread.isDead).length < this.#settings.workers) return this.#start();
    const waiter = Promise.withResolvers<EmbeddingThread>();
    this.#waiting.push(waiter);
    return waiter.promise;
  }

  #start(): EmbeddingThread {
    const { model, folder, intraOpThreads } = this.#settings;
    const thread = new EmbeddingThread({ model, folder, intraOpThreads });
    this.#threads.push(thread);
    return thread;
  }

  #release(thread: EmbeddingThread): void {
    const next = this.#waiting.shift();
    if (next) next.resolve(thread.isDead ? this.#start() : thread);
    else this.#idle.push(thread);
  }
}

function closedError(): CatalogError {
  return new CatalogError('ABORTED', 'embedding pool: closed before the track was embedded');
}
