import { randomUUID } from 'node:crypto';
import type { JsonValue, RecordStore } from '@soundalike/catalog';
import type { ErrorCode } from '@soundalike/errors';
import type { FailedFile } from '../failures/failure-log.ts';
import type { IndexedFile } from '../run/run-observer.ts';
import type { RunSummary } from '../run/run-summary.ts';

/** Reports kept: more than a year of nights. */
const KEPT_RUNS = 500;

/** Report of one run. */
export interface RunReport {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly spaceId: string;
  /** `i/n`. */
  readonly shard: string;
  /** Files that were read and indexed, also by a run that failed; missing in reports of old versions. */
  readonly indexed?: number;
  /** null if the run did not complete. */
  readonly summary: (Omit<RunSummary, 'failed'> & { readonly failed: number }) | null;
  /** The first hundred failures. */
  readonly failures: readonly FailedFile[];
  /** The five slowest files. */
  readonly slowest: readonly IndexedFile[];
  /** Why the run stopped, or kept deleted files; null if there was no error. */
  readonly error: { readonly code: ErrorCode | 'UNEXPECTED'; readonly message: string } | null;
}

/** The reports of past runs, in the store. */
export class RunHistory {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** Add a report, and delete the oldest ones beyond five hundred. */
  async add(report: RunReport): Promise<void> {
    await this.#records.put('runs', `${report.startedAt} ${randomUUID()}`, report as unknown as JsonValue);
    const keys = (await Array.fromAsync(this.#records.list('runs'))).map(({ key }) => key);
    for (const key of keys.slice(0, -KEPT_RUNS)) await this.#records.delete('runs', key);
  }

  /** Return the last `count` reports, oldest first. */
  async last(count: number): Promise<RunReport[]> {
    const records = await Array.fromAsync(this.#records.list('runs'));
    return records.slice(-count).map(({ value }) => value as unknown as RunReport);
  }
}
