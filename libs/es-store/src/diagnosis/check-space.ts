import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { findSpaceIndex } from '../indices/space-index.ts';
import { fitsMapping } from '../mapping/fits-mapping.ts';
import { SCHEMA_VERSION } from '../mapping/space-meta.ts';
import type { VectorIndexType } from '../mapping/vector-index.ts';
import { countTracks } from '../queries/count-tracks.ts';
import { ok } from './check.ts';
import type { Check } from './check.ts';

/** Whether a space is served, and whether its index is as the configuration says. @throws as `findSpaceIndex` */
export async function checkSpace(
  connection: Connection,
  names: IndexNames,
  vectorIndex: VectorIndexType,
): Promise<Check[]> {
  const found = await findSpaceIndex(connection, names, names.served);
  if (found === null) {
    return [
      {
        name: 'space',
        status: 'warning',
        finding: `nothing is served yet: no index is behind the alias ${names.served}`,
        cure: 'run the ETL',
      },
    ];
  }
  const count = await countTracks(connection, found.index);
  const space = ok('space', `${found.space.id} (${found.space.dims} values) is served, with ${count} track(s)`);
  if (fitsMapping(found, vectorIndex))
    return [space, ok('mapping', `${found.index} has ${vectorIndex}, schema ${found.schema}`)];
  return [
    space,
    {
      name: 'mapping',
      status: 'warning',
      finding: `${found.index} has ${found.vectorIndex}, schema ${found.schema}; this program and its configuration want ${vectorIndex}, schema ${SCHEMA_VERSION}`,
      cure: 'run npm run -s etl -- rebuild, which fills a new index from this one, or set ELASTICSEARCH_VECTOR_INDEX to what is there',
    },
  ];
}
