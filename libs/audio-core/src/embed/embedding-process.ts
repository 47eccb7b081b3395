import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { EmbeddingDevice } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { watchMemory } from '../decode/watch-memory.ts';
import { TextTail } from '../machine/text-tail.ts';
import { forkWorker } from './fork-worker.ts';
import { RunningDecoders } from './running-decoders.ts';
import { receivedError } from './sent-error.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import type { SentSource } from './track-source.ts';
import { DECODER_CHANNEL } from './worker-protocol.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/** Bytes that are kept of what a worker on a device prints. */
const LAST_WORDS = 1000;

/** Time for a worker to say what it does with a track that has exceeded its time limit, in ms. */
const REPLY_LIMIT_MS = 10_000;

/** A track, as the pool hands it to workers. */
export interface Track {
  /** Different for all tracks of the pool. */
  readonly number: number;
  readonly source: SentSource;
  /** Length of the windows that are embedded separately; infinite if the entire track is one. */
  readonly windowSamples: number;
}

/** Limits of embedding one track. */
export interface EmbedLimits {
  readonly timeLimitMs?: number | undefined;
  /** Abandons the track. */
  readonly signal?: AbortSignal | undefined;
}

interface Job extends PromiseWithResolvers<TrackEmbedding> {
  readonly number: number;
  readonly timeLimitMs: number;
  /** Resolves when the worker is done with it. */
  readonly isOver: PromiseWithResolvers<undefined>;
}

/**
 * One worker, seen from the main process. It embeds one track at a time. It is a process and not a thread, because
 * ending a thread inside ONNX Runtime aborts the entire process, and so does a crash in it.
 */
export class EmbeddingProcess {
  readonly device: EmbeddingDevice;
  readonly #child: ChildProcess;
  readonly #decoders: RunningDecoders;
  readonly #ready: Promise<void>;
  readonly #exited: Promise<void>;
  #job: Job | null = null;
  /** The track whose decoder it has started. */
  #prepared: number | null = null;
  /** The track that it was prepared for and embeds now, or will at once. */
  #taken: number | null = null;
  #dead: SoundalikeError | null = null;

  /** @param memoryLimitBytes limit, shared memory not counted, beyond which the worker is killed; Linux only */
  constructor(settings: WorkerSettings, memoryLimitBytes = Infinity) {
    this.device = settings.device;
    this.#child = forkWorker(settings);
    // Node creates no channel if the system has no descriptors left; the child then fails to start.
    this.#decoders = new RunningDecoders((this.#child.stdio as (Readable | undefined)[])[DECODER_CHANNEL]);
    const ready = Promise.withResolvers<undefined>();
    const exited = Promise.withResolvers<undefined>();
    this.#ready = ready.promise;
    this.#exited = exited.promise;
    this.#ready.catch(() => undefined);
    this.#child.on('message', (message: WorkerReply) => {
      if (message.type === 'ready') ready.resolve(undefined);
      else if (message.type === 'failed' && message.job === null) {
        ready.reject(this.#die(receivedError(message)));
      } else this.#receive(message);
    });
    // Drivers print warnings, also about devices that are not used: only the last words before a crash are of interest.
    const lastWords = new TextTail(LAST_WORDS);
    this.#child.stderr?.on('data', (bytes: Buffer) => lastWords.add(bytes));
    const stopWatching = watchMemory(this.#child.pid ?? 0, memoryLimitBytes, (bytes) => {
      this.#end(
        new SoundalikeError(
          'WORKER_CRASHED',
          `the embedding worker was ended: it may use at most ${mebibytes(memoryLimitBytes)} MiB of memory, ` +
            `and used ${mebibytes(bytes)} MiB`,
        ),
      );
    });
    const ended = (how: string, words: string, cause?: unknown): void => {
      stopWatching();
      ready.reject(this.#die(new SoundalikeError('WORKER_CRASHED', this.#describeEnd(how, words), { cause })));
      void this.#decoders.kill().then(() => exited.resolve(undefined));
    };
    this.#child.on('error', (error) => ended(`failed: ${error.message}`, lastWords.toString(), error));
    this.#child.on('exit', (code, signal) =>
      ended(
        signal === null ? `exited with code ${code}` : `was ended by ${signal}`,
        // SIGKILL comes from outside, so nothing that it printed is the reason.
        signal === 'SIGKILL' ? '' : lastWords.toString(),
      ),
    );
  }

  /** True if the worker has ended or was killed; it accepts no more tracks. */
  get isDead(): boolean {
    return this.#dead !== null;
  }

  /** The number of the track that it is prepared for; null: it can prepare one. */
  get prepared(): number | null {
    return this.#prepared;
  }

  /** Start the decoder of a track that it will probably embed next. */
  prepare({ number, source }: Track): void {
    if (source.type === 'samples') return;
    this.#prepared = number;
    this.#send({ type: 'prepare', job: number, source });
  }

  /** Say that it will embed the track that it is prepared for now: it can prepare the next. */
  takePrepared(): void {
    this.#taken = this.#prepared;
    this.#prepared = null;
  }

  /** Drop the track that it is prepared for. */
  unprepare(): void {
    if (this.#prepared !== null) this.#send({ type: 'stop', job: this.#prepared });
    this.#prepared = null;
  }

  /**
   * Embed an entire track. Only one call may be under way, until `idle`.
   * @param limits `timeLimitMs` for the entire track, without the loading of the model
   * @throws `MODEL_INVALID`; `WORKER_CRASHED`, also if the worker exceeds the time limit; `DECODE_TIMEOUT` if the
   * decoder exceeds it; `ABORTED`; errors of the track
   */
  async embed({ number, source, windowSamples }: Track, limits: EmbedLimits = {}): Promise<TrackEmbedding> {
    const { timeLimitMs = Infinity, signal } = limits;
    const isPrepared = this.#taken === number;
    await this.#ready;
    if (this.#dead) throw this.#dead;
    const job: Job = {
      ...Promise.withResolvers<TrackEmbedding>(),
      number,
      timeLimitMs,
      isOver: Promise.withResolvers<undefined>(),
    };
    this.#job = job;
    const timer = Number.isFinite(timeLimitMs) ? setTimeout(() => this.#expire(job), timeLimitMs) : undefined;
    const abort = (): void => {
      this.#send({ type: 'stop', job: number });
      job.reject(abortedError(signal));
    };
    signal?.addEventListener('abort', abort, { once: true });
    void job.isOver.promise.then(() => {
      clearTimeout(timer);
      this.#job = null;
    });
    try {
      this.#send({ type: 'embed', job: number, source: isPrepared ? null : source, windowSamples });
      if (signal?.aborted) abort();
      return await job.promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Wait until it is done with the last track, which it may still work on after an abort, or has ended. */
  async idle(): Promise<void> {
    await this.#job?.isOver.promise;
  }

  /** End the worker. A track under way fails with `ABORTED`. */
  async close(): Promise<void> {
    this.#end(new SoundalikeError('ABORTED', 'the embedding worker was closed before it finished the track'));
    await this.#exited;
  }

  #send(request: WorkerRequest): void {
    // An error of the channel means that the worker has ended, which `exit` reports.
    if (this.#child.connected) this.#child.send(request, () => undefined);
  }

  #receive(message: Exclude<WorkerReply, { type: 'ready' }>): void {
    const job = this.#job;
    if (job === null || message.job !== job.number) return;
    if (message.type === 'late') {
      if (message.waitsForDecoder) job.reject(new SoundalikeError('DECODE_TIMEOUT', `the decoder ${lateness(job)}`));
      else this.#endLate(job);
      return;
    }
    if (message.type === 'failed') job.reject(receivedError(message));
    else {
      // A received array is a view of a larger buffer.
      const embedding = message.result.embedding.slice();
      const fingerprint = message.result.fingerprint.slice();
      job.resolve({ ...message.result, embedding, fingerprint });
    }
    job.isOver.resolve(undefined);
  }

  /** Ask what a track that takes too long waits for, and end the worker if that is not its decoder. */
  #expire(job: Job): void {
    this.#send({ type: 'expire', job: job.number });
    const timer = setTimeout(() => this.#endLate(job), REPLY_LIMIT_MS);
    void job.isOver.promise.then(() => clearTimeout(timer));
  }

  #endLate(job: Job): void {
    this.#end(new SoundalikeError('WORKER_CRASHED', `the embedding worker ${lateness(job)}, and was ended`));
  }

  #describeEnd(how: string, lastWords: string): string {
    const where = this.device === 'cpu' ? '' : ` on ${this.device}`;
    const words = lastWords.trim().split('\n').at(-1);
    return `the embedding worker${where} ${how} before it finished the track${words ? `; it last printed: ${words}` : ''}`;
  }

  #end(reason: SoundalikeError): void {
    this.#die(reason);
    this.#child.kill('SIGKILL');
  }

  #die(error: SoundalikeError): SoundalikeError {
    this.#dead ??= error;
    this.#job?.reject(this.#dead);
    this.#job?.isOver.resolve(undefined);
    return this.#dead;
  }
}

function lateness({ timeLimitMs }: Job): string {
  return `did not finish the track within ${timeLimitMs / 1000} s`;
}

/** Return the error of a track that its caller has abandoned. */
export function abortedError(signal: AbortSignal | undefined): SoundalikeError {
  return new SoundalikeError('ABORTED', 'decoding was stopped before the end of the file', { cause: signal?.reason });
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
