import { flushCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import { worker } from 'workerpool';
import type { TrackStore } from '@soundalike/catalog';
import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { openServedStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import { ANSWERS } from './answer-question.ts';
import type { QuestionName } from './answer-question.ts';

/** A question to a worker. */
export interface AskedQuestion {
  readonly name: QuestionName;
  readonly question: unknown;
}

/** What a worker answers: errors of this project would lose their class on the way. */
export type WorkerAnswer =
  { readonly answer: unknown } | { readonly error: { readonly code: ErrorCode; readonly message: string } };

/** The pool ends this thread earlier, ms. */
const NEVER_REACHED_MS = 600_000;

/** The store of this thread, which stays open. It searches here: the pool has a thread for each core. */
const library = openServedStore(workerData as StoreSettings, {
  useTimeoutMs: NEVER_REACHED_MS,
  searchThreads: 0,
  loadAhead: true,
});
// So that the next threads start sooner: one that is ended does not write the cache.
flushCompileCache();

worker({
  /** Answer questions at the same time: their searches share the reading of the library. */
  answer: (asked: readonly AskedQuestion[]): Promise<WorkerAnswer[]> => Promise.all(asked.map(answerOne)),
});

async function answerOne({ name, question }: AskedQuestion): Promise<WorkerAnswer> {
  // The types of both ends are those of `ANSWERS`.
  const answer = ANSWERS[name] as (store: TrackStore, asked: unknown) => Promise<unknown>;
  try {
    return { answer: await library.use((store) => answer(store, question)) };
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}
