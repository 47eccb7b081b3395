/** A JSON value. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** The collections of records: a closed list, so that every store knows all of them. */
export const RECORD_COLLECTIONS = [
  'failures',
  'runs',
  'leases',
  'preferences',
  'maps',
  'fills',
  'stations',
  'playlists',
  'library',
] as const;

/** Name of a collection of records. */
export type RecordCollection = (typeof RECORD_COLLECTIONS)[number];

/** A small JSON document under a key, with its version for conditional writes. */
export interface StoredRecord {
  readonly key: string;
  readonly value: JsonValue;
  /** Opaque; every write makes a new version, which is never reused, even after the record was deleted. */
  readonly version: string;
}

/**
 * Small JSON documents next to the tracks, for state that must outlive a process: failures, run reports, leases,
 * members' preferences, maps of the library, the progress of filling spaces, saved stations, playlists that were made on players, and where the library is. They belong to the entire library, not
 * to one embedding space. Keys are 1 to 512 UTF-8 bytes, compared byte by byte.
 * Every method can throw `SoundalikeError` with `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`.
 */
export interface RecordStore extends AsyncDisposable {
  /** Return the record under a key, or null. Sees every write that was acknowledged before. */
  get(collection: RecordCollection, key: string): Promise<StoredRecord | null>;

  /**
   * Write a record, durable when it resolves.
   * @param expected version that the record must have now, or null if there must be no record yet; by default any
   * existing record is replaced
   * @returns the new version
   * @throws `RECORD_CONFLICT` if the record does not have the expected version (nothing is written then); `USAGE` for a
   * key of the wrong length
   */
  put(collection: RecordCollection, key: string, value: JsonValue, expected?: string | null): Promise<string>;

  /**
   * Remove a record; a missing record is ignored, even if a version is expected.
   * @param expected version that the record must have now
   * @throws `RECORD_CONFLICT` if it has another version
   */
  delete(collection: RecordCollection, key: string, expected?: string): Promise<void>;

  /**
   * Read the records of a collection whose key begins with `prefix` (default: all), by key ascending, without holding
   * all of them in memory. Records that are added or deleted during the listing can appear or not.
   */
  list(collection: RecordCollection, prefix?: string): AsyncIterable<StoredRecord>;

  /** Close the store. Can be called twice. */
  close(): Promise<void>;
}
