import { randomBytes } from 'node:crypto';
import type { estypes } from '@elastic/elasticsearch';
import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { readPages } from '../queries/read-pages.ts';
import type { RecordDocument } from './record-document.ts';

/** Records per request. */
const PAGE = 500;

/** An index of records to replace. */
export interface Migration {
  /** Name of the index itself. */
  readonly from: string;
  readonly mappings: estypes.MappingTypeMapping;
  /** Find out whether the records have a right index now: another process may do the same, and one of the two wins. */
  readonly isDone: () => Promise<boolean>;
}

/**
 * Copy the records into a new index with the right mapping, and put it in the place of the old one in one step. Writes
 * to the old index are blocked meanwhile, so that none is lost.
 */
export async function migrateRecords(
  connection: Connection,
  names: IndexNames,
  { from, mappings, isDone }: Migration,
): Promise<void> {
  const to = names.recordsIndex(randomBytes(4).toString('hex'));
  await connection.write((client, limits) => client.indices.create({ index: to, mappings }, limits));
  try {
    await connection.write((client, limits) =>
      // Serverless has no blocks, and answers with 410.
      client.indices.addBlock({ index: from, block: 'write' }, { ...limits, ignore: [410] }),
    );
    await copyRecords(connection, from, to);
    const actions = [{ remove_index: { index: from } }, { add: { index: to, alias: names.records } }];
    await connection.write((client, limits) => client.indices.updateAliases({ actions }, limits));
  } catch (error) {
    // The other process may have removed the old index, or the answer to the last step was lost.
    const done = await isDone();
    if (!(await isServed(connection, names, to))) await discard(connection, to);
    if (done) return;
    await unblock(connection, from).catch(() => undefined);
    throw error;
  }
}

async function discard(connection: Connection, index: string): Promise<void> {
  await connection.write((client, limits) => client.indices.delete({ index, ignore_unavailable: true }, limits));
}

async function unblock(connection: Connection, index: string): Promise<void> {
  const settings = { 'index.blocks.write': false };
  await connection.write((client, limits) => client.indices.putSettings({ index, settings }, limits));
}

async function isServed(connection: Connection, { records }: IndexNames, index: string): Promise<boolean> {
  return connection.read((client, limits) => client.indices.existsAlias({ index, name: records }, limits));
}

async function copyRecords(connection: Connection, from: string, to: string): Promise<void> {
  await connection.read((client, limits) => client.indices.refresh({ index: from }, limits));
  let page: estypes.SearchHit<RecordDocument>[] = [];
  const flush = async (): Promise<void> => {
    const operations = page.flatMap(({ _id, _source }) => [{ index: { _id: _id! } }, _source!]);
    page = [];
    if (operations.length === 0) return;
    await connection.write((client, limits) =>
      client.bulk({ index: to, operations, pipeline: '_none', refresh: true }, limits),
    );
  };
  // A wrong mapping may have no field to sort by.
  const query = { index: from, query: { match_all: {} }, sort: '_shard_doc', source: ['*'], pageSize: PAGE };
  for await (const hit of readPages<RecordDocument>(connection, query)) {
    page.push(hit);
    if (page.length === PAGE) await flush();
  }
  await flush();
}
