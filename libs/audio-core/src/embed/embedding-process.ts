import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { EmbeddingDevice } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { watchMemory } from '../decode/watch-memory.ts';
import { TextTail } from '../machine/text-tail.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import { REQUEST_CHANNEL, writeRequest } from './worker-protocol.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/** Pieces of audio sent to a worker and not yet taken: enough for decoding to run ahead, few enough to limit memory. */
const MAX_PIECES_IN_FLIGHT = 8;

/** Bytes that are kept of what a worker on a device prints. */
const LAST_WORDS = 1000;

const CHILD_FILE = fileURLToPath(new URL('./embedding-child.ts', import.meta.url));

/**
 * In V8's default young generation of 16 MB, unused audio accumulates to 50 MB, because its buffers are outside the
 * heap and do not count.
 */
const WORKER_FLAGS = ['--max-semi-space-size=1'];

/** Makes the C library (glibc) return freed memory. Otherwise it retains about 50 MB of buffers of all sizes. */
const WORKER_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

/** Options of embedding one track. */
export interface EmbedOptions {
  readonly timeLimitMs?: number | undefined;
  readonly windowSamples?: number | undefined;
}

interface Job extends PromiseWithResolvers<TrackEmbedding> {
  readonly number: number;
  piecesInFlight: number;
  /** True if the worker has received the entire track. */
  fed: boolean;
  ended: boolean;
  wake: (() => void) | null;
}

/**
 * One worker, seen from the main process. It embeds one track at a time. It is a process and not a thread, because
 * ending a thread inside ONNX Runtime aborts the entire process, and so does a crash in it.
 */
export class EmbeddingProcess {
  readonly device: EmbeddingDevice;
  readonly #child: ChildProcess;
  readonly #requests: Writable | undefined;
  readonly #ready: Promise<void>;
  readonly #exited: Promise<void>;
  #job: Job | null = null;
  #jobs = 0;
  #dead: SoundalikeError | null = null;

  /** @param memoryLimitBytes limit, shared memory not counted, beyond which the worker is killed; Linux only */
  constructor(settings: WorkerSettings, memoryLimitBytes = Infinity) {
    this.device = settings.device;
    const compileCache = getCompileCacheDir();
    this.#child = fork(CHILD_FILE, [JSON.stringify(settings)], {
      execArgv: WORKER_FLAGS,
      serialization: 'advanced',
      // Node itself adds the subfolder of its version.
      env: {
        ...process.env,
        ...WORKER_ENVIRONMENT,
        ...(compileCache && { NODE_COMPILE_CACHE: dirname(compileCache) }),
      },
      stdio: ['ignore', 'ignore', settings.device === 'cpu' ? 'inherit' : 'pipe', 'ipc', 'pipe'],
      // In a separate process group, a Ctrl-C meant for us does not end it in the middle of a track.
      detached: process.platform !== 'win32',
    });
    // Node creates no channel if the system has no descriptors left; the child then fails to start.
    this.#requests = (this.#child.stdio as (Writable | undefined)[])[REQUEST_CHANNEL];
    // An error of the channel means that the worker has ended, which `exit` reports.
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
    const ended = (how: string, cause?: unknown): void => {
      stopWatching();
      ready.reject(
        this.#die(new SoundalikeError('WORKER_CRASHED', this.#describeEnd(how, lastWords.toString()), { cause })),
      );
      exited.resolve(undefined);
    };
    this.#child.on('error', (error) => ended(`failed: ${error.message}`, error));
    this.#child.on('exit', (code, signal) =>
      ended(signal === null ? `exited with code ${code}` : `was ended by ${signal}`),
    );
  }

  /** True if the worker has ended or was killed; it accepts no more tracks. */
  get isDead(): boolean {
    return this.#dead !== null;
  }

  /**
   * Embed an entire track. Afterwards the worker is free again, or dead. If the worker or the time limit ends the
   * track, an iterable that hangs is not awaited.
   * @param options `timeLimitMs` for the entire track, without the loading of the model; `windowSamples` as in
   * `EmbeddingPool.embed`
   * @throws `MODEL_INVALID`; `WORKER_CRASHED`, also if the worker exceeds the time limit; `DECODE_TIMEOUT` if the
   * iterable exceeds it; errors of the track; any error of the iterable
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

  /** End the worker. A track under way fails with `ABORTED`. */
  async close(): Promise<void> {
    this.#end(new SoundalikeError('ABORTED', 'the embedding worker was closed before it finished the track'));
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
      // A received array is a view of a larger buffer.
      const embedding = message.result.embedding.slice();
      const fingerprint = message.result.fingerprint.slice();
      job.resolve({ ...message.result, embedding, fingerprint });
    }
  }

  #giveUp(job: Job, timeLimitMs: number): void {
    const limit = `did not finish the track within ${timeLimitMs / 1000} s`;
    if (job.piecesInFlight === 0 && !job.fed) job.reject(new SoundalikeError('DECODE_TIMEOUT', `the decoder ${limit}`));
    else this.#end(new SoundalikeError('WORKER_CRASHED', `the embedding worker ${limit}, and was ended`));
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
    return this.#dead;
  }
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
