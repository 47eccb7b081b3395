import { createHash } from 'node:crypto';
import type { estypes } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { JsonValue, StoredRecord } from '@soundalike/catalog';

const LONGEST_KEY_BYTES = 512;

/** A record as it is indexed. */
export interface RecordDocument {
  readonly collection: string;
  readonly key: string;
  /** The value as JSON text: Elasticsearch would read an object of its own into it. */
  readonly json: string;
  /** Marks the write, so that one whose answer was lost can be told from somebody else's. */
  readonly write: string;
}

/** Strict, and only what records are found by is indexed. */
export const RECORD_MAPPING: estypes.MappingTypeMapping = {
  dynamic: 'strict',
  properties: {
    collection: { type: 'keyword' },
    key: { type: 'keyword' },
    json: { type: 'keyword', index: false, doc_values: false },
    write: { type: 'keyword', index: false, doc_values: false },
  },
};

/** Elasticsearch's ids are shorter than collection and key may be together. */
export function recordId(collection: string, key: string): string {
  return createHash('sha256').update(`${collection}\n${key}`).digest('hex');
}

/** @throws `USAGE` for a key that is empty or longer than 512 UTF-8 bytes */
export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > LONGEST_KEY_BYTES) {
    throw new SoundalikeError('USAGE', `record key: expected 1 to ${LONGEST_KEY_BYTES} bytes, got ${bytes}`);
  }
}

/** Where a record's version comes from: a number that grows with every write to the index, deletions too. */
export interface Numbered {
  readonly _seq_no?: number;
  readonly _primary_term?: number;
}

/** The opaque version of a record. */
export function versionOf({ _seq_no, _primary_term }: Numbered): string {
  return `${_seq_no}.${_primary_term}`;
}

/** The condition that a version stands for; null where no record can have that version. */
export function conditionOf(version: string): { readonly if_seq_no: number; readonly if_primary_term: number } | null {
  const match = /^(\d+)\.(\d+)$/u.exec(version);
  return match && { if_seq_no: Number(match[1]), if_primary_term: Number(match[2]) };
}

/** The record that a document holds. */
export function storedRecord(document: RecordDocument, numbered: Numbered): StoredRecord {
  return { key: document.key, value: JSON.parse(document.json) as JsonValue, version: versionOf(numbered) };
}
