import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { CatalogError } from '@soundalike/catalog';
import pLimit from 'p-limit';
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
}

const LIMITS: TagLimits = { busyMs: 10_000, totalMs: 120_000, heapMebibytes: 256 };

/** V8 lets its young generation grow to 48 MB otherwise, of tags that nobody needs any more. */
const YOUNG_MEBIBYTES = 4;

/** How often it is looked at, ms. */
const LOOK_EVERY_MS = 100;

/**
 * Reads tags in a thread that can be ended. What music-metadata does for a file can grow with the square of what the file holds, and cannot be interrupted:
 * of 200,000 genres, which fit into 3 MB, it takes minutes. A file that goes beyond the limits has tags that cannot be made out.
 * A thread takes some 10 MB of memory, a process would take 50.
 */
export class TagThread {
  readonly #limits: TagLimits;
  readonly #oneAtATime = pLimit(1);
  #worker: Worker | null = null;

  constructor(limits: Partial<TagLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** @returns null where the tags do not say, or cannot be made out. @throws `FILE_UNREADABLE` also when the file is not read in time, `NOT_A_FILE`, `FILE_EMPTY`, `WORKER_CRASHED` where no thread can be started */
  async read<Wanted extends TagRead>(wanted: Wanted, path: string): Promise<TagReads[Wanted] | null> {
    return this.#oneAtATime(async () => (await this.#read({ wanted, path })) as TagReads[Wanted] | null);
  }

  async #read(request: TagRequest): Promise<TagReads[TagRead] | null> {
    const worker = await this.#running();
    const { busyMs, totalMs } = this.#limits;
    const answer = Promise.withResolvers<TagReads[TagRead] | null>();
    const before = worker.performance.eventLoopUtilization();
    const begun = performance.now();
    const look = setInterval(() => {
      if (worker.performance.eventLoopUtilization(before).active > busyMs) answer.resolve(null);
      else if (performance.now() - begun > totalMs) answer.reject(new CatalogError('FILE_UNREADABLE', `file: expected to read its tags within ${totalMs / 1000} s`));
      else return;
      this.#worker = null;
      void worker.terminate();
    }, LOOK_EVERY_MS);
    const receive = (reply: TagReply): void => {
      if (reply.type === 'read') answer.resolve(reply.value);
      else if (reply.type === 'failed') answer.reject(new CatalogError(reply.code, reply.message));
    };
    const fail = (error: Error): void => {
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') answer.resolve(null);
      else answer.reject(new CatalogError('WORKER_CRASHED', 'tags: expected to read them, but the thread ended', { cause: error }));
    };
    worker.on('message', receive).on('error', fail);
    try {
      worker.postMessage(request);
      return await answer.promise;
    } finally {
      clearInterval(look);
      worker.off('message', receive).off('error', fail);
    }
  }

  async #running(): Promise<Worker> {
    if (this.#worker) return this.#worker;
    try {
      const worker = new Worker(THREAD_FILE, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMebibytes, maxYoungGenerationSizeMb: YOUNG_MEBIBYTES } });
      await once(worker, 'message');
      worker.on('error', () => {
        this.#worker = null;
      });
      // While it reads, the timer above keeps this process alive.
      worker.unref();
      this.#worker = worker;
      return worker;
    } catch (error) {
      throw new CatalogError('WORKER_CRASHED', 'tags: expected to start a thread that reads them', { cause: error });
    }
  }
}
