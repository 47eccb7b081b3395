import pLimit from 'p-limit';
import type { TagRead, TagReads } from './tag-reads.ts';
import { TagWorker } from './tag-worker.ts';
import type { TagLimits } from './tag-worker.ts';

const LIMITS: TagLimits = {
  busyMs: 10_000,
  totalMs: 120_000,
  heapMebibytes: 256,
  bufferMebibytes: 512,
  lookEveryMs: 100,
};

/** A thread that breaks off may do so by the fault of the file before, or by the memory that it left. */
const TRIES = 2;

/**
 * Reads tags in a thread that can be ended. What music-metadata does for a file can grow with the square of what the file holds, and cannot be interrupted:
 * of 200,000 genres, which fit into 3 MB, it takes minutes. Tags that go beyond the limits cannot be made out.
 * Files are read one after the other, so that it is known which one a thread ended with. A thread takes some 10 MB of memory, a process would take 50.
 */
export class TagThread {
  readonly #limits: TagLimits;
  readonly #oneAtATime = pLimit(1);
  #worker: TagWorker | null = null;

  /** The thread starts with the first file. */
  constructor(limits: Partial<TagLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /**
   * @returns null where the tags do not say, or cannot be made out
   * @throws `FILE_UNREADABLE` also when the file is not read in time, or no thread can be had; `NOT_A_FILE`, `FILE_EMPTY`
   */
  async read<Wanted extends TagRead>(wanted: Wanted, path: string): Promise<TagReads[Wanted] | null> {
    return this.#oneAtATime(async () => {
      for (let tries = 0; tries < TRIES; tries++) {
        if (this.#worker === null || this.#worker.isEnded) this.#worker = await TagWorker.start(this.#limits);
        const answer = await this.#worker.read({ wanted, path });
        if (answer !== 'ended') return answer.value as TagReads[Wanted] | null;
      }
      return null;
    });
  }
}
