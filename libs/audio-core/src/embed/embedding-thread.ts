import { Worker } from 'node:worker_threads';
import { CatalogError } from '@soundalike/catalog';
import type { TrackEmbedding } from './track-pooler.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/** Pieces of audio sent to a worker and not yet taken: enough for decoding to run ahead, few enough to bound memory. */
const MAX_PIECES_IN_FLIGHT = 8;

const WORKER_FILE = new URL('./embedding-worker.ts', import.meta.url);

interface Job {
  readonly number: number;
  readonly resolve: (result: TrackEmbedding) => void;
  readonly reject: (error: CatalogError) => void;
  piecesInFlight: number;
  wake: (() => void) | null;
  ended: boolean;
}

/** One worker thread, seen from the main thread. It embeds one track at a time. */
export class EmbeddingThread {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #job: Job | null = null;
  #jobs = 0;
  #dead: CatalogError | null = null;

  constructor(settings: WorkerSettings) {
    this.#worker = new Worker(WORKER_FILE, { workerData: settings });
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: WorkerReply) => {
        if (message.type === 'ready') resolve();
        else if (message.type === 'failed' && message.job === null) {
          reject(this.#die(new CatalogError(message.code, message.message)));
        } else this.#receive(message);
      });
      const crashed = (why: string, cause?: unknown): void =>
        reject(this.#die(new CatalogError('WORKER_CRASHED', `embedding worker: expected to finish the track, but it ${why}`, { cause })));
      this.#worker.on('error', (error) => crashed(`failed: ${error.message}`, error));
      this.#worker.on('exit', (code) => crashed(`exited with code ${code}`));
    });
    this.#ready.catch(() => undefined);
  }

  /** True once the worker has ended; it takes no more tracks. */
  get isDead(): boolean {
    return this.#dead !== null;
  }

  /** Resolves when the model is loaded. @throws `MODEL_INVALID` or `WORKER_CRASHED` */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Feeds a whole track to the worker. An error of the iterable is passed on, and the worker is free again. */
  async embed(samples: AsyncIterable<Float32Array<ArrayBuffer>>): Promise<TrackEmbedding> {
    await this.#ready;
    const { promise, resolve, reject } = Promise.withResolvers<TrackEmbedding>();
    const job: Job = { number: ++this.#jobs, resolve, reject, piecesInFlight: 0, wake: null, ended: false };
    promise.catch(() => undefined);
    this.#job = job;
    if (this.#dead) throw this.#dead;
    try {
      this.#send({ type: 'begin', job: job.number });
      for await (const piece of samples) {
        while (job.piecesInFlight >= MAX_PIECES_IN_FLIGHT && !job.ended) {
          await new Promise<void>((wake) => {
            job.wake = wake;
          });
        }
        if (job.ended) break;
        job.piecesInFlight++;
        this.#send({ type: 'samples', job: job.number, samples: piece }, [piece.buffer]);
      }
      if (!job.ended) this.#send({ type: 'finish', job: job.number });
      return await promise;
    } finally {
      this.#job = null;
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(request: WorkerRequest, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(message: WorkerReply): void {
    const job = this.#job;
    if (job === null || message.type === 'ready' || message.job !== job.number) return;
    if (message.type === 'taken') job.piecesInFlight--;
    else {
      job.ended = true;
      if (message.type === 'done') job.resolve(message.result);
      else job.reject(new CatalogError(message.code, message.message));
    }
    job.wake?.();
  }

  #die(error: CatalogError): CatalogError {
    this.#dead ??= error;
    if (this.#job !== null) {
      this.#job.ended = true;
      this.#job.reject(this.#dead);
      this.#job.wake?.();
    }
    return this.#dead;
  }
}
