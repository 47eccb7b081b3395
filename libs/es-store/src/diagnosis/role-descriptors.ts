import type { IndexNames } from '../indices/index-names.ts';

/** The program that uses a key. */
export type KeyHolder = 'etl' | 'bot';

/** What a role allows, as `POST /_security/api_key` and `PUT /_security/role` accept it. */
export interface RoleDescriptor {
  readonly cluster: 'monitor'[];
  readonly indices: { readonly names: string[]; readonly privileges: string[] }[];
}

/**
 * Return the role that a program needs, by its name: the ETL creates, fills and swaps the indices; the bot reads tracks
 * and stores records. Only the doctor needs `monitor`.
 */
export function roleDescriptors(holder: KeyHolder, names: IndexNames): Readonly<Record<string, RoleDescriptor>> {
  const library = [names.served, names.all];
  const indices = {
    etl: [{ names: library, privileges: ['read', 'write', 'manage'] }],
    bot: [
      { names: library, privileges: ['read', 'view_index_metadata'] },
      { names: [names.records], privileges: ['write', 'maintenance'] },
    ],
  };
  return { [`soundalike-${holder}`]: { cluster: ['monitor'], indices: indices[holder] } };
}
