import { randomUUID } from 'node:crypto';
import type { JsonValue, RecordStore } from '@soundalike/catalog';
import type { RunReport } from './run-report.ts';

/** Reports kept: a year of nights, and some more. */
const KEPT_RUNS = 500;

/** The reports of past runs, in the store. */
export class RunHistory {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** Adds a report, and forgets the oldest beyond five hundred. */
  async add(report: RunReport): Promise<void> {
    await this.#records.put('runs', `${report.startedAt} ${randomUUID()}`, report as unknown as JsonValue);
    const keys = (await Array.fromAsync(this.#records.list('runs'))).map(({ key }) => key);
    for (const key of keys.slice(0, -KEPT_RUNS)) await this.#records.delete('runs', key);
  }

  /** The last `count` reports, oldest first. */
  async last(count: number): Promise<RunReport[]> {
    const records = await Array.fromAsync(this.#records.list('runs'));
    return records.slice(-count).map(({ value }) => value as unknown as RunReport);
  }
}
