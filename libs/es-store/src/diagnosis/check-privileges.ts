import type { Connection } from '../client/connection.ts';
import { wasRefusedWith } from '../client/refusal.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { ok } from './check.ts';
import type { Check } from './check.ts';
import { lackingPrivileges, neededPrivileges } from './privileges.ts';
import type { KeyHolder } from './privileges.ts';

/** Whether the key may do what its holder has to do. */
export async function checkPrivileges(connection: Connection, names: IndexNames, holder: KeyHolder): Promise<Check> {
  try {
    const answer = await connection.read((client, limits) =>
      client.security.hasPrivileges({ index: neededPrivileges(holder, names) }, limits),
    );
    if (answer.has_all_requested) return ok('privileges', `all that the ${holder} needs`);
    return {
      name: 'privileges',
      status: 'fault',
      finding: `the key lacks ${lackingPrivileges(answer).join(', ')}`,
      cure: `make a key with the role for the ${holder} in the README and set ELASTICSEARCH_API_KEY to it`,
    };
  } catch (error) {
    // Without security there is no such page.
    if (!wasRefusedWith(error, 400) && !wasRefusedWith(error, 405)) throw error;
    return {
      name: 'privileges',
      status: 'warning',
      finding: 'security is off: whoever reaches the server can read and delete everything',
      cure: 'fit for trying out; otherwise turn on xpack.security.enabled',
    };
  }
}
