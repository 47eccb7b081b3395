import type { estypes } from '@elastic/elasticsearch';
import type { Connection } from '../client/connection.ts';
import { failedWithType } from '../client/request-failure.ts';
import { foreignName, lostAlias, severalIndices } from '../indices/foreign-names.ts';
import { getIndices } from '../indices/get-indices.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { findSpaceIndex } from '../indices/space-index.ts';
import { migrateRecords } from './migrate-records.ts';

const EXISTS = 'resource_already_exists_exception';

/**
 * Only the fields that records are found by are indexed. Other fields are ignored: an ingest pipeline of the operator
 * may add some.
 */
export const RECORD_MAPPING: estypes.MappingTypeMapping & { properties: Record<string, estypes.MappingProperty> } = {
  dynamic: false,
  _meta: { soundalike: { records: 1 } },
  properties: {
    collection: { type: 'keyword' },
    key: { type: 'keyword' },
    json: { type: 'keyword', index: false, doc_values: false },
    write: { type: 'keyword', index: false, doc_values: false },
  },
};

/** The index that contains the records. */
export interface RecordsIndex {
  /** Name of the index itself. */
  readonly index: string;
  /**
   * Whether it can be used as it is. If not, its mapping is wrong, for example because Elasticsearch created it by
   * itself for a write after it had been deleted, or an earlier version of this program created it without an alias.
   */
  readonly isCurrent: boolean;
}

/**
 * Find the index of the records.
 * @returns null if there is none
 * @throws `CONFIG_INVALID` if an index of another program has its name, `STORE_CORRUPT` if there are several
 */
export async function findRecordsIndex(connection: Connection, { records }: IndexNames): Promise<RecordsIndex | null> {
  const [first, ...others] = await getIndices(connection, records);
  if (first === undefined) return null;
  const [index, { mappings }] = first;
  if (others.length > 0)
    throw severalIndices(
      records,
      [first, ...others].map(([name]) => name),
    );
  if (!isRecordMapping(mappings)) throw foreignName(records, index);
  return { index, isCurrent: index !== records && hasRightTypes(mappings) };
}

/**
 * Create the index of the records if there is none, and replace it if it cannot be used as it is: its records are kept.
 * Several processes may try at the same time.
 */
export async function ensureRecordsIndex(connection: Connection, names: IndexNames): Promise<void> {
  const found = await findRecordsIndex(connection, names);
  if (found === null) await createRecordsIndex(connection, names);
  else if (!found.isCurrent) {
    await migrateRecords(connection, names, {
      from: found.index,
      mappings: RECORD_MAPPING,
      isDone: async () => (await findRecordsIndex(connection, names))?.isCurrent ?? false,
    });
  }
}

async function createRecordsIndex(connection: Connection, names: IndexNames): Promise<void> {
  // Checks that no other program has the name of the library, before anything is written.
  await findSpaceIndex(connection, names, names.served);
  const index = names.recordsIndex('000001');
  const aliases = { [names.records]: {} };
  try {
    await connection.write((client, limits) =>
      client.indices.create({ index, aliases, mappings: RECORD_MAPPING }, limits),
    );
  } catch (error) {
    if (!failedWithType(error, EXISTS)) throw error;
    if ((await findRecordsIndex(connection, names)) !== null) return;
    throw lostAlias(index, names.records);
  }
}

function propertiesOf(mapping: estypes.MappingTypeMapping | undefined): Record<string, estypes.MappingProperty> {
  return mapping?.properties ?? {};
}

/** Return true if the mapping is that of records, even a wrong one, and not that of another program. */
function isRecordMapping(mapping: estypes.MappingTypeMapping | undefined): boolean {
  const { soundalike } = (mapping?._meta ?? {}) as { readonly soundalike?: { readonly records?: number } };
  const properties = propertiesOf(mapping);
  return (
    soundalike?.records !== undefined || Object.keys(RECORD_MAPPING.properties).every((name) => name in properties)
  );
}

/** Other fields, and other settings, do no harm. */
function hasRightTypes(mapping: estypes.MappingTypeMapping | undefined): boolean {
  const properties = propertiesOf(mapping);
  return Object.entries(RECORD_MAPPING.properties).every(([name, { type }]) => properties[name]?.type === type);
}
