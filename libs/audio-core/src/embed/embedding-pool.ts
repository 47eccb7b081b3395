import { SoundalikeError } from '@soundalike/errors';
import { EmbeddingProcess } from './embedding-process.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import type { WorkerSettings } from './worker-protocol.ts';

/** Settings of a pool. Keep `workers × intraOpThreads` at or below the number of cores. */
export interface PoolSettings extends WorkerSettings {
  readonly workers: number;
  /** Time limit for one track, decoding and inference, in ms. Default: none. */
  readonly timeLimitMs?: number;
  /** Most memory of one worker, shared memory not counted, in bytes. Default: no limit. Watched on Linux only. */
  readonly memoryLimitBytes?: number;
}

/** A track that waits for a worker. */
interface Waiter extends PromiseWithResolvers<EmbeddingProcess> {
  readonly reader: EarlyReader<Float32Array>;
}

/**
 * Embeds tracks in worker processes, each with its own model in memory. If a worker crashes, only its track fails, and
 * the worker is replaced.
 */
export class EmbeddingPool implements AsyncDisposable {
  readonly #settings: PoolSettings;
  /** All running workers, and those that were killed and may not have ended yet: `close` waits for them too. */
  readonly #started: EmbeddingProcess[] = [];
  #idle: EmbeddingProcess[] = [];
  #waiting: Waiter[] = [];
  #closed = false;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /**
   * Embed one track, after waiting for a free worker. Many calls can run concurrently: as many of the waiting tracks as
   * there are workers begin to read.
   * @param samples mono, at the model's sample rate, in pieces that the pool takes over: it frees the memory of each that
   * has a buffer of its own
   * @param windowSamples length of the windows that are embedded separately; default: the entire track is one
   * @throws `TOO_SHORT`, `SILENT`, `EMBEDDING_INVALID`, `MODEL_INVALID`, `WORKER_CRASHED`, `DECODE_TIMEOUT`;
   * `ABORTED` if the pool is closed; any error of the iterable
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
      // It may hang, so its end is not awaited.
      reader.return().catch(() => undefined);
    }
  }

  /** End all workers. Tracks that are under way or waiting fail with `ABORTED`. */
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

  /** Start the decoders of the next tracks while the ones before are still being embedded. */
  #beginNext(): void {
    for (const { reader } of this.#waiting.slice(0, this.#settings.workers)) reader.begin();
  }
}

function closedError(): SoundalikeError {
  return new SoundalikeError('ABORTED', 'the embedding pool was closed before the track was embedded');
}

/**
 * An iterator that can read its first element ahead, so that a slow source starts while other work is done.
 * The reader must call `return` when it is done, even if it has read everything or nothing.
 */
class EarlyReader<T> implements AsyncIterableIterator<T> {
  readonly #iterator: AsyncIterator<T>;
  #first: Promise<IteratorResult<T>> | null = null;

  constructor(iterable: AsyncIterable<T>) {
    this.#iterator = iterable[Symbol.asyncIterator]();
  }

  /** Read the first element ahead. Calls after that do nothing, but none may follow once reading has begun. */
  begin(): void {
    if (this.#first !== null) return;
    this.#first = this.#iterator.next();
    // The caller of `next` receives the error.
    this.#first.catch(() => undefined);
  }

  next(): Promise<IteratorResult<T>> {
    const next = this.#first ?? this.#iterator.next();
    this.#first = null;
    return next;
  }

  async return(): Promise<IteratorResult<T>> {
    return (await this.#iterator.return?.()) ?? { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
