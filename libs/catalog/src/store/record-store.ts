/** What JSON can hold. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** The collections of records; closed, so that a store knows what it holds. */
export const RECORD_COLLECTIONS = ['failures', 'runs', 'leases', 'preferences', 'maps', 'fills'] as const;

/** Name of a collection of records. */
export type RecordCollection = (typeof RECORD_COLLECTIONS)[number];

/** A small JSON document under a key, with the version that a conditional write names. */
export interface StoredRecord {
  readonly key: string;
  readonly value: JsonValue;
  /** Opaque; changes with every write, and never comes back, also when the record was deleted in between. */
  readonly version: string;
}

/**
 * Small JSON documents beside the tracks, for state that must outlive a process: failures, run reports, leases, members' preferences, maps of the library, and how far spaces are filled.
 * They belong to the library as a whole, not to one embedding space. Keys are 1 to 512 UTF-8 bytes, compared byte by byte.
 * Every method may throw `SoundalikeError` with `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`.
 */
export interface RecordStore extends AsyncDisposable {
  /** The record under a key, or null. Sees every write that was acknowledged before. */
  get(collection: RecordCollection, key: string): Promise<StoredRecord | null>;

  /**
   * Writes a record, durable when it resolves.
   * @param expected version that the record must have now, or null where there must be none yet; left out: whatever is there is replaced.
   * @returns the new version
   * @throws `RECORD_CONFLICT` when the record is not as expected; nothing is written then. `USAGE` for a key of the wrong length.
   */
  put(collection: RecordCollection, key: string, value: JsonValue, expected?: string | null): Promise<string>;

  /**
   * Removes a record; one that is not there is passed over, whatever was expected.
   * @param expected version that the record must have now. @throws `RECORD_CONFLICT` where it has another.
   */
  delete(collection: RecordCollection, key: string, expected?: string): Promise<void>;

  /** The records of a collection whose key begins with `prefix` (default: all), by key ascending, without holding them all in memory. One that comes or goes meanwhile may or may not be among them. */
  list(collection: RecordCollection, prefix?: string): AsyncIterable<StoredRecord>;

  /** May be called twice. */
  close(): Promise<void>;
}
