import { fileURLToPath } from 'node:url';
import { Promise as PoolPromise, pool } from 'workerpool';
import type { Pool } from 'workerpool';
import { availableCores } from '@soundalike/audio-core';
import type { TrackStore } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import type { StoreHandle, StoreSettings } from '@soundalike/store-opener';
import { ANSWERS } from './answer-question.ts';
import type { AnswerOf, QuestionName, QuestionOf } from './answer-question.ts';
import type { WorkerAnswer } from './answer-worker.ts';
import { WaitingTime } from './waiting-time.ts';

const WORKER = fileURLToPath(new URL('./answer-worker.ts', import.meta.url));

/** Threads that answer: each has the codes of all vectors in its memory. */
const MOST_THREADS = 4;
/** Questions that may wait, if all of them can be answered within the longest wait. */
const MOST_WAITING = 1000;
/** Longest wait for a thread, ms: a client should rather hear at once that it has to come back. */
const LONGEST_WAIT_MS = 10_000;
/** Longest time for one question, ms. */
const TIME_LIMIT_MS = 30_000;

/**
 * Answers questions that search the library. The embedded store computes, so it does that in threads of its own: meanwhile
 * this thread sends audio and the page. Elasticsearch computes elsewhere and is asked from here.
 */
export class QuestionPool implements AsyncDisposable {
  readonly #library: StoreHandle<TrackStore>;
  readonly #threads: Pool | null;
  readonly #timeLimitMs: number;
  readonly #waitingTime = new WaitingTime();

  /** @param timeLimitMs longest time for one question; the thread is ended then */
  constructor(
    library: StoreHandle<TrackStore>,
    { storePath, elasticsearch }: StoreSettings,
    timeLimitMs = TIME_LIMIT_MS,
  ) {
    this.#library = library;
    this.#timeLimitMs = timeLimitMs;
    this.#threads = elasticsearch
      ? null
      : pool(WORKER, {
          workerType: 'thread',
          maxWorkers: Math.min(MOST_THREADS, availableCores()),
          maxQueueSize: MOST_WAITING,
          workerThreadOpts: { workerData: { storePath, elasticsearch } },
        });
  }

  /**
   * Answer a question.
   * @throws what answering throws; `QUEUE_FULL` if too many wait, or for too long; `ABORTED` after the time limit
   */
  async ask<Name extends QuestionName>(name: Name, question: QuestionOf<Name>): Promise<AnswerOf<Name>> {
    if (this.#threads) return (await this.#askThread(this.#threads, name, question)) as AnswerOf<Name>;
    const answer = ANSWERS[name] as (store: TrackStore, asked: unknown) => Promise<AnswerOf<Name>>;
    return this.#library.use((store) => answer(store, question), this.#timeLimitMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#threads?.terminate(true);
  }

  async #askThread(threads: Pool, name: QuestionName, question: unknown): Promise<unknown> {
    const { pendingTasks } = threads.stats();
    if (pendingTasks >= MOST_WAITING || this.#waitingTime.estimate(pendingTasks) > LONGEST_WAIT_MS)
      throw new SoundalikeError('QUEUE_FULL', 'too many questions are waiting; try again in a minute');
    try {
      const asked = threads.exec('answer', [name, question]).timeout(this.#timeLimitMs);
      const answered = (await asked) as WorkerAnswer;
      if ('answer' in answered) return answered.answer;
      throw new SoundalikeError(answered.error.code, answered.error.message);
    } catch (error) {
      if (!(error instanceof PoolPromise.TimeoutError)) throw error;
      throw new SoundalikeError('ABORTED', `a question took more than ${this.#timeLimitMs} ms`, { cause: error });
    } finally {
      this.#waitingTime.answered(threads.stats().pendingTasks, performance.now());
    }
  }
}
