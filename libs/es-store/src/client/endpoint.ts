import { SoundalikeError } from '@soundalike/errors';

/** Address and credentials of an Elasticsearch, and how to reach it. */
export interface Endpoint {
  /** Elastic Cloud id. Exactly one of `cloudId` and `url` is set. */
  readonly cloudId: string | null;
  /** Address of a self-managed or Serverless endpoint. */
  readonly url: string | null;
  readonly apiKey: string | null;
}

/**
 * Return the address of the server without credentials: that of `url`, or the one that the cloud id contains.
 * @throws `CONFIG_INVALID`, without the value
 */
export function addressOf({ cloudId, url }: Pick<Endpoint, 'cloudId' | 'url'>): string {
  if ((cloudId === null) === (url === null)) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'ELASTICSEARCH_CLOUD_ID, ELASTICSEARCH_URL: set one of the two, and not both',
    );
  }
  if (cloudId !== null) return cloudAddress(cloudId);
  if (URL.canParse(url!) && /^https?:$/u.test(new URL(url!).protocol)) return new URL(url!).origin;
  throw new SoundalikeError(
    'CONFIG_INVALID',
    'ELASTICSEARCH_URL: the value is not a valid address; set one such as https://host:9200',
  );
}

/** A cloud id is `NAME:` and the base64 of `HOST$ELASTICSEARCH_ID$KIBANA_ID`; the server is a subdomain of the host. */
function cloudAddress(cloudId: string): string {
  const [, encoded, ...others] = cloudId.split(':');
  const [host = '', id = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split('$');
  const address = `https://${id}.${host}`;
  if (others.length === 0 && host !== '' && id !== '' && URL.canParse(address)) return new URL(address).origin;
  // The value may be a secret that was set in the wrong variable.
  throw new SoundalikeError(
    'CONFIG_INVALID',
    'ELASTICSEARCH_CLOUD_ID: the value is not a cloud id, which is NAME: and base64 text; copy it from the ' +
      'deployment’s page in the Elastic Cloud console (an address belongs in ELASTICSEARCH_URL)',
  );
}

/** Return the name of the variable, or variables, that the credentials are from. */
export function credentialsVariable({ url }: Endpoint): string {
  return url !== null && new URL(url).username !== ''
    ? 'ELASTICSEARCH_URL (user and password)'
    : 'ELASTICSEARCH_API_KEY';
}

/** Return a text that differs between credentials, to keep in memory only. */
export function loginOf({ url, apiKey }: Endpoint): string {
  return apiKey ?? (url === null ? '' : new URL(url).username);
}
