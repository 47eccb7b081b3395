import type { ApiKey, RoleDescriptors } from '../node/elasticsearch-node.ts';
import type { Endpoint } from '../node/request.ts';
import { request } from '../node/request.ts';

/**
 * Create an API key.
 * @param lifetime time after which it expires, such as `1h`; default: it never does
 */
export async function createKey(
  endpoint: Endpoint,
  name: string,
  roles: RoleDescriptors,
  lifetime?: string,
): Promise<ApiKey> {
  const wanted = { name, role_descriptors: roles, ...(lifetime !== undefined && { expiration: lifetime }) };
  return (await request(endpoint, 'POST', '/_security/api_key?refresh=true', wanted)) as ApiKey;
}

/** Invalidate an API key: the server refuses it from now on. */
export async function invalidateKey(endpoint: Endpoint, { id }: Pick<ApiKey, 'id'>): Promise<void> {
  await request(endpoint, 'DELETE', '/_security/api_key', { ids: [id] });
}
