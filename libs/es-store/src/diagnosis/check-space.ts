import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { findSpaceIndex } from '../indices/space-index.ts';
import type { VectorIndexType } from '../mapping/vector-index.ts';
import { countTracks } from '../queries/count-tracks.ts';
import { ok } from './check.ts';
import type { Check } from './check.ts';

/** Whether a space is served, and whether its index is as the configuration says. @throws as `findSpaceIndex` */
export async function checkSpace(connection: Connection, names: IndexNames, vectorIndex: VectorIndexType): Promise<Check[]> {
  const found = await findSpaceIndex(connection, names, names.served);
  if (found === null) {
    return [{ name: 'space', status: 'warning', finding: `nothing is served yet: no index is behind the alias ${names.served}`, cure: 'run the ETL' }];
  }
  const count = await countTracks(connection, found.index);
  const space = ok('space', `${found.space.id} (${found.space.dims} values) is served, with ${count} track(s)`);
  if (found.vectorIndex === vectorIndex) return [space, ok('mapping', `${found.index} has ${vectorIndex}`)];
  return [
    space,
    {
      name: 'mapping',
      status: 'warning',
      finding: `${found.index} has ${found.vectorIndex}, the configuration says ${vectorIndex}`,
      cure: `set ELASTICSEARCH_VECTOR_INDEX=${found.vectorIndex}, or fill the space anew`,
    },
  ];
}
