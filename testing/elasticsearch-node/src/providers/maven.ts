import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { findJdk } from '../maven/find-jdk.ts';
import { provideDistribution } from '../maven/provide-distribution.ts';
import { handOver, unprivileged } from '../maven/unprivileged.ts';
import { writeConfig, writeUsers } from '../maven/write-run-folder.ts';
import type { NodeProvider } from '../node/elasticsearch-node.ts';
import { SupervisedProcess } from '../node/supervised-process.ts';
import { waitUntilReady, waitUntilStopped } from '../node/wait-until-ready.ts';

const run = promisify(execFile);

/** Stop the compiler at its first, quick stage. */
const QUICK = '-XX:TieredStopAtLevel=1';

/** The server that Elastic publishes on Maven Central for integration tests, without its optional modules. */
export const maven: NodeProvider = {
  kind: 'Maven',

  unavailable: async () => {
    if (findJdk() === null) return 'no JDK of version 21 or later was found (ES_JAVA_HOME names one)';
    try {
      await run('mvn', ['--version']);
      return null;
    } catch {
      return 'no mvn was found';
    }
  },

  start: async ({ port, heap = '512m', users, quickStart = false }) => {
    const jdk = findJdk()!;
    const home = await provideDistribution(jdk);
    const folder = mkdtempSync(join(tmpdir(), 'soundalike-elasticsearch-'));
    chmodSync(folder, 0o755);
    const listening = port ?? (await getPort({ host: '127.0.0.1' }));
    const { config, temporary } = writeConfig(home, folder, listening, users !== undefined);
    const superuser = users ? writeUsers(config, users) : null;
    handOver(folder);

    const url = `http://127.0.0.1:${listening}`;
    const server = new SupervisedProcess({
      ...unprivileged('bash', [join(home, 'bin', 'elasticsearch')]),
      cwd: folder,
      env: {
        ES_JAVA_HOME: jdk,
        ES_PATH_CONF: config,
        ES_TMPDIR: temporary,
        ES_JAVA_OPTS: [`-Xms${heap}`, `-Xmx${heap}`, ...(quickStart ? [QUICK] : [])].join(' '),
        ...(quickStart && { CLI_JAVA_OPTS: QUICK }),
      },
      removeAtEnd: folder,
    });
    const ready = (): Promise<void> => waitUntilReady(url, () => server.ended);
    const stop = (): Promise<void> => server.stop();
    try {
      await ready();
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      url,
      kind: maven.kind,
      superuser,
      restart: async () => {
        server.restart();
        await waitUntilStopped(url);
        await ready();
      },
      stop,
      [Symbol.asyncDispose]: stop,
    };
  },
};
