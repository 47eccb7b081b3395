import type { EmbeddingDevice } from '@soundalike/catalog';
import { isSoundalikeError, SoundalikeError } from '@soundalike/errors';
import { abortedError, EmbeddingProcess } from './embedding-process.ts';
import type { Track } from './embedding-process.ts';
import { modelOf } from './model-registry.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import { sentSource } from './track-source.ts';
import type { TrackSource } from './track-source.ts';
import type { WorkerSettings } from './worker-protocol.ts';

/** Settings of a pool. Keep `workers × intraOpThreads` at or below the number of cores. */
export interface PoolSettings extends Omit<WorkerSettings, 'device' | 'aheadSeconds'> {
  /** Workers on the CPU. */
  readonly workers: number;
  /** What to compute on instead of the CPU, until it fails. Default: the CPU. */
  readonly device?: DeviceUse;
  /** Default: `AHEAD_SECONDS` of the kind of worker. */
  readonly aheadSeconds?: number | undefined;
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

/**
 * `aheadSeconds` of workers on a device, of several threads, and of one. A device computes chunks of 41 s, the CPU of 11 s
 * or less.
 */
const AHEAD_SECONDS = { device: 48, threads: 16, thread: 0 } as const;

/** Options of embedding a track. */
export interface EmbedOptions {
  /** Length of the windows that are embedded separately; default: the entire track is one. */
  readonly windowSamples?: number;
  /** Abandons the track. */
  readonly signal?: AbortSignal | undefined;
}

/** A track that waits for a worker. */
interface Waiter extends PromiseWithResolvers<EmbeddingProcess> {
  readonly track: Track;
}

/**
 * Embeds tracks in worker processes, each with its own model in memory, which also decode them. If a worker crashes, only
 * its track fails, and the worker is replaced: on the CPU, if the worker computed on another device.
 */
export class EmbeddingPool implements AsyncDisposable {
  readonly #settings: PoolSettings;
  readonly #sampleRate: number;
  /** All running workers, and those that were killed and may not have ended yet: `close` waits for them too. */
  readonly #started: EmbeddingProcess[] = [];
  #idle: EmbeddingProcess[] = [];
  #waiting: Waiter[] = [];
  #tracks = 0;
  #closed = false;
  /** null: the CPU. */
  #device: DeviceUse | null;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    this.#sampleRate = modelOf(settings.model).spec.features.sampleRate;
    this.#device = settings.device ?? null;
  }

  /**
   * Embed one track, after waiting for a free worker. Many calls can run concurrently: of as many of the waiting tracks
   * as there are workers, the decoders are started.
   * @throws `TOO_SHORT`, `SILENT`, `EMBEDDING_INVALID`, `MODEL_INVALID`, `WORKER_CRASHED`; for a file, as `decodeAudio`;
   * `ABORTED` if the pool is closed
   */
  async embed(source: TrackSource, { windowSamples = Infinity, signal }: EmbedOptions = {}): Promise<TrackEmbedding> {
    if (signal?.aborted) throw abortedError(signal);
    const track = { number: ++this.#tracks, source: sentSource(source, this.#sampleRate), windowSamples };
    const worker = await this.#acquire(track, signal);
    try {
      return await worker.embed(track, { timeLimitMs: this.#settings.timeLimitMs, signal });
    } catch (error) {
      if (isSoundalikeError(error, 'WORKER_CRASHED')) this.#leaveDevice(worker, error);
      throw error;
    } finally {
      void worker.idle().then(() => this.#release(worker));
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

  async #acquire(track: Track, signal: AbortSignal | undefined): Promise<EmbeddingProcess> {
    if (this.#closed) throw closedError();
    const free = this.#free();
    if (free) return free;
    const waiter = { ...Promise.withResolvers<EmbeddingProcess>(), track };
    this.#waiting.push(waiter);
    this.#prepareNext();
    const abort = (): void => {
      const position = this.#waiting.indexOf(waiter);
      if (position < 0) return;
      this.#waiting.splice(position, 1);
      this.#preparedFor(track)?.unprepare();
      this.#prepareNext();
      waiter.reject(abortedError(signal));
    };
    signal?.addEventListener('abort', abort, { once: true });
    return waiter.promise.finally(() => signal?.removeEventListener('abort', abort));
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
    const kind = device !== 'cpu' ? 'device' : intraOpThreads > 1 ? 'threads' : 'thread';
    const aheadSeconds = this.#settings.aheadSeconds ?? AHEAD_SECONDS[kind];
    const worker = new EmbeddingProcess({ model, folder, intraOpThreads, device, aheadSeconds }, memoryLimitBytes);
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
      this.#takeNext(free).resolve(free);
    }
    this.#prepareNext();
  }

  /** Take the waiting track that a worker is prepared for, or else the first that no other is prepared for. */
  #takeNext(worker: EmbeddingProcess): Waiter {
    const own = this.#waiting.findIndex(({ track }) => worker.prepared === track.number);
    const unprepared = this.#waiting.findIndex(({ track }) => this.#preparedFor(track) === undefined);
    const [next] = this.#waiting.splice([own, unprepared].find((position) => position >= 0) ?? 0, 1);
    const preparedBy = this.#preparedFor(next!.track);
    if (preparedBy === worker) worker.takePrepared();
    else preparedBy?.unprepare();
    return next!;
  }

  #preparedFor({ number }: Track): EmbeddingProcess | undefined {
    return this.#started.find((worker) => this.#isUsable(worker) && worker.prepared === number);
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
  #prepareNext(): void {
    const ready = this.#started.filter((worker) => this.#isUsable(worker) && worker.prepared === null);
    for (const { track } of this.#waiting.slice(0, this.#settings.workers))
      if (this.#preparedFor(track) === undefined) ready.pop()?.prepare(track);
  }
}

function closedError(): SoundalikeError {
  return new SoundalikeError('ABORTED', 'the embedding pool was closed before the track was embedded');
}
