import { createHash } from 'node:crypto';
import type { ErrorCode } from '@soundalike/errors';
import type { RecordStore, TrackPath } from '@soundalike/catalog';

/** A file that could not be indexed. */
export interface FailedFile {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** A failure as it is kept: the file as it was, why it failed, and when. */
export interface RememberedFailure extends FailedFile, TrackPath {
  /** Space that the file was to be embedded for: another model may do better. */
  readonly spaceId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Remembers which files failed by their own fault, so that they are not tried again every night. */
export class FailureLog {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async remember(failure: RememberedFailure): Promise<void> {
    await this.#records.put('failures', keyOf(failure.path), { ...failure });
  }

  async forget(path: string): Promise<void> {
    await this.#records.delete('failures', keyOf(path));
  }

  /** Every remembered failure, in no particular order. */
  async *list(): AsyncIterable<RememberedFailure> {
    for await (const { value } of this.#records.list('failures')) yield value as unknown as RememberedFailure;
  }
}

/** A path may be longer than a key. */
function keyOf(path: string): string {
  return createHash('sha256').update(path).digest('hex');
}
