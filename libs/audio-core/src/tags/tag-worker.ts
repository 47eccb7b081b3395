import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SoundalikeError } from '@soundalike/errors';
import type { TagRead, TagReads } from './tag-reads.ts';
import type { TagReply, TagRequest } from './tag-thread-protocol.ts';

const THREAD_FILE = fileURLToPath(new URL('./tag-thread-main.ts', import.meta.url));

/** What one file may take. */
export interface TagLimits {
  /** Work in the thread, ms: tags take a few. */
  readonly busyMs: number;
  /** In all, ms: a disk that sleeps, or is far away, may take long. */
  readonly totalMs: number;
  /** V8's heap, MiB. */
  readonly heapMebibytes: number;
  /** What was read of the file, which does not lie in the heap, MiB. */
  readonly bufferMebibytes: number;
  /** How often it is looked at, ms. */
  readonly lookEveryMs: number;
}

/** V8 lets its young generation grow to 48 MB otherwise, of tags that nobody needs any more. */
const YOUNG_MEBIBYTES = 4;

/** What a file's tags said; `ended`: the thread broke off, by this file's fault or another's. */
export type TagAnswer = { readonly value: TagReads[TagRead] | null } | 'ended';

/** A thread that reads the tags of one file after the other, and is ended by the first that goes beyond the limits. */
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
    // While it reads, the timer of `read` keeps the process alive.
    worker.unref();
  }

  /** @throws `FILE_UNREADABLE` where no thread can be had */
  static async start(limits: TagLimits): Promise<TagWorker> {
    try {
      const resourceLimits = {
        maxOldGenerationSizeMb: limits.heapMebibytes,
        maxYoungGenerationSizeMb: YOUNG_MEBIBYTES,
      };
      const worker = new Worker(THREAD_FILE, { execArgv: [], resourceLimits });
      const gone = new AbortController();
      worker.once('exit', () => gone.abort());
      await once(worker, 'message', { signal: gone.signal });
      return new TagWorker(worker, limits);
    } catch (error) {
      throw new SoundalikeError('FILE_UNREADABLE', 'file: expected to start a thread that reads its tags', {
        cause: error,
      });
    }
  }

  /** True once it takes no more files. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Called for one file at a time. @returns the value null also where the tags go beyond the limits. @throws what the thread says of the file; `FILE_UNREADABLE` when it is not read in time */
  async read(request: TagRequest): Promise<TagAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<TagAnswer>();
    const receive = (reply: TagReply): void => {
      if (reply.type === 'read') resolve({ value: reply.value });
      else if (reply.type === 'failed') reject(errorOf(reply));
    };
    this.#worker.on('message', receive);
    const look = this.#watch(() => resolve({ value: null }), reject);
    try {
      this.#worker.postMessage(request);
      return await Promise.race([promise, this.#ended]);
    } finally {
      clearInterval(look);
      this.#worker.off('message', receive);
    }
  }

  #watch(tooMuch: () => void, tooLate: (error: SoundalikeError) => void): NodeJS.Timeout {
    const { busyMs, totalMs, bufferMebibytes, lookEveryMs } = this.#limits;
    const worker = this.#worker;
    let busy = 0;
    let looks = 0;
    let last = worker.performance.eventLoopUtilization().active;
    return setInterval(() => {
      const { active } = worker.performance.eventLoopUtilization();
      // This is a clock's time: a process that was stopped for a while did nothing then.
      busy += Math.min(active - last, 2 * lookEveryMs);
      last = active;
      if (busy > busyMs) {
        tooMuch();
        this.#end();
      } else if (++looks * lookEveryMs > totalMs) {
        tooLate(new SoundalikeError('FILE_UNREADABLE', `file: expected to read its tags within ${totalMs / 1000} s`));
        this.#end();
      }
      // Some of it may be left of the file before, so that it is for a new thread to judge this one.
      void worker.getHeapStatistics().then(
        ({ external_memory: bytes }) => bytes > bufferMebibytes * 2 ** 20 && this.#end(),
        () => undefined,
      );
    }, lookEveryMs);
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
