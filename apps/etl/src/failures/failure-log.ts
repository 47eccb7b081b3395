import { createHash } from 'node:crypto';
import type { ErrorCode } from '@soundalike/errors';
import type { RecordStore, TrackPath } from '@soundalike/catalog';

/** A file that could not be indexed. */
export interface FailedFile {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** A stored failure: the file as it was, the reason, and the time. Size and time are 0 if they could not be read. */
export interface RememberedFailure extends FailedFile, TrackPath {
  /**
   * Whether each run tries it again, because not the file's content failed, but its name, its disk or the store; missing
   * in records of old versions, which kept only the others.
   */
  readonly isRetried?: boolean;
  /** Whether this is a video without sound, which is remembered but no failure to report. */
  readonly isSilentVideo?: boolean;
  /** Space that the file failed in; another model may succeed. */
  readonly spaceId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/**
 * Remembers all files that are not indexed: those that failed because of their content are not tried again every night, and
 * a person can list them all.
 */
export class FailureLog {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** Store a failure; it replaces an earlier one of the same path. */
  async remember(failure: RememberedFailure): Promise<void> {
    await this.#records.put('failures', keyOf(failure.path), { ...failure });
  }

  /** Delete the failure of a path, if there is one. */
  async forget(path: string): Promise<void> {
    await this.#records.delete('failures', keyOf(path));
  }

  /** Iterate over all failures, in no particular order. */
  async *list(): AsyncIterable<RememberedFailure> {
    for await (const { value } of this.#records.list('failures')) yield value as unknown as RememberedFailure;
  }
}

/** Return the key of a path, which may be longer than a key can be. */
function keyOf(path: string): string {
  return createHash('sha256').update(path).digest('hex');
}
