import { availableCores, availableMemory, EmbeddingPool, poolSize } from '@soundalike/audio-core';
import { chooseDevice, DEVICE_WORKERS } from '@soundalike/model-builder';
import type { ProvidedModel } from '@soundalike/model-builder';
import type { Settings } from '@soundalike/settings';

/** Longest time that one track may take to decode and embed, in milliseconds. */
const TRACK_LIMIT_MS = 30 * 60_000;
/** Memory that one worker may hold, in bytes: several times as much as Cnn14 takes for a track of any length. */
const WORKER_MEMORY_LIMIT = 3 * 1024 ** 3;

/** Where a run computes the model. */
export interface DevicePlan {
  readonly wanted: Settings['embeddingDevice'];
  /** Receives the chosen device with the reason, and later that it failed. */
  readonly announce: (text: string) => void;
}

/** The pool of a model, which is opened when it is needed first: the self-test of a device takes seconds. */
export class LazyPool implements AsyncDisposable {
  /** Most workers at the same time, on any device. */
  readonly workers: number;
  readonly #model: ProvidedModel;
  readonly #threads: number;
  readonly #size: ReturnType<typeof poolSize>;
  readonly #plan: DevicePlan | null;
  readonly #closing = new AbortController();
  #pool: Promise<EmbeddingPool> | null = null;

  /**
   * @param etlThreads threads for inference on the CPU; null: the number of cores
   * @param plan null: the CPU
   */
  constructor(model: ProvidedModel, etlThreads: number | null, plan: DevicePlan | null) {
    this.#model = model;
    this.#threads = etlThreads ?? availableCores();
    this.#plan = plan?.wanted === 'cpu' ? null : plan;
    this.#size = poolSize(model.spec, model.manifest, this.#threads, availableMemory());
    const { workers } = this.#size;
    this.workers = this.#plan === null ? workers : Math.max(workers, DEVICE_WORKERS);
  }

  /**
   * Return the pool.
   * @param signal ends the waiting for a self-test
   * @throws as `chooseDevice`; the reason of the signal
   */
  async open(signal: AbortSignal): Promise<EmbeddingPool> {
    signal.throwIfAborted();
    const pool = (this.#pool ??= this.#start());
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    try {
      return await Promise.race([pool, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** End the workers, or the self-test. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await (await this.#pool?.catch(() => null))?.close();
  }

  async #start(): Promise<EmbeddingPool> {
    const { spec, folder } = this.#model;
    const settings = {
      model: spec.id,
      folder,
      ...this.#size,
      timeLimitMs: TRACK_LIMIT_MS,
      memoryLimitBytes: WORKER_MEMORY_LIMIT,
    };
    if (this.#plan === null) return new EmbeddingPool(settings);
    const { wanted, announce } = this.#plan;
    const { device, reason } = await chooseDevice(this.#model, wanted, this.#threads, this.#closing.signal);
    announce(`${reason}.`);
    if (device === 'cpu') return new EmbeddingPool(settings);
    const onFailure = (failure: string): void =>
      announce(`The model runs on the CPU from here on, because ${device} failed: ${failure}`);
    return new EmbeddingPool({ ...settings, device: { name: device, workers: DEVICE_WORKERS, onFailure } });
  }
}
