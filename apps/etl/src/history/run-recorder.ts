import { isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { FailedFile } from '../failures/failure-log.ts';
import type { IndexedFile, RunObserver } from '../run/run-observer.ts';
import type { IngestResult } from '../run/run-summary.ts';
import type { RunReport } from './run-history.ts';

const KEPT_FAILURES = 100;
const KEPT_SLOWEST = 5;

/** Observes a run and writes its report, in bounded memory. */
export class RunRecorder implements RunObserver {
  readonly #startedAt = new Date();
  readonly #spaceId: string;
  readonly #shard: string;
  readonly #failures: FailedFile[] = [];
  #slowest: IndexedFile[] = [];
  #indexed = 0;

  constructor(spaceId: string, shard: string) {
    this.#spaceId = spaceId;
    this.#shard = shard;
  }

  failure(failure: FailedFile): void {
    if (this.#failures.length < KEPT_FAILURES) this.#failures.push(failure);
  }

  indexed(file: IndexedFile): void {
    this.#indexed++;
    this.#slowest = [...this.#slowest, file].sort((a, b) => b.seconds - a.seconds).slice(0, KEPT_SLOWEST);
  }

  /** Report a run that completed. */
  completed({ summary, refusal }: IngestResult): RunReport {
    return this.#report({ ...summary, failed: summary.failed.length }, refusal);
  }

  /** Report a run that an error ended. */
  failed(error: unknown): RunReport {
    // If closing failed as well, the error before that is the reason.
    return this.#report(null, error instanceof SuppressedError ? error.suppressed : error);
  }

  #report(summary: RunReport['summary'], error: unknown): RunReport {
    return {
      startedAt: this.#startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      spaceId: this.#spaceId,
      shard: this.#shard,
      indexed: this.#indexed,
      summary,
      failures: this.#failures,
      slowest: this.#slowest,
      error: error === null ? null : { code: codeOf(error), message: reasonOf(error) },
    };
  }
}

function codeOf(error: unknown): NonNullable<RunReport['error']>['code'] {
  if (isSoundalikeError(error)) return error.code;
  return error instanceof Error && error.name === 'AbortError' ? 'ABORTED' : 'UNEXPECTED';
}
