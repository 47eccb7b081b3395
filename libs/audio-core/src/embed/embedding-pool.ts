import { EmbeddingThread } from './embedding-thread.ts';
import type { TrackEmbedding } from './track-pooler.ts';
import type { WorkerSettings } from './worker-protocol.ts';

/** A pool's size; keep `workers × intraOpThreads` at or below the number of cores. */
export interface PoolSettings extends WorkerSettings {
  readonly workers: number;
}

/** Embeds tracks on worker threads, each with its own model in memory. A worker that crashes costs one track and is replaced. */
export class EmbeddingPool implements AsyncDisposable {
  readonly #settings: PoolSettings;
  readonly #idle: EmbeddingThread[] = [];
  readonly #all = new Set<EmbeddingThread>();
  readonly #waiting: ((thread: EmbeddingThread) => void)[] = [];

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /**
   * Embeds one track; waits while all workers are busy. Safe to call many times at once.
   * @param samples mono, at the model's rate; each piece's buffer is transferred, not copied
   * @throws `TOO_SHORT`, `SILENT`, `EMBEDDING_INVALID`, `MODEL_INVALID`, `WORKER_CRASHED`, or whatever the iterable throws
   */
  async embed(samples: AsyncIterable<Float32Array<ArrayBuffer>>): Promise<TrackEmbedding> {
    const thread = await this.#acquire();
    try {
      return await thread.embed(samples);
    } finally {
      this.#release(thread);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.close()));
    this.#all.clear();
    this.#idle.length = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #acquire(): Promise<EmbeddingThread> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#all.size < this.#settings.workers) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): EmbeddingThread {
    const { model, folder, intraOpThreads } = this.#settings;
    const thread = new EmbeddingThread({ model, folder, intraOpThreads });
    this.#all.add(thread);
    return thread;
  }

  #release(thread: EmbeddingThread): void {
    let free = thread;
    const next = this.#waiting.shift();
    if (thread.isDead) {
      this.#all.delete(thread);
      if (!next) return;
      free = this.#start();
    }
    if (next) next(free);
    else this.#idle.push(free);
  }
}
