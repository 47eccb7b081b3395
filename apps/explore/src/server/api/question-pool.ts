import { availableCores } from '@soundalike/audio-core';
import type { TrackStore } from '@soundalike/catalog';
import type { StoreHandle, StoreSettings } from '@soundalike/store-opener';
import { ANSWERS } from './answer-question.ts';
import type { AnswerOf, QuestionName, QuestionOf } from './answer-question.ts';
import { QuestionThreads } from './question-threads.ts';

/** Threads that answer: each has the codes of all vectors in its memory. */
const MOST_THREADS = 4;
/** Longest time for one question, ms. */
const TIME_LIMIT_MS = 30_000;

/**
 * Answers questions that search the library. The embedded store computes, so it does that in threads of its own: meanwhile
 * this thread sends audio and the page. Elasticsearch computes elsewhere and is asked from here.
 */
export class QuestionPool implements AsyncDisposable {
  readonly #library: StoreHandle<TrackStore>;
  readonly #threads: QuestionThreads | null;
  readonly #timeLimitMs: number;

  /** @param timeLimitMs longest time for one question; the thread is ended then */
  constructor(library: StoreHandle<TrackStore>, settings: StoreSettings, timeLimitMs = TIME_LIMIT_MS) {
    this.#library = library;
    this.#timeLimitMs = timeLimitMs;
    const count = Math.min(MOST_THREADS, availableCores());
    this.#threads = settings.elasticsearch ? null : new QuestionThreads(settings, count, timeLimitMs);
  }

  /**
   * Answer a question.
   * @throws what answering throws; `QUEUE_FULL` if too many wait, or for too long; `ABORTED` after the time limit
   */
  async ask<Name extends QuestionName>(name: Name, question: QuestionOf<Name>): Promise<AnswerOf<Name>> {
    if (this.#threads) return (await this.#threads.ask({ name, question })) as AnswerOf<Name>;
    const answer = ANSWERS[name] as (store: TrackStore, asked: unknown) => Promise<AnswerOf<Name>>;
    return this.#library.use((store) => answer(store, question), this.#timeLimitMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#threads?.[Symbol.asyncDispose]();
  }
}
