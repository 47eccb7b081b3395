import type { estypes } from '@elastic/elasticsearch';
import type { IndexNames } from '../indices/index-names.ts';

/** Who a key is for. */
export type KeyHolder = 'etl' | 'bot';

/** What a key must be allowed on the library's indices: the ETL makes, fills and swaps them, the bot reads tracks and keeps records. */
export function neededPrivileges(
  holder: KeyHolder,
  names: IndexNames,
): estypes.SecurityHasPrivilegesIndexPrivilegesCheck[] {
  const library = [names.served, names.all];
  if (holder === 'etl') return [{ names: library, privileges: ['read', 'write', 'manage'] }];
  return [
    { names: library, privileges: ['read', 'view_index_metadata'] },
    { names: [names.records], privileges: ['write', 'create_index', 'maintenance'] },
  ];
}

/** What of it is lacking, as `privilege on index`. */
export function lackingPrivileges(answer: estypes.SecurityHasPrivilegesResponse): string[] {
  return Object.entries(answer.index).flatMap(([index, privileges]) =>
    Object.entries(privileges).flatMap(([privilege, held]) => (held ? [] : [`${privilege} on ${index}`])),
  );
}
