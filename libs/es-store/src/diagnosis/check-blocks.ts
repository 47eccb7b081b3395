import type { Connection } from '../client/connection.ts';
import { failedWithStatus } from '../client/request-failure.ts';
import { getIndices } from '../indices/get-indices.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { fault, ok } from './check.ts';
import type { Check } from './check.ts';

/** The block that Elasticsearch sets while a disk is nearly full, and removes when there is space again. */
const FLOOD_STAGE = 'index.blocks.read_only_allow_delete';

/** The setting that a closed index has. */
const CLOSED = 'index.verified_before_close';

/**
 * Check that no index of the library is closed, or blocked for reading or writing.
 * @returns null if the server does not tell, as Serverless
 */
export async function checkBlocks(connection: Connection, names: IndexNames): Promise<Check | null> {
  try {
    const found = await connection.read((client, limits) =>
      client.indices.getSettings(
        {
          index: names.all,
          name: ['index.blocks.*', CLOSED],
          flat_settings: true,
          expand_wildcards: ['open', 'closed'],
        },
        limits,
      ),
    );
    const blocks = Object.entries(found).flatMap(([index, { settings }]) =>
      Object.entries(settings ?? {}).flatMap(([name, value]) => (String(value) === 'true' ? [{ index, name }] : [])),
    );
    const inUse = await namesInUse(connection, names);
    const relevant = blocks.filter(({ index, name }) => name !== CLOSED || inUse.has(index));
    if (relevant.length === 0) return ok('blocks', 'no index is blocked');
    const texts = relevant.map(({ index, name }) => (name === CLOSED ? `${index} is closed` : `${index} by ${name}`));
    return fault('blocks', `blocked: ${texts.join(', ')}`, cureOf(new Set(relevant.map(({ name }) => name))));
  } catch (error) {
    if (!failedWithStatus(error, 400) && !failedWithStatus(error, 410)) throw error;
    return null;
  }
}

/** A closed index of another program may have a name that begins like the library's. */
async function namesInUse(connection: Connection, { served, records }: IndexNames): Promise<ReadonlySet<string>> {
  const found = [await getIndices(connection, served), await getIndices(connection, records)];
  return new Set(found.flat().map(([index]) => index));
}

function cureOf(names: ReadonlySet<string>): string {
  if (names.has(FLOOD_STAGE)) {
    return 'the disk is nearly full: free some space, or add a node; Elasticsearch then removes the block';
  }
  const settings = [...names].filter((name) => name !== CLOSED).map((name) => `"${name}":null`);
  const calls = [
    ...(settings.length > 0 ? [`PUT /INDEX/_settings {${settings.join(',')}}`] : []),
    ...(names.has(CLOSED) ? ['POST /INDEX/_open'] : []),
  ];
  return `find out who did that and why, then undo it: ${calls.join(', ')}`;
}
