import { Client } from '@elastic/elasticsearch';
import type { ClientOptions } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';

/** Address and credentials of an Elasticsearch. */
export interface Endpoint {
  /** Elastic Cloud id. Exactly one of `cloudId` and `url` is set. */
  readonly cloudId: string | null;
  /** Address of a self-managed or Serverless endpoint. */
  readonly url: string | null;
  readonly apiKey: string | null;
}

/**
 * Create a client for Elastic Cloud, or for a self-managed or Serverless address. It does not retry: `Connection` does.
 * @throws `CONFIG_INVALID`, without the value
 */
export function createClient({ cloudId, url, apiKey }: Endpoint): Client {
  if ((cloudId === null) === (url === null)) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'ELASTICSEARCH_CLOUD_ID, ELASTICSEARCH_URL: set one of the two, and not both',
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
    // No cause: the client's own error repeats the value, which may contain a password.
    throw new SoundalikeError(
      'CONFIG_INVALID',
      cloudId === null
        ? 'ELASTICSEARCH_URL: the value is not a valid address; set one such as https://host:9200'
        : 'ELASTICSEARCH_CLOUD_ID: the value is not a valid Cloud ID; copy it from the Elastic Cloud console',
    );
  }
}

/** Return the address without credentials, for messages. */
export function addressOf({ url }: Pick<Endpoint, 'url'>): string {
  return url === null ? 'Elastic Cloud' : new URL(url).origin;
}
