import { Client } from '@elastic/elasticsearch';
import type { ClientOptions } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { ElasticsearchOptions } from '../options.ts';

/** The part of the options that says where Elasticsearch is. */
export type Endpoint = Pick<ElasticsearchOptions, 'cloudId' | 'url' | 'apiKey'>;

/**
 * Makes a client for Elastic Cloud, or for a self-managed or Serverless address. It neither retries nor waits by itself: `Connection` does.
 * @throws `CONFIG_INVALID`, without the value
 */
export function createClient({ cloudId, url, apiKey }: Endpoint): Client {
  if ((cloudId === null) === (url === null)) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'Elasticsearch: expected either ELASTICSEARCH_CLOUD_ID or ELASTICSEARCH_URL',
    );
  }
  const shared: ClientOptions = {
    maxRetries: 0,
    ...(apiKey !== null && { auth: { apiKey } }),
    redaction: { type: 'remove' },
  };
  try {
    return new Client(cloudId === null ? { ...shared, node: url! } : { ...shared, cloud: { id: cloudId } });
  } catch {
    // The client's own error repeats the value, which may hold a password.
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `${cloudId === null ? 'ELASTICSEARCH_URL' : 'ELASTICSEARCH_CLOUD_ID'}: expected a valid value, got one that is not`,
    );
  }
}

/** Where that is, fit to be printed. */
export function addressOf({ url }: Pick<Endpoint, 'url'>): string {
  return url === null ? 'Elastic Cloud' : new URL(url).origin;
}
