import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { RELEASE } from '../node/elasticsearch-node.ts';
import type { NodeProvider } from '../node/elasticsearch-node.ts';
import { launchNode } from './launch-node.ts';
import { createSecurity, SECURITY_SETTINGS } from '../secured/security.ts';

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

  start: async ({ port, heap = '512m', secure = false, settings: others, signal }) => {
    const listening = port ?? (await getPort({ host: '127.0.0.1' }));
    const name = `soundalike-elasticsearch-${randomBytes(4).toString('hex')}`;
    const folder = mkdtempSync(join(tmpdir(), 'soundalike-elasticsearch-'));
    // The user of the container reads the certificates.
    chmodSync(folder, 0o755);
    const certs = join(folder, 'certs');
    const security = secure ? await createSecurity(certs) : null;
    const settings = {
      'discovery.type': 'single-node',
      'cluster.routing.allocation.disk.threshold_enabled': false,
      ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap}`,
      ...(security
        ? { ...SECURITY_SETTINGS, ELASTIC_PASSWORD: security.superuser.password }
        : { 'xpack.security.enabled': false }),
      ...others,
    };
    return launchNode({
      kind: docker.kind,
      port: listening,
      security,
      signal,
      command: {
        command: 'docker',
        args: [
          'run',
          '--name',
          name,
          '--publish',
          `127.0.0.1:${listening}:9200`,
          ...(security ? ['--volume', `${certs}:/usr/share/elasticsearch/config/certs:ro`] : []),
          ...Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
          IMAGE,
        ],
        again: ['docker', 'start', '--attach', name],
        signalCommand: ['docker', 'kill', name, '--signal'],
        stopCommand: ['docker', 'rm', '--force', '--volumes', name],
        removeAtEnd: folder,
      },
    });
  },
};
