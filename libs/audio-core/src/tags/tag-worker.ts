import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SoundalikeError, systemReason } from '@soundalike/errors';
import type { TagRead, TagReads } from './tag-reads.ts';
import type { TagReply, TagRequest } from './tag-thread-main.ts';

const THREAD_FILE = fileURLToPath(new URL('./tag-thread-main.ts', import.meta.url));

/** Limits of reading the tags of one file. */
export interface TagLimits {
  /** Work in the thread, ms. Ordinary tags take a few. */
  readonly busyMs: number;
  /** Total time, ms. A disk that sleeps, or a remote one, can take long. */
  readonly totalMs: number;
  /** V8's heap, MiB. */
  readonly heapMebibytes: number;
  /** Buffers with the bytes of the file, which are outside the heap, MiB. */
  readonly bufferMebibytes: number;
  /** Interval between checks of the limits, ms. */
  readonly checkEveryMs: number;
}

/** Otherwise V8's young generation grows to 48 MB of unused tags. */
const YOUNG_MEBIBYTES = 4;

/** The result of reading; `ended` if the thread has ended, because of this file or an earlier one. */
export type TagAnswer = { readonly value: TagReads[TagRead] | null } | 'ended';

/** A thread that reads the tags of one file after the other. The first file that exceeds the limits ends it. */
export class TagWorker {
  readonly #worker: Worker;
  readonly #limits: TagLimits;
  readonly #ended: Promise<'ended'>;
  #isEnded = false;

  private constructor(worker: Worker, limits: TagLimits) {
    this.#worker = worker;
    this.#limits = limits;
    const { promise, resolve } = Promise.withResolvers<'ended'>();
    this.#ended = promise;
    const end = (): void => {
      this.#isEnded = true;
      resolve('ended');
    };
    worker.on('error', end).on('exit', end);
    // The timer of `read` keeps the process alive while the thread reads.
    worker.unref();
  }

  /** Start a thread. @throws `FILE_UNREADABLE` if it cannot be started */
  static async start(limits: TagLimits): Promise<TagWorker> {
    try {
      const resourceLimits = {
        maxOldGenerationSizeMb: limits.heapMebibytes,
        maxYoungGenerationSizeMb: YOUNG_MEBIBYTES,
      };
      const worker = new Worker(THREAD_FILE, { execArgv: [], resourceLimits });
      const exited = new AbortController();
      worker.once('exit', () => exited.abort());
      await once(worker, 'message', { signal: exited.signal });
      return new TagWorker(worker, limits);
    } catch (error) {
      throw new SoundalikeError(
        'FILE_UNREADABLE',
        `the tags of the file cannot be read: no thread could be started (${systemReason(error)})`,
        { cause: error },
      );
    }
  }

  /** True if it accepts no more files. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /**
   * Read the tags of a file. Only one call may be under way.
   * @returns the value null also if the tags exceed the limits
   * @throws the error of the thread; `FILE_UNREADABLE` if the file is not read in time
   */
  async read(request: TagRequest): Promise<TagAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<TagAnswer>();
    const receive = (reply: TagReply): void => {
      if (reply.type === 'read') resolve({ value: reply.value });
      else if (reply.type === 'failed') reject(errorOf(reply));
    };
    this.#worker.on('message', receive);
    const watch = this.#watch(() => resolve({ value: null }), reject);
    try {
      this.#worker.postMessage(request);
      return await Promise.race([promise, this.#ended]);
    } finally {
      clearInterval(watch);
      this.#worker.off('message', receive);
    }
  }

  #watch(tooMuch: () => void, tooLate: (error: SoundalikeError) => void): NodeJS.Timeout {
    const { busyMs, totalMs, bufferMebibytes, checkEveryMs } = this.#limits;
    const worker = this.#worker;
    let busy = 0;
    let checks = 0;
    let last = worker.performance.eventLoopUtilization().active;
    return setInterval(() => {
      const { active } = worker.performance.eventLoopUtilization();
      // Wall-clock time: a process that was suspended did nothing meanwhile.
      busy += Math.min(active - last, 2 * checkEveryMs);
      last = active;
      if (busy > busyMs) {
        tooMuch();
        this.#end();
      } else if (++checks * checkEveryMs > totalMs) {
        tooLate(
          new SoundalikeError('FILE_UNREADABLE', `the tags of the file cannot be read within ${totalMs / 1000} s`),
        );
        this.#end();
      }
      // Some buffers may be left from an earlier file, so a new thread reads this file again.
      void worker.getHeapStatistics().then(
        ({ external_memory: bytes }) => bytes > bufferMebibytes * 2 ** 20 && this.#end(),
        () => undefined,
      );
    }, checkEveryMs);
  }

  #end(): void {
    this.#isEnded = true;
    void this.#worker.terminate();
  }
}

function errorOf({ code, message, systemCode }: Extract<TagReply, { type: 'failed' }>): SoundalikeError {
  return new SoundalikeError(
    code,
    message,
    systemCode === null ? {} : { cause: Object.assign(new Error(systemCode), { code: systemCode }) },
  );
}
