import pLimit from 'p-limit';
import type { TagRead, TagReads } from './tag-reads.ts';
import { TagWorker } from './tag-worker.ts';
import type { TagLimits } from './tag-worker.ts';

const LIMITS: TagLimits = {
  busyMs: 10_000,
  totalMs: 120_000,
  heapMebibytes: 256,
  bufferMebibytes: 512,
  checkEveryMs: 100,
};

/** A thread can end because of an earlier file, or the memory that it left: a file is tried again in a new one. */
const TRIES = 2;

/**
 * Reads tags in a thread that can be ended. The work of music-metadata can grow with the square of a file's content and
 * cannot be interrupted: 200,000 genres, which fit into 3 MB, take minutes. Tags that exceed the limits are not read.
 * Files are read one after the other, so that it is known which one ended a thread. A thread needs about 10 MB of
 * memory, a process would need 50.
 */
export class TagThread {
  readonly #limits: TagLimits;
  readonly #oneAtATime = pLimit(1);
  #worker: TagWorker | null = null;

  /** Starts no thread: the first file does. */
  constructor(limits: Partial<TagLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /**
   * Read from the tags of a file.
   * @returns null if the tags do not have the requested value, or cannot be parsed
   * @throws `FILE_UNREADABLE`, also if the file is not read in time, or no thread can be started; `NOT_A_FILE`,
   * `FILE_EMPTY`
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
