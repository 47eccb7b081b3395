import type { estypes } from '@elastic/elasticsearch';
import type { Connection } from '../client/connection.ts';
import { failedWithStatus } from '../client/request-failure.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { fault, ok, warning } from './check.ts';
import type { Check } from './check.ts';

/** The app that uses a key. */
export type KeyHolder = 'etl' | 'bot';

/** Check that the key has the privileges that its holder needs. */
export async function checkPrivileges(connection: Connection, names: IndexNames, holder: KeyHolder): Promise<Check> {
  try {
    const answer = await connection.read((client, limits) =>
      client.security.hasPrivileges({ index: neededPrivileges(holder, names) }, limits),
    );
    if (answer.has_all_requested) return ok('privileges', `all that the ${holder} needs`);
    return fault(
      'privileges',
      `the key lacks ${missingPrivileges(answer).join(', ')}`,
      `create a key with the role for the ${holder} in docs/use-elasticsearch.md and set ELASTICSEARCH_API_KEY to it`,
    );
  } catch (error) {
    // Without security, the server has no such endpoint.
    if (!failedWithStatus(error, 400) && !failedWithStatus(error, 405)) throw error;
    return warning(
      'privileges',
      'security is off: anyone who can reach the server can read and delete everything',
      'this is acceptable for trying it out; otherwise turn on xpack.security.enabled',
    );
  }
}

/** The ETL creates, fills and swaps the indices; the bot reads tracks and stores records. */
function neededPrivileges(holder: KeyHolder, names: IndexNames): estypes.SecurityHasPrivilegesIndexPrivilegesCheck[] {
  const library = [names.served, names.all];
  if (holder === 'etl') return [{ names: library, privileges: ['read', 'write', 'manage'] }];
  return [
    { names: library, privileges: ['read', 'view_index_metadata'] },
    { names: [names.records], privileges: ['write', 'maintenance'] },
  ];
}

/** Return the missing privileges, each as `privilege on index`. */
function missingPrivileges(answer: estypes.SecurityHasPrivilegesResponse): string[] {
  return Object.entries(answer.index).flatMap(([index, privileges]) =>
    Object.entries(privileges).flatMap(([privilege, held]) => (held ? [] : [`${privilege} on ${index}`])),
  );
}
