import { SoundalikeError } from '@soundalike/errors';

/** Address and credentials of an Elasticsearch, and how to reach it. */
export interface Endpoint {
  /** Elastic Cloud id. Exactly one of `cloudId` and `url` is set. */
  readonly cloudId: string | null;
  /** Address of a self-managed or Serverless endpoint. */
  readonly url: string | null;
  /** At most one of `apiKey`, `username` with `password`, and a user in `url` is set. */
  readonly apiKey: string | null;
  readonly username?: string | null;
  readonly password?: string | null;
  /** Certificates of the authorities to trust, in PEM. Default: those that Node trusts. */
  readonly ca?: string | null;
  /**
   * SHA-256 of the certificate of the authority, hexadecimal digits in pairs with colons. The server is trusted if that
   * certificate is in its chain; its name is not checked. It is then reached directly, without a proxy.
   */
  readonly caFingerprint?: string | null;
  /** Proxies by the scheme of the address, and hosts that are reached directly, separated by commas. Default: none. */
  readonly proxy?: { readonly http: string | null; readonly https: string | null; readonly direct: string } | null;
  /** Whether it is Elastic Serverless, which expects other headers. Default: no. */
  readonly serverless?: boolean;
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
  if (cloudId !== null) {
    const address = cloudAddress(cloudId);
    if (address !== null) return address;
    // Without the value: it may be a secret that was set in the wrong variable.
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'ELASTICSEARCH_CLOUD_ID: the value is not a cloud id, which is NAME: and base64 text; copy it from the ' +
        'deployment’s page in the Elastic Cloud console (an address belongs in ELASTICSEARCH_URL)',
    );
  }
  if (URL.canParse(url!) && /^https?:$/u.test(new URL(url!).protocol)) return new URL(url!).origin;
  throw new SoundalikeError(
    'CONFIG_INVALID',
    'ELASTICSEARCH_URL: the value is not a valid address; set one such as https://host:9200',
  );
}

/** Return true if a text has the form of a cloud id. */
export function isCloudId(text: string): boolean {
  return cloudAddress(text) !== null;
}

/** A cloud id is `NAME:` and the base64 of `HOST$ELASTICSEARCH_ID$KIBANA_ID`; the server is a subdomain of the host. */
function cloudAddress(cloudId: string): string | null {
  const [, encoded, ...others] = cloudId.split(':');
  const [host = '', id = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split('$');
  const address = `https://${id}.${host}`;
  return others.length === 0 && host !== '' && id !== '' && URL.canParse(address) ? new URL(address).origin : null;
}

/** Return the name of the variable, or variables, that the credentials are from. */
export function credentialsVariable({ url, username }: Endpoint): string {
  if (username) return 'ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD';
  return url !== null && new URL(url).username !== ''
    ? 'ELASTICSEARCH_URL (user and password)'
    : 'ELASTICSEARCH_API_KEY';
}

/** Return true if there are no credentials. */
export function isAnonymous({ url, apiKey, username }: Endpoint): boolean {
  return apiKey === null && !username && (url === null || new URL(url).username === '');
}

/** Return a text that differs between credentials, to keep in memory only. */
export function loginOf({ url, apiKey, username }: Endpoint): string {
  return apiKey ?? username ?? (url === null ? '' : new URL(url).username);
}
