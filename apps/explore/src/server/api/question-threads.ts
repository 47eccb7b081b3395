import { fileURLToPath } from 'node:url';
import { Promise as PoolPromise, pool } from 'workerpool';
import type { Pool } from 'workerpool';
import { SoundalikeError } from '@soundalike/errors';
import type { StoreSettings } from '@soundalike/store-opener';
import type { QuestionName } from './answer-question.ts';
import type { AskedQuestion, WorkerAnswer } from './answer-worker.ts';
import { WaitingTime } from './waiting-time.ts';

const WORKER = fileURLToPath(new URL('./answer-worker.ts', import.meta.url));

/** Questions that may wait, if all of them can be answered within the longest wait. */
const MOST_WAITING = 1000;
/** Longest wait for a thread, ms: a client should rather hear at once that it has to come back. */
const LONGEST_WAIT_MS = 10_000;
/** Most questions that a thread answers together. */
const MOST_TOGETHER = 16;
/** Questions that take one search. Others take hundreds, so what is asked with them would wait as long. */
const SHORT: ReadonlySet<QuestionName> = new Set<QuestionName>(['similar', 'similarTracks']);

interface Waiting extends PromiseWithResolvers<unknown> {
  readonly asked: AskedQuestion;
  /** When it was asked, ms. */
  readonly since: number;
}

/**
 * Threads that answer questions from the embedded store. A thread that is free takes several short questions that wait, whose
 * searches share one scan of the library: the more wait, the less time each one takes.
 */
export class QuestionThreads implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #count: number;
  readonly #timeLimitMs: number;
  readonly #longestWaitMs: number;
  readonly #waitingTime = new WaitingTime();
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #isClosed = false;

  /**
   * @param count number of threads
   * @param timeLimitMs longest time for the questions that a thread has taken; the thread is ended then
   * @param longestWaitMs longest time that a question waits for a thread
   */
  constructor(
    { storePath, elasticsearch }: StoreSettings,
    count: number,
    timeLimitMs: number,
    longestWaitMs = LONGEST_WAIT_MS,
  ) {
    this.#count = count;
    this.#timeLimitMs = timeLimitMs;
    this.#longestWaitMs = longestWaitMs;
    this.#pool = pool(WORKER, {
      workerType: 'thread',
      // They start at once, and load the library.
      minWorkers: count,
      maxWorkers: count,
      workerThreadOpts: { workerData: { storePath, elasticsearch } },
    });
  }

  /**
   * Answer a question.
   * @throws what answering throws; `QUEUE_FULL` if too many wait, or for too long; `ABORTED` after the time limit, and if
   * the threads are closed
   */
  async ask(asked: AskedQuestion): Promise<unknown> {
    if (this.#isClosed) throw stopping();
    const { length } = this.#waiting;
    if (length >= MOST_WAITING || this.#waitingTime.estimate(length) > this.#longestWaitMs) throw busy();
    const waiting = { asked, since: performance.now(), ...Promise.withResolvers<unknown>() };
    this.#waiting.push(waiting);
    void this.#work();
    return waiting.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(stopping());
    await this.#pool.terminate(true);
  }

  /** Answer as long as questions wait, if a thread is free. */
  async #work(): Promise<void> {
    if (this.#running === this.#count) return;
    this.#running++;
    for (let taken = this.#take(); taken.length > 0; taken = this.#take()) await this.#answer(taken);
    this.#running--;
  }

  /** Take the question that has waited longest; if it is short, with others that are. Refuse those that waited too long. */
  #take(): Waiting[] {
    // The estimate cannot foresee a burst of questions.
    const earliest = performance.now() - this.#longestWaitMs;
    while (this.#waiting[0] && this.#waiting[0].since < earliest) this.#waiting.shift()!.reject(busy());
    const isLong = ({ asked }: Waiting): boolean => !SHORT.has(asked.name);
    const firstLong = this.#waiting.findIndex(isLong);
    const short = firstLong === -1 ? this.#waiting.length : firstLong;
    return this.#waiting.splice(0, Math.min(Math.max(short, 1), MOST_TOGETHER));
  }

  async #answer(taken: readonly Waiting[]): Promise<void> {
    try {
      const asked = taken.map((each) => each.asked);
      const answers = (await this.#pool.exec('answer', [asked]).timeout(this.#timeLimitMs)) as WorkerAnswer[];
      for (const [index, { resolve, reject }] of taken.entries()) {
        const answered = answers[index]!;
        if ('answer' in answered) resolve(answered.answer);
        else reject(new SoundalikeError(answered.error.code, answered.error.message));
      }
    } catch (error) {
      const reason = error instanceof PoolPromise.TimeoutError ? tookTooLong(this.#timeLimitMs, error) : error;
      for (const { reject } of taken) reject(reason);
    }
    this.#waitingTime.answered(taken.length, this.#waiting.length, performance.now());
  }
}

function tookTooLong(timeLimitMs: number, cause: unknown): SoundalikeError {
  return new SoundalikeError('ABORTED', `a question took more than ${timeLimitMs} ms`, { cause });
}

function busy(): SoundalikeError {
  return new SoundalikeError('QUEUE_FULL', 'too many questions are waiting; try again in a minute');
}

function stopping(): SoundalikeError {
  return new SoundalikeError('ABORTED', 'the server is stopping');
}
