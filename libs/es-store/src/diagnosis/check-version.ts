import type { Connection } from '../client/connection.ts';
import { ok } from './check.ts';
import type { Check } from './check.ts';

/** The first release that takes vectors as base64. */
const LEAST = { major: 9, minor: 3 } as const;

interface Version {
  readonly number: string;
  readonly flavour: string;
}

/** Whether the server is recent enough. A key need not be allowed to ask. */
export async function checkVersion(connection: Connection): Promise<Check> {
  const version = await readVersion(connection);
  if (version === null) {
    return {
      name: 'version',
      status: 'warning',
      finding: 'the key may not ask for it',
      cure: 'give the key the cluster privilege `monitor` if you want it checked',
    };
  }
  const { number, flavour } = version;
  if (flavour === 'serverless') return ok('version', 'Elastic Serverless, which is always current');
  const [major = 0, minor = 0] = number.split('.').map(Number);
  if (major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor)) return ok('version', number);
  return {
    name: 'version',
    status: 'fault',
    finding: `expected Elasticsearch ${LEAST.major}.${LEAST.minor} or later, got ${number}`,
    cure: 'upgrade Elasticsearch',
  };
}

async function readVersion(connection: Connection): Promise<Version | null> {
  try {
    const { version } = await connection.read((client, limits) => client.info({}, limits));
    return { number: version.number, flavour: version.build_flavor };
  } catch {
    // Behind some proxies, and in builds without the root module, only the nodes' own page answers.
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
