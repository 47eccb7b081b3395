import type { EmbeddingDevice } from '@soundalike/catalog';
import { isSoundalikeError, SoundalikeError } from '@soundalike/errors';
import { EmbeddingProcess } from './embedding-process.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import type { WorkerSettings } from './worker-protocol.ts';

/** Settings of a pool. Keep `workers × intraOpThreads` at or below the number of cores. */
export interface PoolSettings extends Omit<WorkerSettings, 'device'> {
  /** Workers on the CPU. */
  readonly workers: number;
  /** What to compute on instead of the CPU, until it fails. Default: the CPU. */
  readonly device?: DeviceUse;
  /** Time limit for one track, decoding and inference, in ms. Default: none. */
  readonly timeLimitMs?: number;
  /** Most memory of one worker, shared memory not counted, in bytes. Default: no limit. Watched on Linux only. */
  readonly memoryLimitBytes?: number;
}

/** How a pool uses a device. */
export interface DeviceUse {
  readonly name: EmbeddingDevice;
  /** Workers that share it. */
  readonly workers: number;
  /** Receives the reason if the device fails; from then on the pool computes on the CPU. Called at most once. */
  readonly onFailure: (reason: string) => void;
}

/** A track that waits for a worker. */
interface Waiter extends PromiseWithResolvers<EmbeddingProcess> {
  readonly reader: EarlyReader<Float32Array>;
}

/**
 * Embeds tracks in worker processes, each with its own model in memory. If a worker crashes, only its track fails, and
 * the worker is replaced: on the CPU, if the worker computed on another device.
 */
export class EmbeddingPool implements AsyncDisposable {
  readonly #settings: PoolSettings;
  /** All running workers, and those that were killed and may not have ended yet: `close` waits for them too. */
  readonly #started: EmbeddingProcess[] = [];
  #idle: EmbeddingProcess[] = [];
  #waiting: Waiter[] = [];
  #closed = false;
  /** null: the CPU. */
  #device: DeviceUse | null;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    this.#device = settings.device ?? null;
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
      } catch (error) {
        if (isSoundalikeError(error, 'WORKER_CRASHED')) this.#leaveDevice(worker, error);
        throw error;
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
    const free = this.#free();
    if (free) return free;
    const waiter = { ...Promise.withResolvers<EmbeddingProcess>(), reader };
    this.#waiting.push(waiter);
    this.#beginNext();
    return waiter.promise;
  }

  /** Return an idle worker, or a new one; null if all that may run are busy. */
  #free(): EmbeddingProcess | null {
    this.#idle = this.#idle.filter((worker) => this.#isUsable(worker));
    const idle = this.#idle.pop();
    if (idle) return idle;
    const running = this.#started.filter((worker) => this.#isUsable(worker)).length;
    return running < (this.#device ?? this.#settings).workers ? this.#start() : null;
  }

  #start(): EmbeddingProcess {
    const { model, folder, intraOpThreads, memoryLimitBytes } = this.#settings;
    const device = this.#device?.name ?? 'cpu';
    const worker = new EmbeddingProcess({ model, folder, intraOpThreads, device }, memoryLimitBytes);
    this.#started.push(worker);
    return worker;
  }

  #isUsable({ isDead, device }: EmbeddingProcess): boolean {
    return !isDead && device === (this.#device?.name ?? 'cpu');
  }

  #release(worker: EmbeddingProcess): void {
    if (this.#isUsable(worker)) this.#idle.push(worker);
    else void worker.close();
    while (this.#waiting.length > 0) {
      const free = this.#free();
      if (free === null) break;
      this.#waiting.shift()?.resolve(free);
    }
    this.#beginNext();
  }

  /** Compute on the CPU after a worker has failed on the device. Other tracks that are under way there may still finish. */
  #leaveDevice(failed: EmbeddingProcess, { message }: SoundalikeError): void {
    const device = this.#device;
    if (device === null || failed.device === 'cpu' || this.#closed) return;
    this.#device = null;
    for (const worker of [failed, ...this.#idle]) void worker.close();
    device.onFailure(message);
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
