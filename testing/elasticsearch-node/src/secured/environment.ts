import type { ApiKey, SecuredAccess } from '../node/elasticsearch-node.ts';

/** Return the variables that connect this project's programs to a secured node: by its Cloud ID, with an API key. */
export function environmentFor(
  { cloudId, caFile }: Pick<SecuredAccess, 'cloudId' | 'caFile'>,
  { encoded }: Pick<ApiKey, 'encoded'>,
): Readonly<Record<'ELASTICSEARCH_CLOUD_ID' | 'ELASTICSEARCH_CA' | 'ELASTICSEARCH_API_KEY', string>> {
  return { ELASTICSEARCH_CLOUD_ID: cloudId, ELASTICSEARCH_CA: caFile, ELASTICSEARCH_API_KEY: encoded };
}
