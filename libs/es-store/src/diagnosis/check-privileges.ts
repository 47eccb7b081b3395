import type { estypes } from '@elastic/elasticsearch';
import type { Connection } from '../client/connection.ts';
import { failedWithStatus } from '../client/request-failure.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { fault, ok, warning } from './check.ts';
import type { Check } from './check.ts';
import { roleDescriptors } from './role-descriptors.ts';
import type { KeyHolder } from './role-descriptors.ts';

/** Check that the key, or the user, has the privileges that its holder needs. */
export async function checkPrivileges(connection: Connection, names: IndexNames, holder: KeyHolder): Promise<Check> {
  try {
    const missing = await missingPrivileges(connection, names, holder);
    if (missing.length === 0) return ok('privileges', `all that the ${holder} needs`);
    const cure = `give the role that npm run -s doctor -- --role ${holder} prints (docs/use-elasticsearch.md)`;
    const isOfBot = holder === 'etl' && (await missingPrivileges(connection, names, 'bot')).length === 0;
    return fault(
      'privileges',
      `${connection.credentialsFrom}: these privileges are missing: ${missing.join(', ')}`,
      isOfBot
        ? `if this is the key of the bot, check it with: npm run -s doctor -- --for bot; otherwise ${cure}`
        : cure,
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

/** Return the missing privileges, each as `privilege on index`. */
async function missingPrivileges(connection: Connection, names: IndexNames, holder: KeyHolder): Promise<string[]> {
  const index: estypes.SecurityHasPrivilegesIndexPrivilegesCheck[] = Object.values(
    roleDescriptors(holder, names),
  ).flatMap(({ indices }) => indices);
  const answer = await connection.read((client, limits) => client.security.hasPrivileges({ index }, limits));
  if (answer.has_all_requested) return [];
  return Object.entries(answer.index).flatMap(([name, privileges]) =>
    Object.entries(privileges).flatMap(([privilege, held]) => (held ? [] : [`${privilege} on ${name}`])),
  );
}
