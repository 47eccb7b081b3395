import { createHash } from 'node:crypto';
import { SoundalikeError } from '@soundalike/errors';
import type { JsonValue, StoredRecord } from '@soundalike/catalog';

const LONGEST_KEY_BYTES = 512;

/** A record as it is indexed. */
export interface RecordDocument {
  readonly collection: string;
  readonly key: string;
  /** The value as JSON text: Elasticsearch would map an object field by field. */
  readonly json: string;
  /** Random id of the write, to recognise a write whose answer was lost. */
  readonly write: string;
}

/** Return the document id of a record: a hash, because collection and key together may exceed Elasticsearch's limit. */
export function recordId(collection: string, key: string): string {
  return createHash('sha256').update(`${collection}\n${key}`).digest('hex');
}

/** Check the length of a key. @throws `USAGE` for a key that is empty or longer than 512 UTF-8 bytes */
export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > LONGEST_KEY_BYTES) {
    throw new SoundalikeError('USAGE', `record key: must have 1 to ${LONGEST_KEY_BYTES} UTF-8 bytes, not ${bytes}`);
  }
}

/** Source of a record's version: a number that grows with every write to the index, including deletions. */
export interface Numbered {
  readonly _seq_no?: number;
  readonly _primary_term?: number;
}

/** Return the opaque version of a record. */
export function versionOf({ _seq_no, _primary_term }: Numbered): string {
  return `${_seq_no}.${_primary_term}`;
}

/** Return the condition of a write to this version; null if no record can have that version. */
export function conditionOf(version: string): { readonly if_seq_no: number; readonly if_primary_term: number } | null {
  const match = /^(\d+)\.(\d+)$/u.exec(version);
  return match && { if_seq_no: Number(match[1]), if_primary_term: Number(match[2]) };
}

/** Return the record of a document. */
export function storedRecord(document: RecordDocument, numbered: Numbered): StoredRecord {
  return { key: document.key, value: JSON.parse(document.json) as JsonValue, version: versionOf(numbered) };
}
