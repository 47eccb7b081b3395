import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { findSpaceIndex } from '../indices/space-index.ts';
import type { SpaceIndex } from '../indices/space-index.ts';
import { EXTENSIBLE_SINCE, SCHEMA_VERSION } from '../mapping/space-meta.ts';
import { hasCurrentMapping } from '../mapping/track-mapping.ts';
import type { VectorIndexType } from '../mapping/vector-field.ts';
import { countTracks } from '../queries/complete-results.ts';
import { ok, warning } from './check.ts';
import type { Check } from './check.ts';

/** Check that a space is served, and that its index matches the configuration. @throws as `findSpaceIndex` */
export async function checkSpace(
  connection: Connection,
  names: IndexNames,
  vectorIndex: VectorIndexType,
): Promise<Check[]> {
  const found = await findSpaceIndex(connection, names, names.served);
  if (found === null)
    return [warning('space', `no space is served yet: no index has the alias ${names.served}`, 'run the ETL')];
  const count = await countTracks(connection, found.index);
  const space = ok('space', `${found.space.id} (${found.space.dims} values) is served, with ${count} track(s)`);
  if (hasCurrentMapping(found, vectorIndex))
    return [space, ok('mapping', `${found.index} has ${vectorIndex}, schema ${found.schema}`)];
  const has = `${found.index} has ${found.vectorIndex}, schema ${found.schema}`;
  const wanted = `this program and its configuration want ${vectorIndex}, schema ${SCHEMA_VERSION}`;
  return [space, warning('mapping', `${has}; ${wanted}`, cureOf(found, vectorIndex))];
}

function cureOf({ schema, vectorIndex }: SpaceIndex, wanted: VectorIndexType): string {
  const rebuild = 'run npm run -s etl -- rebuild, which fills a new index from this one';
  if (vectorIndex !== wanted) return `${rebuild}, or set ELASTICSEARCH_VECTOR_INDEX to the type that the index has`;
  return schema >= EXTENSIBLE_SINCE ? 'run the ETL, which adds the new fields and fills them' : rebuild;
}
