import { randomUUID } from 'node:crypto';
import { SoundalikeError } from '@soundalike/errors';
import type { JsonValue, RecordCollection, RecordStore, StoredRecord } from '@soundalike/catalog';
import type { Row, SqliteDatabase } from '../database/sqlite-database.ts';

const LONGEST_KEY_BYTES = 512;
/** Records that a listing holds in memory at a time. */
const PAGE = 500;

/** The records of a file. SQLite compares text, and so the keys, as UTF-8 bytes. */
export class SqliteRecordStore implements RecordStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async get(collection: RecordCollection, key: string): Promise<StoredRecord | null> {
    const row = this.#database.read(() => this.#find(collection, key));
    return row ? recordOf(row) : null;
  }

  async put(collection: RecordCollection, key: string, value: JsonValue, expected?: string | null): Promise<string> {
    const bytes = Buffer.byteLength(key);
    if (bytes < 1 || bytes > LONGEST_KEY_BYTES) {
      throw new SoundalikeError('USAGE', `record key: must have 1 to ${LONGEST_KEY_BYTES} UTF-8 bytes, not ${bytes}`);
    }
    const version = randomUUID();
    this.#database.write(() => {
      if (expected !== undefined) this.#assertVersion(collection, key, expected);
      this.#database.run(
        'INSERT OR REPLACE INTO records (collection, key, value, version) VALUES (?, ?, ?, ?)',
        collection,
        key,
        JSON.stringify(value),
        version,
      );
    });
    return version;
  }

  async delete(collection: RecordCollection, key: string, expected?: string): Promise<void> {
    this.#database.write(() => {
      if (!this.#find(collection, key)) return;
      if (expected !== undefined) this.#assertVersion(collection, key, expected);
      this.#database.run('DELETE FROM records WHERE collection = ? AND key = ?', collection, key);
    });
  }

  async *list(collection: RecordCollection, prefix = ''): AsyncGenerator<StoredRecord> {
    // UTF-8 never contains the byte 0xFF, so every key with the prefix sorts before the prefix followed by that byte.
    const end = Buffer.concat([Buffer.from(prefix), Buffer.of(0xff)]);
    let after = '';
    for (;;) {
      const rows = this.#database.read(() =>
        this.#database.all(
          `SELECT key, value, version FROM records
           WHERE collection = ? AND key > ? AND key >= ? AND key < CAST(? AS TEXT) ORDER BY key LIMIT ${PAGE}`,
          collection,
          after,
          prefix,
          end,
        ),
      );
      for (const row of rows) yield recordOf(row);
      if (rows.length < PAGE) return;
      after = String(rows.at(-1)?.['key']);
    }
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #find(collection: RecordCollection, key: string): Row | undefined {
    return this.#database.get(
      'SELECT key, value, version FROM records WHERE collection = ? AND key = ?',
      collection,
      key,
    );
  }

  #assertVersion(collection: RecordCollection, key: string, expected: string | null): void {
    const version = this.#find(collection, key)?.['version'] ?? null;
    if (version === expected) return;
    throw new SoundalikeError(
      'RECORD_CONFLICT',
      `record ${key} of ${collection}: another process has changed it; read it again and retry`,
    );
  }
}

function recordOf(row: Row): StoredRecord {
  return {
    key: String(row['key']),
    value: JSON.parse(String(row['value'])) as JsonValue,
    version: String(row['version']),
  };
}
