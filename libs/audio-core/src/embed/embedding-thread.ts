import { Worker } from 'node:worker_threads';
import { CatalogError } from '@soundalike/catalog';
import type { TrackEmbedding } from './track-pooler.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/** Pieces of audio sent to a worker and not yet taken: enough for decoding to run ahead, few enough to bound memory. */
const MAX_PIECES_IN_FLIGHT = 8;

const WORKER_FILE = new URL('./embedding-worker.ts', import.meta.url);

interface Job extends PromiseWithResolvers<TrackEmbedding> {
  readonly number: number;
  piecesInFlight: number;
  /** True once the worker has the whole track. */
  fed: boolean;
  ended: boolean;
  wake: (() => void) | null;
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

  /** True once the worker has ended or been given up; it takes no more tracks. */
  get isDead(): boolean {
    return this.#dead !== null;
  }

  /**
   * Feeds a whole track to the worker. Whatever happens, the worker is then free again, or dead.
   * When the worker or the time limit ends the track, an iterable that hangs is not waited for.
   * @param timeLimitMs for the whole track; the loading of the model does not count
   * @throws `MODEL_INVALID`; `WORKER_CRASHED` also when the worker is over the time limit; `DECODE_TIMEOUT` when the iterable is;
   * an error of the track; whatever the iterable throws
   */
  async embed(samples: AsyncIterable<Float32Array<ArrayBuffer>>, timeLimitMs?: number): Promise<TrackEmbedding> {
    await this.#ready;
    if (this.#dead) throw this.#dead;
    const job: Job = {
      ...Promise.withResolvers<TrackEmbedding>(),
      number: ++this.#jobs,
      piecesInFlight: 0,
      fed: false,
      ended: false,
      wake: null,
    };
    this.#job = job;
    const timer = timeLimitMs === undefined ? undefined : setTimeout(() => this.#giveUp(job, timeLimitMs), timeLimitMs);
    try {
      this.#feed(job, samples).catch(job.reject);
      return await job.promise;
    } finally {
      clearTimeout(timer);
      this.#job = null;
      job.ended = true;
      job.wake?.();
    }
  }

  /** Ends the worker; a track under way fails with `ABORTED`. */
  async close(): Promise<void> {
    this.#die(new CatalogError('ABORTED', 'embedding worker: closed before the track was finished'));
    await this.#worker.terminate();
  }

  async #feed(job: Job, samples: AsyncIterable<Float32Array<ArrayBuffer>>): Promise<void> {
    this.#send({ type: 'begin', job: job.number });
    for await (const piece of samples) {
      while (job.piecesInFlight >= MAX_PIECES_IN_FLIGHT && !job.ended) {
        await new Promise<void>((wake) => {
          job.wake = wake;
        });
      }
      if (job.ended) return;
      job.piecesInFlight++;
      this.#send({ type: 'samples', job: job.number, samples: piece }, [piece.buffer]);
    }
    job.fed = true;
    this.#send({ type: 'finish', job: job.number });
  }

  #send(request: WorkerRequest, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(message: WorkerReply): void {
    const job = this.#job;
    if (job === null || message.type === 'ready' || message.job !== job.number) return;
    if (message.type === 'done') job.resolve(message.result);
    else if (message.type === 'failed') job.reject(new CatalogError(message.code, message.message));
    else {
      job.piecesInFlight--;
      job.wake?.();
    }
  }

  #giveUp(job: Job, timeLimitMs: number): void {
    const limit = `expected the whole track within ${timeLimitMs / 1000} s`;
    if (job.piecesInFlight === 0 && !job.fed) {
      job.reject(new CatalogError('DECODE_TIMEOUT', `decoder: ${limit}`));
      return;
    }
    this.#die(new CatalogError('WORKER_CRASHED', `embedding worker: ${limit}; it was ended`));
    // Not waited for: a thread that hangs in native code never ends.
    void this.#worker.terminate();
  }

  #die(error: CatalogError): CatalogError {
    this.#dead ??= error;
    this.#job?.reject(this.#dead);
    return this.#dead;
  }
}
