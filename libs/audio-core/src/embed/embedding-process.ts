import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { SoundalikeError } from '@soundalike/errors';
import { watchMemory } from '../decode/watch-memory.ts';
import { REQUEST_CHANNEL, writeRequest } from './request-channel.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/** Pieces of audio sent to a worker and not yet taken: enough for decoding to run ahead, few enough to bound memory. */
const MAX_PIECES_IN_FLIGHT = 8;

const CHILD_FILE = fileURLToPath(new URL('./embedding-child.ts', import.meta.url));

/** In V8's usual young generation of 16 MB, audio that nobody needs any more piles up to 50 MB, for its buffers lie outside and do not count. */
const WORKER_FLAGS = ['--max-semi-space-size=1'];

/** Has the C library (glibc) give memory back that came and went; else some 50 MB of buffers of all sizes lie scattered in it. */
const WORKER_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

/** How one track is embedded. */
export interface EmbedOptions {
  readonly timeLimitMs?: number | undefined;
  readonly windowSamples?: number | undefined;
}

interface Job extends PromiseWithResolvers<TrackEmbedding> {
  readonly number: number;
  piecesInFlight: number;
  /** True once the worker has the whole track. */
  fed: boolean;
  ended: boolean;
  wake: (() => void) | null;
}

/**
 * One worker, seen from the main process. It embeds one track at a time.
 * A process and no thread: ending a thread that is inside ONNX Runtime aborts the whole process, and so does a fault in it.
 */
export class EmbeddingProcess {
  readonly #child: ChildProcess;
  readonly #requests: Writable | undefined;
  readonly #ready: Promise<void>;
  readonly #exited: Promise<void>;
  #job: Job | null = null;
  #jobs = 0;
  #dead: SoundalikeError | null = null;

  /** @param memoryLimitBytes of its own, beyond which it is ended; watched on Linux only */
  constructor(settings: WorkerSettings, memoryLimitBytes = Infinity) {
    const compileCache = getCompileCacheDir();
    this.#child = fork(CHILD_FILE, [JSON.stringify(settings)], {
      execArgv: WORKER_FLAGS,
      serialization: 'advanced',
      // The folder within the cache is Node's own, by version.
      env: {
        ...process.env,
        ...WORKER_ENVIRONMENT,
        ...(compileCache && { NODE_COMPILE_CACHE: dirname(compileCache) }),
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc', 'pipe'],
      // In a process group of its own, a Ctrl-C meant for us does not end it in the middle of a track.
      detached: process.platform !== 'win32',
    });
    // Where the system has no descriptors left, Node makes none, and the child fails to start.
    this.#requests = (this.#child.stdio as (Writable | undefined)[])[REQUEST_CHANNEL];
    // A request that finds no worker is no news: `exit` tells.
    this.#requests?.on('error', () => undefined);
    const ready = Promise.withResolvers<undefined>();
    const exited = Promise.withResolvers<undefined>();
    this.#ready = ready.promise;
    this.#exited = exited.promise;
    this.#ready.catch(() => undefined);
    this.#child.on('message', (message: WorkerReply) => {
      if (message.type === 'ready') ready.resolve(undefined);
      else if (message.type === 'failed' && message.job === null) {
        ready.reject(this.#die(new SoundalikeError(message.code, message.message)));
      } else this.#receive(message);
    });
    const stopWatching = watchMemory(this.#child.pid ?? 0, memoryLimitBytes, (bytes) => {
      this.#end(
        new SoundalikeError(
          'WORKER_CRASHED',
          `embedding worker: expected at most ${mebibytes(memoryLimitBytes)} MiB, got ${mebibytes(bytes)} MiB; it was ended`,
        ),
      );
    });
    const ended = (how: string, cause?: unknown): void => {
      stopWatching();
      ready.reject(
        this.#die(
          new SoundalikeError('WORKER_CRASHED', `embedding worker: expected to finish the track, but it ${how}`, {
            cause,
          }),
        ),
      );
      exited.resolve(undefined);
    };
    this.#child.on('error', (error) => ended(`failed: ${error.message}`, error));
    this.#child.on('exit', (code, signal) =>
      ended(signal === null ? `exited with code ${code}` : `was ended by ${signal}`),
    );
  }

  /** True once the worker has ended or been given up; it takes no more tracks. */
  get isDead(): boolean {
    return this.#dead !== null;
  }

  /**
   * Feeds a whole track to the worker. Whatever happens, the worker is then free again, or dead.
   * When the worker or the time limit ends the track, an iterable that hangs is not waited for.
   * @param options `timeLimitMs` for the whole track, the loading of the model does not count; `windowSamples` as `EmbeddingPool.embed` has it
   * @throws `MODEL_INVALID`; `WORKER_CRASHED` also when the worker is over the time limit; `DECODE_TIMEOUT` when the iterable is;
   * an error of the track; whatever the iterable throws
   */
  async embed(samples: AsyncIterable<Float32Array>, options: EmbedOptions = {}): Promise<TrackEmbedding> {
    const { timeLimitMs, windowSamples } = options;
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
      this.#feed(job, samples, windowSamples).catch(job.reject);
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
    this.#end(new SoundalikeError('ABORTED', 'embedding worker: closed before the track was finished'));
    await this.#exited;
  }

  async #feed(job: Job, samples: AsyncIterable<Float32Array>, windowSamples = Infinity): Promise<void> {
    this.#send({ type: 'begin', job: job.number, windowSamples });
    for await (const piece of samples) {
      while (job.piecesInFlight >= MAX_PIECES_IN_FLIGHT && !job.ended) {
        await new Promise<void>((wake) => {
          job.wake = wake;
        });
      }
      if (job.ended) return;
      job.piecesInFlight++;
      this.#send({ type: 'samples', job: job.number, samples: piece });
    }
    job.fed = true;
    this.#send({ type: 'finish', job: job.number });
  }

  #send(request: WorkerRequest): void {
    if (this.#requests?.writable) writeRequest(this.#requests, request);
  }

  #receive(message: WorkerReply): void {
    const job = this.#job;
    if (job === null || message.type === 'ready' || message.job !== job.number) return;
    if (message.type === 'failed') job.reject(new SoundalikeError(message.code, message.message));
    else if (message.type === 'taken') {
      job.piecesInFlight--;
      job.wake?.();
    } else {
      // What comes over the channel is a view of a larger buffer.
      const embedding = message.result.embedding.slice();
      job.resolve({ ...message.result, embedding });
    }
  }

  #giveUp(job: Job, timeLimitMs: number): void {
    const limit = `expected the whole track within ${timeLimitMs / 1000} s`;
    if (job.piecesInFlight === 0 && !job.fed) job.reject(new SoundalikeError('DECODE_TIMEOUT', `decoder: ${limit}`));
    else this.#end(new SoundalikeError('WORKER_CRASHED', `embedding worker: ${limit}; it was ended`));
  }

  #end(reason: SoundalikeError): void {
    this.#die(reason);
    this.#child.kill('SIGKILL');
  }

  #die(error: SoundalikeError): SoundalikeError {
    this.#dead ??= error;
    this.#job?.reject(this.#dead);
    return this.#dead;
  }
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
