import { roleDescriptors } from './diagnosis/role-descriptors.ts';
import type { KeyHolder, RoleDescriptor } from './diagnosis/role-descriptors.ts';
import { indexNames } from './indices/index-names.ts';

/** Return the role that the API key of a program needs, by its name. @param alias name of the library */
export function elasticsearchRole(holder: KeyHolder, alias?: string): Readonly<Record<string, RoleDescriptor>> {
  return roleDescriptors(holder, indexNames(alias));
}
