import { randomUUID } from 'node:crypto';
import { SoundalikeError } from '@soundalike/errors';
import type { JsonValue, RecordCollection, RecordStore, StoredRecord } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { RefreshTracker } from '../client/refresh-tracker.ts';
import { failedWithStatus, failedWithType } from '../client/request-failure.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { readPages } from '../queries/read-pages.ts';
import { checkKey, conditionOf, recordId, storedRecord, versionOf } from './record-document.ts';
import type { Numbered, RecordDocument } from './record-document.ts';
import { writeRecord } from './write-record.ts';

interface Found extends Numbered {
  readonly document: RecordDocument;
}

/**
 * Records in a separate index, which the first write creates; versions are Elasticsearch's sequence numbers. Without an
 * index there are no records: somebody may delete it at any time.
 */
export class ElasticsearchRecordStore implements RecordStore {
  readonly #connection: Connection;
  readonly #names: IndexNames;
  readonly #index: string;
  readonly #refreshes: RefreshTracker;

  constructor(connection: Connection, names: IndexNames) {
    this.#connection = connection;
    this.#names = names;
    this.#index = names.records;
    this.#refreshes = RefreshTracker.of(connection, this.#index);
  }

  async get(collection: RecordCollection, key: string): Promise<StoredRecord | null> {
    checkKey(key);
    const found = await this.#find(recordId(collection, key));
    return found && storedRecord(found.document, found);
  }

  async put(collection: RecordCollection, key: string, value: JsonValue, expected?: string | null): Promise<string> {
    checkKey(key);
    const id = recordId(collection, key);
    const condition = typeof expected === 'string' ? conditionOf(expected) : {};
    if (condition === null) throw conflict(collection, key);
    const document: RecordDocument = { collection, key, json: JSON.stringify(value), write: randomUUID() };
    try {
      return versionOf(
        await writeRecord(this.#connection, this.#names, {
          id,
          document,
          ...condition,
          ...(expected === null && { op_type: 'create' as const }),
        }),
      );
    } catch (error) {
      if (!failedWithStatus(error, 409)) throw error;
      const found = await this.#find(id);
      // The answer to the first attempt was lost, and the second attempt conflicted with the first.
      if (found?.document.write === document.write) return versionOf(found);
      throw conflict(collection, key);
    } finally {
      this.#refreshes.noteWrite();
    }
  }

  async delete(collection: RecordCollection, key: string, expected?: string): Promise<void> {
    checkKey(key);
    const id = recordId(collection, key);
    const condition = expected === undefined ? {} : conditionOf(expected);
    try {
      if (condition !== null) {
        await this.#connection.write((client, limits) =>
          client.delete({ index: this.#index, id, ...condition }, { ...limits, ignore: [404] }),
        );
        return;
      }
    } catch (error) {
      if (!failedWithStatus(error, 409)) throw error;
    } finally {
      this.#refreshes.noteWrite();
    }
    if ((await this.#find(id)) !== null) throw conflict(collection, key);
  }

  async *list(collection: RecordCollection, prefix = ''): AsyncGenerator<StoredRecord> {
    const query = { bool: { filter: [{ term: { collection } }, { prefix: { key: prefix } }] } };
    const pages = readPages<RecordDocument>(this.#connection, {
      index: this.#index,
      query,
      sort: 'key',
      source: ['*'],
    });
    try {
      await this.#refreshes.refresh(this.#connection, this.#index);
      for await (const hit of pages) yield storedRecord(hit._source!, hit);
    } catch (error) {
      if (!failedWithType(error, 'index_not_found_exception')) throw error;
    }
  }

  async close(): Promise<void> {
    // For readers in other processes. A failure must not hide the error that closed the store.
    await this.#refreshes.refresh(this.#connection, this.#index).catch(() => undefined);
    await this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #find(id: string): Promise<Found | null> {
    const found = await this.#connection.read((client, limits) =>
      client.get<RecordDocument>({ index: this.#index, id }, { ...limits, ignore: [404] }),
    );
    return found.found && found._source ? { ...found, document: found._source } : null;
  }
}

function conflict(collection: string, key: string): SoundalikeError {
  return new SoundalikeError(
    'RECORD_CONFLICT',
    `record ${key} of ${collection}: another process has changed it; read it again and retry`,
  );
}
