import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { RELEASE } from '../node/elasticsearch-node.ts';
import type { NodeProvider, Superuser, Users } from '../node/elasticsearch-node.ts';
import { SupervisedProcess } from '../node/supervised-process.ts';
import { waitUntilReady } from '../node/wait-until-ready.ts';

const run = promisify(execFile);
const IMAGE = `docker.elastic.co/elasticsearch/elasticsearch:${RELEASE.version}`;
const DAEMON_TIMEOUT_MS = 10_000;

/** A container of Elastic's image. */
export const docker: NodeProvider = {
  kind: 'Docker',

  unavailable: async () => {
    try {
      await run('docker', ['info'], { timeout: DAEMON_TIMEOUT_MS });
      return null;
    } catch {
      return 'no Docker daemon answers';
    }
  },

  start: async ({ port, heap = '512m', users }) => {
    const published = port ?? (await getPort({ host: '127.0.0.1' }));
    const name = `soundalike-elasticsearch-${randomBytes(4).toString('hex')}`;
    const superuser = users ? { username: 'elastic', password: randomBytes(12).toString('hex') } : null;
    const settings = {
      'discovery.type': 'single-node',
      'xpack.security.enabled': String(superuser !== null),
      'xpack.security.http.ssl.enabled': 'false',
      'cluster.routing.allocation.disk.threshold_enabled': 'false',
      ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap}`,
      ...(superuser && { ELASTIC_PASSWORD: superuser.password }),
    };
    const container = new SupervisedProcess({
      command: 'docker',
      args: [
        'run',
        '--rm',
        '--name',
        name,
        '--publish',
        `127.0.0.1:${published}:9200`,
        ...Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
        IMAGE,
      ],
      stopCommand: ['docker', 'rm', '--force', '--volumes', name],
    });
    const url = `http://127.0.0.1:${published}`;
    const ready = (): Promise<void> => waitUntilReady(url, () => container.ended);
    const stop = (): Promise<void> => container.stop();
    try {
      await ready();
      if (users && superuser) await addUsers(url, users, superuser);
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      url,
      kind: docker.kind,
      superuser,
      restart: async () => {
        await run('docker', ['restart', name]);
        await ready();
      },
      stop,
      [Symbol.asyncDispose]: stop,
    };
  },
};

/** Add users through the API. The server from Maven Central cannot: its index of users needs a module that it lacks. */
async function addUsers(url: string, users: Users, { username, password }: Superuser): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const put = async (path: string, body: object): Promise<void> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/_security/${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`Elasticsearch: ${path} cannot be added: HTTP ${answer.status}`);
  };
  for (const [name, role] of Object.entries(users)) {
    await put(`role/${name}`, role);
    await put(`user/${name}`, { password, roles: [name] });
  }
}
