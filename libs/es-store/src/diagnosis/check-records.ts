import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { findRecordsIndex } from '../records/records-index.ts';
import { ok, warning } from './check.ts';
import type { Check } from './check.ts';

/** Check that the index of the records can be used. @throws as `findRecordsIndex` */
export async function checkRecords(connection: Connection, names: IndexNames): Promise<Check> {
  const found = await findRecordsIndex(connection, names);
  if (found === null) return ok('records', 'none yet; the ETL creates their index');
  if (found.isCurrent) return ok('records', `${found.index} has the right mapping`);
  return warning(
    'records',
    `${found.index} has a wrong mapping, or no alias ${names.records}: Elasticsearch, an earlier version of this ` +
      'program or somebody created it',
    'run the ETL, which replaces the index and keeps its records',
  );
}
