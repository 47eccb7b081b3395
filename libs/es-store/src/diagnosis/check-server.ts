import type { Connection } from '../client/connection.ts';
import { addressOf, credentialsVariable, isAnonymous } from '../client/endpoint.ts';
import type { Endpoint } from '../client/endpoint.ts';
import { failedWithStatus } from '../client/request-failure.ts';
import { fault, ok, warning } from './check.ts';
import type { Check } from './check.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u;

/** The first release that accepts vectors as base64. */
const OLDEST_SUPPORTED = { major: 9, minor: 3 } as const;

/** Check that the settings do not expose the credentials, and say which server they mean. */
export function checkConfiguration(endpoint: Endpoint): Check {
  const address = addressOf(endpoint);
  if (address.startsWith('http:') && !isAnonymous(endpoint) && !LOOPBACK.test(new URL(address).hostname)) {
    return warning(
      'configuration',
      `the credentials are sent to ${address} without encryption`,
      'use an https:// address in ELASTICSEARCH_URL',
    );
  }
  const variable = endpoint.cloudId === null ? 'ELASTICSEARCH_URL' : 'ELASTICSEARCH_CLOUD_ID';
  const login = isAnonymous(endpoint) ? 'without credentials' : `with ${credentialsVariable(endpoint)}`;
  return ok('configuration', `${address} by ${variable}, ${login}`);
}

/**
 * Check that the server answers and accepts the key.
 * @throws `CONFIG_INVALID` if it does not accept the key, `STORE_UNAVAILABLE`
 */
export async function checkConnection(connection: Connection): Promise<Check> {
  try {
    // Every valid key may call this.
    await connection.read((client, limits) => client.security.authenticate({}, limits));
  } catch (error) {
    // Without security, the server has no such endpoint, but it answers.
    if (!failedWithStatus(error, 400) && !failedWithStatus(error, 405)) throw error;
  }
  return ok('connection', `${connection.address} answers`);
}

/** Check that the server is recent enough. The key may lack the privilege to read the version. */
export async function checkVersion(connection: Connection): Promise<Check> {
  const version = await readVersion(connection);
  if (version === null) {
    return warning(
      'version',
      'the key lacks the privilege to read it',
      'give the key the cluster privilege `monitor` if you want the version checked',
    );
  }
  const { number, flavour } = version;
  if (flavour === 'serverless') return ok('version', 'Elastic Serverless, which is always current');
  const [major = 0, minor = 0] = number.split('.').map(Number);
  const { major: oldestMajor, minor: oldestMinor } = OLDEST_SUPPORTED;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return ok('version', number);
  return fault(
    'version',
    `Elasticsearch ${number} is too old: ${oldestMajor}.${oldestMinor} or later is needed`,
    'upgrade Elasticsearch',
  );
}

interface Version {
  readonly number: string;
  readonly flavour: string;
}

async function readVersion(connection: Connection): Promise<Version | null> {
  try {
    const { version } = await connection.read((client, limits) => client.info({}, limits));
    return { number: version.number, flavour: version.build_flavor };
  } catch {
    // Behind some proxies, and in builds without the root module, only the endpoint of the nodes answers.
  }
  try {
    const { nodes } = await connection.read((client, limits) =>
      client.nodes.info({ node_id: '_local', metric: '_none' }, limits),
    );
    const [node] = Object.values(nodes);
    return node ? { number: node.version, flavour: node.build_flavor } : null;
  } catch {
    return null;
  }
}
