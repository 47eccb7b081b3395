import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { findJdk } from '../maven/find-jdk.ts';
import { provideDistribution } from '../maven/provide-distribution.ts';
import { handOver, unprivileged } from '../maven/unprivileged.ts';
import { writeKeystore } from '../maven/write-keystore.ts';
import { makeRunFolders, writeConfig } from '../maven/write-run-folder.ts';
import type { ElasticsearchNode, NodeOptions, NodeProvider } from '../node/elasticsearch-node.ts';
import { launchNode } from './launch-node.ts';
import { createSecurity, SECURITY_SETTINGS } from '../secured/security.ts';

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

  start: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'soundalike-elasticsearch-'));
    try {
      return await startIn(folder, options);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  },
};

async function startIn(
  folder: string,
  {
    port,
    heap = '512m',
    secure = false,
    quickStart = false,
    settings = {},
    signal = new AbortController().signal,
  }: NodeOptions,
): Promise<ElasticsearchNode> {
  const jdk = findJdk()!;
  const home = await provideDistribution(jdk, signal);
  chmodSync(folder, 0o755);
  const { config, temporary } = makeRunFolders(folder);
  const env = {
    ES_JAVA_HOME: jdk,
    ES_PATH_CONF: config,
    ES_TMPDIR: temporary,
    ES_JAVA_OPTS: [`-Xms${heap}`, `-Xmx${heap}`, ...(quickStart ? [QUICK] : [])].join(' '),
    // The programs around the server run for a moment only.
    CLI_JAVA_OPTS: QUICK,
  };
  const security = secure ? await createSecurity(join(config, 'certs')) : null;
  if (security) await writeKeystore(home, env, security.superuser.password, signal);
  const listening = port ?? (await getPort({ host: '127.0.0.1' }));
  writeConfig(home, folder, listening, { ...(security && SECURITY_SETTINGS), ...settings });
  handOver(folder);
  return launchNode({
    kind: maven.kind,
    port: listening,
    security,
    signal,
    command: {
      ...unprivileged('bash', [join(home, 'bin', 'elasticsearch')]),
      cwd: folder,
      env,
      removeAtEnd: folder,
    },
  });
}
